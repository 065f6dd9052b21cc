package io.slipway.gitlab.command;

import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.Masks;
import io.slipway.core.local.LocalEngine;

/** {@code slipway gitlab explain}: why a task ran, missed or was reused in the last run that this job knows of. */
public record ExplainCommand(Host host, String task) {
    public int call() {
        Masks masks = Masks.of(host.environment());
        try (LocalEngine engine = host.open().get()) {
            for (String sentence : engine.explain(engine.task(task))) host.out().println(masks.hide(sentence));
            return Host.DONE;
        }
    }
}
