package io.slipway.core.forecast;

import io.slipway.core.fairshare.Fairness;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums up what tenants used, as it counts for whose turn it is: half after each half-life. Confined to one thread; one
 * number for each tenant and kind of task.
 */
final class PastUses {
    private static final double HALF_LIFE = Fairness.DEFAULT.halfLife().toNanos() / 1e9;
    private static final double LN_2 = StrictMath.log(2);

    /** Counts for nothing beside a task that runs. */
    private static final double NEGLIGIBLE_SECONDS = 0.1;

    private final Map<Kind, Sum> sums = new LinkedHashMap<>();

    private record Kind(Tenant tenant, Resources resources) {}

    private static final class Sum {
        private double seconds;
        private Instant asOf;

        Sum(Instant asOf) {
            this.asOf = asOf;
        }

        double at(Instant now) {
            return seconds * StrictMath.pow(2, -seconds(asOf, now) / HALF_LIFE);
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toNanos() / 1e9);
    }

    void add(Tenant tenant, Resources resources, Instant from, Instant to) {
        Sum sum = sums.computeIfAbsent(new Kind(tenant, resources), kind -> new Sum(to));
        double more = HALF_LIFE / LN_2 * -StrictMath.expm1(-seconds(from, to) * LN_2 / HALF_LIFE);
        if (sum.asOf.isAfter(to)) {
            sum.seconds += more * StrictMath.pow(2, -seconds(to, sum.asOf) / HALF_LIFE);
        } else {
            sum.seconds = sum.at(to) + more;
            sum.asOf = to;
        }
    }

    List<PastUse> at(Instant now) {
        sums.values().removeIf(sum -> sum.at(now) < NEGLIGIBLE_SECONDS);
        List<PastUse> uses = new ArrayList<>(sums.size());
        sums.forEach((kind, sum) ->
                uses.add(new PastUse(kind.tenant, kind.resources, Duration.ofNanos((long) (sum.at(now) * 1e9)))));
        return uses;
    }
}
