package io.slipway.github.command;

import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.Masks;
import io.slipway.core.local.LocalEngine;

/** {@code slipway github explain}: why a task ran, missed or was reused in the last run that this job knows of. */
public record ExplainCommand(Runner runner, String task) {
    public int call() {
        Host host = runner.host();
        Masks masks = Masks.of(host.environment());
        try (LocalEngine engine = host.open().get()) {
            StringBuilder sentences = new StringBuilder();
            for (String sentence : engine.explain(engine.task(task)))
                sentences.append(masks.hide(sentence)).append('\n');
            runner.print(sentences.toString());
            return Host.DONE;
        }
    }
}
