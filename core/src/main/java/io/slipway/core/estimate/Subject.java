package io.slipway.core.estimate;

import io.slipway.core.pipeline.TaskAddress;

/**
 * What an estimate is about: a task, or anything else that runs again and again under one name, such as a job of another
 * CI system. Immutable.
 *
 * @param name one for ever: {@code service:task}, the full name of a job, a repository and its workflow
 * @param kind of work, which lends its record to a name never seen: the task without its service, say
 */
public record Subject(String name, String kind) {
    public Subject {
        if (name.isEmpty()) throw new IllegalArgumentException("name: '' (expected: the task's address or job's name)");
    }

    /** A task is of the kind of the tasks called so in every service. */
    public static Subject of(TaskAddress task) {
        return new Subject(task.toString(), task.task());
    }
}
