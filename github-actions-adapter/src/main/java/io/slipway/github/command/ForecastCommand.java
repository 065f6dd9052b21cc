package io.slipway.github.command;

import io.slipway.core.bridge.FinishTime;
import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.RecordedTimes;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
import java.io.IOException;
import java.util.List;

/** {@code slipway github forecast}: when all would be done on so many runners, one task on each at a time. */
public record ForecastCommand(Runner runner, List<String> selections, int runners) {
    public ForecastCommand {
        selections = List.copyOf(selections);
        if (runners < 1) throw new IllegalArgumentException("runners: " + runners + " (expected: >= 1)");
    }

    public int call() throws IOException {
        Host host = runner.host();
        try (LocalEngine engine = host.open().get()) {
            LocalPlan plan = new RecordedTimes(host.store()).complete(engine.plan(Host.request(selections)));
            FinishTime finish = FinishTime.of(plan, runners, host.nanos());
            host.out().println(finish.sentence());
            runner.output("eta", String.valueOf(finish.seconds()));
            return Host.DONE;
        }
    }
}
