package io.slipway.core.pipeline;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a task everywhere: on the command line, in JSON and in history. Written {@code service:task}, and one of a
 * matrix {@code service:task[jdk=17,os=linux]}. Immutable; ordered by service, then task.
 *
 * @param task its name, with its variant behind it where it is one of a matrix
 */
public record TaskAddress(String service, String task) implements Comparable<TaskAddress> {
    private static final int LONGEST_NAME = 100;

    public TaskAddress {
        if (!isName(service)) {
            throw new IllegalArgumentException("service: '" + service + "' (expected: " + NAME_RULE + ")");
        }
        int bracket = task.indexOf('[');
        if (!isName(bracket < 0 ? task : task.substring(0, bracket)))
            throw new IllegalArgumentException("task: '" + task + "' (expected: " + NAME_RULE + ")");
        if (bracket >= 0) task = task.substring(0, bracket) + "[" + inBrackets(task, bracket) + "]";
    }

    private static Variant inBrackets(String task, int bracket) {
        if (!task.endsWith("]"))
            throw new IllegalArgumentException("task: '" + task + "' (expected: a ']' at its end)");
        return Variant.parse(task.substring(bracket + 1, task.length() - 1));
    }

    /** The task without its variant; the same for all of one matrix. */
    public TaskAddress group() {
        int bracket = task.indexOf('[');
        return bracket < 0 ? this : new TaskAddress(service, task.substring(0, bracket));
    }

    /** Which one of its matrix it is. */
    public Optional<Variant> variant() {
        int bracket = task.indexOf('[');
        return bracket < 0 ? Optional.empty() : Optional.of(inBrackets(task, bracket));
    }

    /** One of the matrix of this task. */
    public TaskAddress of(Variant variant) {
        return new TaskAddress(service, group().task + "[" + variant + "]");
    }

    /** Whether {@code wish} means this task: it is its address, or that of its group, or names some of its values. */
    public boolean isMeantBy(TaskAddress wish) {
        if (equals(wish)) return true;
        if (task.indexOf('[') < 0 || !group().equals(wish.group())) return false;
        Optional<Variant> wished = wish.variant();
        return wished.isEmpty() || variant().orElseThrow().agreesWith(wished.get());
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
