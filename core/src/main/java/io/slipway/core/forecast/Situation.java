package io.slipway.core.forecast;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.schedule.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Fleet and queue as they are: what happened to the agents and to every run that is not over, the oldest first. Immutable.
 *
 * @param now when that is
 * @param pipelines of those runs, by digest
 * @param limits that the scheduler keeps to; without a lease, as nobody is heard of in the future
 * @param arrivals that are to be expected; of the pipelines, too
 * @param used in runs that are over, which decides whose turn it is
 */
public record Situation(
        Instant now,
        List<Told> told,
        Map<Digest, Pipeline> pipelines,
        Limits limits,
        Arrivals arrivals,
        List<PastUse> used) {
    public Situation {
        requireNonNull(now, "now");
        told = List.copyOf(told);
        pipelines = Map.copyOf(pipelines);
        requireNonNull(limits, "limits");
        requireNonNull(arrivals, "arrivals");
        used = List.copyOf(used);
    }

    /** Where nothing was before, and nothing more is asked for. */
    public Situation(Instant now, List<Told> told, Map<Digest, Pipeline> pipelines, Limits limits) {
        this(now, told, pipelines, limits, Arrivals.NONE, List.of());
    }

    Situation withoutArrivals() {
        return new Situation(now, told, pipelines, limits, Arrivals.NONE, used);
    }
}
