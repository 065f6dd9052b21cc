package io.slipway.core.local;

import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import java.util.Optional;

/**
 * How those agree to a run whose approval its tasks want. Immutable.
 *
 * @param ahead addresses, also with {@code *}, of tasks that whoever asks for the run approves from the start
 * @param person who can be asked while the run waits; absent when nobody is there
 */
public record Approvals(List<String> ahead, Optional<Person> person) {
    /** Nobody approves anything. */
    public static final Approvals NONE = new Approvals(List.of(), Optional.empty());

    public Approvals {
        ahead = List.copyOf(ahead);
    }

    /** Somebody who can be asked. */
    @FunctionalInterface
    public interface Person {
        /**
         * Asks, and waits for the answer.
         *
         * @param why what the task waits for, in words
         */
        boolean approves(TaskAddress task, String why);
    }
}
