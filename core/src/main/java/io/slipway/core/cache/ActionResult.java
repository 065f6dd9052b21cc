package io.slipway.core.cache;

import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import java.time.Duration;
import java.time.Instant;

/**
 * What a successful task left behind, kept under its key. Failed results are never kept. Immutable.
 *
 * @param outputs files its consumers may read, by workspace path
 * @param reports files kept for people, by workspace path
 * @param log everything it printed
 * @param preimage the encoded {@link Action}, so that a later miss can say which part changed
 * @param wall how long it ran: what reusing it saves
 * @param cpu processor time of its process tree
 * @param peakMemoryBytes largest resident memory of its process tree
 * @param finishedAt when it ended
 */
public record ActionResult(
        Tree outputs,
        Tree reports,
        Digest log,
        Digest preimage,
        Duration wall,
        Duration cpu,
        long peakMemoryBytes,
        Instant finishedAt) {}
