package io.slipway.core.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * The name of a task everywhere: on the command line, in JSON and in history. Written {@code service:task}. Immutable;
 * ordered by service, then task.
 */
public record TaskAddress(String service, String task) implements Comparable<TaskAddress> {
    private static final int LONGEST_NAME = 100;

    public TaskAddress {
        if (!isName(service)) {
            throw new IllegalArgumentException("service: '" + service + "' (expected: " + NAME_RULE + ")");
        }
        if (!isName(task)) throw new IllegalArgumentException("task: '" + task + "' (expected: " + NAME_RULE + ")");
    }

    /** What a service's or a task's name may look like, in words for a message. */
    public static final String NAME_RULE = "a letter or digit, then letters, digits, '.', '_' or '-', at most 100";

    /** Whether {@code text} may name a service or a task. */
    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME || !isLetterOrDigit(text.charAt(0))) return false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') return false;
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /**
     * Reads {@code service:task}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static TaskAddress parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) throw new IllegalArgumentException("address: '" + text + "' (expected: service:task)");
        return new TaskAddress(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Reads {@code service:task}, or {@code task} as a task of {@code service}. */
    public static TaskAddress parse(String text, String service) {
        return text.indexOf(':') < 0 ? new TaskAddress(service, text) : parse(text);
    }

    @Override
    public int compareTo(TaskAddress other) {
        int byService = service.compareTo(other.service);
        return byService != 0 ? byService : task.compareTo(other.task);
    }

    // Written out, as addresses are the keys of every map in a run: what a record is given costs a fresh JVM much more.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TaskAddress address && task.equals(address.task) && service.equals(address.service);
    }

    @Override
    public int hashCode() {
        return 31 * service.hashCode() + task.hashCode();
    }

    @Override
    public String toString() {
        return service + ":" + task;
    }
}
