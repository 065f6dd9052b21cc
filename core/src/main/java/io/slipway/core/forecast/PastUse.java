package io.slipway.core.forecast;

import static java.util.Objects.requireNonNull;

import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Resources;
import java.time.Duration;

/**
 * What a tenant used in runs that are over. Immutable.
 *
 * @param lasting what it counts for, as time that the resources were held just now: less, the longer ago it was
 */
public record PastUse(Tenant tenant, Resources resources, Duration lasting) {
    public PastUse {
        requireNonNull(tenant, "tenant");
        requireNonNull(resources, "resources");
        if (lasting.isNegative()) throw new IllegalArgumentException("lasting: " + lasting + " (expected: >= 0)");
    }
}
