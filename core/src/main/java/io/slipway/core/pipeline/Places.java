package io.slipway.core.pipeline;

import java.util.Optional;

/** Knows where the parts of a pipeline were written, for messages. Implementations are immutable. */
public interface Places {
    /** For a pipeline that was built in Java. */
    Places NOWHERE = new Places() {
        @Override
        public Optional<Place> ofTask(TaskAddress task) {
            return Optional.empty();
        }

        @Override
        public Optional<Place> ofNeed(TaskAddress task, TaskAddress needed) {
            return Optional.empty();
        }

        @Override
        public Optional<Place> ofInput(TaskAddress task, String pattern) {
            return Optional.empty();
        }

        @Override
        public Optional<Place> ofOutput(TaskAddress task, String pattern) {
            return Optional.empty();
        }
    };

    /** Where the task begins. */
    Optional<Place> ofTask(TaskAddress task);

    /** Where {@code task} says that it needs {@code needed}. */
    Optional<Place> ofNeed(TaskAddress task, TaskAddress needed);

    /** Where {@code task} says that it reads the files of {@code pattern}; absent for the default. */
    Optional<Place> ofInput(TaskAddress task, String pattern);

    /** Where {@code task} claims the output {@code pattern}. */
    Optional<Place> ofOutput(TaskAddress task, String pattern);
}
