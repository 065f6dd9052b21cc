package io.slipway.core.run;

import io.slipway.core.content.Digest;
import java.util.Optional;

/**
 * One time that a task was given to an agent. Immutable.
 *
 * @param number from 1
 * @param outcome absent while it runs
 * @param outputs digest of the output tree; absent unless it succeeded
 * @param stored whether the result was kept for reuse
 */
public record Attempt(
        int number, String agent, Optional<Outcome> outcome, Usage usage, Optional<Digest> outputs, boolean stored) {
    static Attempt started(int number, String agent) {
        return new Attempt(number, agent, Optional.empty(), Usage.NONE, Optional.empty(), false);
    }

    Attempt finished(RunEvent.AttemptFinished event) {
        return new Attempt(number, agent, Optional.of(event.outcome()), event.usage(), event.outputs(), event.stored());
    }
}
