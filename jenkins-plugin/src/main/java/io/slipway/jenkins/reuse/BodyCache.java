package io.slipway.jenkins.reuse;

import io.slipway.core.cache.Action;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.cache.Invalidation.Cause.Kind;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.local.MissReason;
import io.slipway.core.local.TaskHistory;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.jenkins.run.Results;
import io.slipway.jenkins.run.TaskMade;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Knows what bodies made before. A cache that cannot be used is a miss and never fails a build. Confined to one thread.
 */
public final class BodyCache {
    private final Results results;
    private final TaskHistory history;
    private final InstantSource clock;

    /**
     * @param history of the job
     */
    public BodyCache(Results results, TaskHistory history, InstantSource clock) {
        this.results = results;
        this.history = history;
        this.clock = clock;
    }

    /**
     * What a look-up came to.
     *
     * @param result all of whose contents are there; absent for a miss
     * @param because why it missed
     */
    public record Found(Optional<ActionResult> result, Optional<Invalidation> because) {}

    public Found find(TaskAddress body, Action action) {
        ActionKey key = action.key();
        try {
            Optional<ActionResult> found = results.actions().find(key);
            if (found.isEmpty())
                return miss(new MissReason(history, results.actions(), results.contents()).of(body, action, key));
            for (Digest digest : found.get().stored()) {
                if (!results.contents().contains(digest)) return miss(Invalidation.because(Kind.RESULT_GONE, ""));
            }
            history.rememberKey(body, key);
            return new Found(found, Optional.empty());
        } catch (ContentStoreException e) {
            return miss(Invalidation.because(Kind.STORE_UNAVAILABLE, ""));
        }
    }

    private static Found miss(Invalidation because) {
        return new Found(Optional.empty(), Optional.of(because));
    }

    /**
     * Keeps what the body made; its contents are in the store already.
     *
     * @return false when the store cannot take it
     * @throws IOException when the history of the job cannot be written
     */
    public boolean keep(TaskAddress body, Action action, TaskMade made, Duration took) throws IOException {
        try {
            Digest nothing = results.contents().put(new byte[0]);
            Digest preimage = results.contents().put(action.encode());
            ActionResult result = new ActionResult(
                    made.outputs(), made.reports(), nothing, preimage, took, Duration.ZERO, 0, clock.instant());
            results.actions().put(action.key(), result);
        } catch (ContentStoreException e) {
            return false;
        }
        history.rememberKey(body, action.key());
        history.save();
        return true;
    }
}
