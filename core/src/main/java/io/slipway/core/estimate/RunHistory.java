package io.slipway.core.estimate;

import java.util.function.Consumer;

/** Where the past is kept: models are rebuilt from it when their own state is missing or of another version. */
@FunctionalInterface
public interface RunHistory {
    /** Nothing has run yet. */
    RunHistory EMPTY = each -> {};

    /** Tells of all that is remembered, the oldest first; may block. */
    void forEach(Consumer<? super Observation> each);
}
