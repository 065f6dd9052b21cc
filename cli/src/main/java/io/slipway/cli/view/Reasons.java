package io.slipway.cli.view;

import io.slipway.core.cache.Invalidation;
import io.slipway.core.run.SkipReason;

/** Recorded reasons as parts of a sentence. */
final class Reasons {
    private Reasons() {}

    /** Why a task did not run. */
    static String of(SkipReason reason) {
        String cause = reason.cause().map(Object::toString).orElse("a task");
        return switch (reason.kind()) {
            case NEED_FAILED -> "needs " + cause + ", which failed";
            case NEED_SKIPPED -> "needs " + cause + ", which was skipped";
            case FAIL_FAST -> cause + " failed; --keep-going runs the rest all the same";
            case CANCELLED -> "the run was interrupted";
            case CONDITION_FAILED -> "its condition cannot be answered: " + reason.detail();
            case CONDITION -> reason.detail();
            case UNPLACEABLE ->
                "this machine does not have what it requires"
                        + (reason.detail().isEmpty() ? "" : ": " + reason.detail());
        };
    }

    /** The most telling cause, and how many more there are. */
    static String first(Invalidation because) {
        int more = because.causes().size() - 1 + because.more();
        return because.causes().get(0).text() + (more == 0 ? "" : " and " + more + " more");
    }
}
