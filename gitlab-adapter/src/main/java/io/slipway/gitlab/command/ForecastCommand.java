package io.slipway.gitlab.command;

import io.slipway.core.bridge.FinishTime;
import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.RecordedTimes;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
import java.util.List;

/** {@code slipway gitlab forecast}: when all would be done on so many runners, one task on each at a time. */
public record ForecastCommand(Host host, List<String> selections, int runners) {
    public ForecastCommand {
        selections = List.copyOf(selections);
        if (runners < 1) throw new IllegalArgumentException("runners: " + runners + " (expected: >= 1)");
    }

    public int call() {
        try (LocalEngine engine = host.open().get()) {
            LocalPlan plan = new RecordedTimes(host.store()).complete(engine.plan(Host.request(selections)));
            host.out().println(FinishTime.of(plan, runners, host.nanos()).sentence());
            return Host.DONE;
        }
    }
}
