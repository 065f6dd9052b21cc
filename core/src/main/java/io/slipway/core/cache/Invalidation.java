package io.slipway.core.cache;

import java.util.List;

/**
 * Why a task has to run: every part of its {@link Action} that differs from the last time, or the reason why there is
 * nothing to compare with. Immutable.
 *
 * @param causes never empty; the most telling first
 */
public record Invalidation(List<Cause> causes) {
    public Invalidation {
        causes = List.copyOf(causes);
        if (causes.isEmpty()) throw new IllegalArgumentException("causes: none (expected: at least one)");
    }

    public static Invalidation because(Cause.Kind kind, String subject) {
        return new Invalidation(List.of(new Cause(kind, subject)));
    }

    /**
     * One difference.
     *
     * @param subject the file (workspace path), variable, need or label it is about; empty for a kind that needs none
     */
    public record Cause(Kind kind, String subject) {
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
            REQUIREMENT_CHANGED
        }
    }
}
