package io.slipway.core.run;

import static java.util.Objects.requireNonNull;

import io.slipway.core.fairshare.FairShareQueue;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Facts;

/**
 * How a run behaves. Immutable.
 *
 * @param keepGoing whether tasks that need nothing failed still run after a failure
 * @param rebuild whether every task runs though its result may be there
 * @param tenant whose share of the agents it uses
 * @param priority higher comes first among the runs of the tenant
 * @param holder in whose name it runs: it may use agents that are held for them; empty for nobody
 * @param facts what the conditions of its tasks may ask
 */
public record RunOptions(boolean keepGoing, boolean rebuild, Tenant tenant, int priority, String holder, Facts facts) {
    /** Whoever did not say for whom they ask. */
    public static final Tenant ANYBODY = Tenant.of("default");

    public static final RunOptions DEFAULT = new RunOptions(false, false);

    public RunOptions {
        requireNonNull(tenant, "tenant");
        requireNonNull(holder, "holder");
        requireNonNull(facts, "facts");
        if (Math.abs(priority) > FairShareQueue.HIGHEST_PRIORITY)
            throw new IllegalArgumentException("priority: " + priority + " (expected: "
                    + -FairShareQueue.HIGHEST_PRIORITY + " to " + FairShareQueue.HIGHEST_PRIORITY + ")");
    }

    public RunOptions(boolean keepGoing, boolean rebuild) {
        this(keepGoing, rebuild, ANYBODY, 0, "", Facts.NONE);
    }

    public RunOptions forTenant(Tenant tenant) {
        return new RunOptions(keepGoing, rebuild, tenant, priority, holder, facts);
    }

    public RunOptions withPriority(int priority) {
        return new RunOptions(keepGoing, rebuild, tenant, priority, holder, facts);
    }

    public RunOptions knowing(Facts facts) {
        return new RunOptions(keepGoing, rebuild, tenant, priority, holder, facts);
    }

    public RunOptions inTheNameOf(String holder) {
        return new RunOptions(keepGoing, rebuild, tenant, priority, holder, facts);
    }
}
