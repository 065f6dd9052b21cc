package io.slipway.core.cache;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Why a task has to run: the parts of its {@link Action} that differ from the last time, or the reason why there is
 * nothing to compare with. Immutable.
 *
 * @param causes never empty; the most telling first
 * @param more how many causes there are beyond these: nobody reads ten thousand, and each is written down
 */
public record Invalidation(List<Cause> causes, int more) {
    public Invalidation {
        causes = List.copyOf(causes);
        if (causes.isEmpty()) throw new IllegalArgumentException("causes: none (expected: at least one)");
        if (more < 0) throw new IllegalArgumentException("more: " + more + " (expected: >= 0)");
    }

    /** These are all. */
    public Invalidation(List<Cause> causes) {
        this(causes, 0);
    }

    public static Invalidation because(Cause.Kind kind, String subject) {
        return new Invalidation(List.of(new Cause(kind, subject)));
    }

    /**
     * The differences between two actions, the most telling first: files, what needs gave, variables, the command, then
     * what is declared. At most 20 of each kind are named, the others counted. Trees that are equal are not visited:
     * O(differences · depth).
     *
     * @throws IllegalArgumentException when they do not differ, so that there is nothing to tell
     */
    public static Invalidation between(Action before, Action now) {
        return new ActionComparison(before, now).invalidation();
    }

    /**
     * One difference.
     *
     * @param subject the file (workspace path), variable, need or label it is about; empty for a kind that needs none
     */
    public record Cause(Kind kind, String subject) {
        public Cause {
            requireNonNull(kind, "kind");
            requireNonNull(subject, "subject");
        }

        /** A sentence for people, such as {@code src/Main.java changed}. Names variables, never their values. */
        public String text() {
            return switch (kind) {
                case NEVER_RAN -> "it has not succeeded here before";
                case NOT_REUSABLE -> "what it does is never reused";
                case RESULT_GONE -> "its result is no longer in the store";
                case STORE_UNAVAILABLE -> "the store cannot be used";
                case REBUILD_ASKED -> "a rebuild was asked for";
                case FILE_CHANGED -> subject + " changed";
                case FILE_ADDED -> subject + " is new";
                case FILE_REMOVED -> subject + " was removed";
                case NEED_OUTPUT_CHANGED -> subject + ", made by a needed task, changed";
                case NEED_OUTPUT_ADDED -> subject + ", made by a needed task, is new";
                case NEED_OUTPUT_REMOVED -> subject + " is no longer made by a needed task";
                case NEED_ADDED -> "it now needs " + subject;
                case NEED_REMOVED -> "it no longer needs " + subject;
                case COMMAND_CHANGED -> "its command changed";
                case DIRECTORY_CHANGED -> "it now runs in " + (subject.isEmpty() ? "the workspace root" : subject);
                case VARIABLE_CHANGED -> subject + " changed";
                case OUTPUTS_DECLARED_CHANGED -> "its declared " + subject + " changed";
                case PLATFORM_CHANGED -> "the platform's " + subject + " changed";
                case REQUIREMENT_CHANGED -> "its requirement " + subject + " changed";
                case SECRET_ADDED -> "it now gets the secret " + subject;
                case SECRET_REMOVED -> "it no longer gets the secret " + subject;
                case SIDECAR_CHANGED -> "its sidecar " + subject + " changed";
                case VERSION_CHANGED -> "its version is " + (subject.isEmpty() ? "no longer said" : "now " + subject);
            };
        }

        /** What sort of difference. Names freeze: they are written to journals. */
        public enum Kind {
            NEVER_RAN,
            NOT_REUSABLE,
            RESULT_GONE,
            STORE_UNAVAILABLE,
            REBUILD_ASKED,
            FILE_CHANGED,
            FILE_ADDED,
            FILE_REMOVED,
            NEED_OUTPUT_CHANGED,
            NEED_OUTPUT_ADDED,
            NEED_OUTPUT_REMOVED,
            NEED_ADDED,
            NEED_REMOVED,
            COMMAND_CHANGED,
            DIRECTORY_CHANGED,
            VARIABLE_CHANGED,
            OUTPUTS_DECLARED_CHANGED,
            PLATFORM_CHANGED,
            REQUIREMENT_CHANGED,
            SECRET_ADDED,
            SECRET_REMOVED,
            SIDECAR_CHANGED,
            VERSION_CHANGED
        }
    }
}
