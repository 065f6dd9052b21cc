package io.slipway.core.fairshare;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a tenant is entitled to. Immutable.
 *
 * @param weight what it gets beside the other tenants of the same parent
 * @param guaranteed what it gets before others borrow; others may use it while it does not, and are asked to give it
 *     back. What is not named is not guaranteed, so name all that its tasks ask for
 * @param borrowed the most it may hold beyond what is guaranteed; absent for any amount, and what is not named is none
 * @param most the most it may hold at a time, on all agents and pools together; what is not named has no limit
 */
public record Share(Weight weight, Usage guaranteed, Optional<Usage> borrowed, Usage most) {
    /** Weight 1, nothing guaranteed, no limit. */
    public static final Share EQUAL = new Share(Weight.ONE, Usage.NOTHING, Optional.empty(), Usage.NOTHING);

    public Share {
        requireNonNull(weight, "weight");
        requireNonNull(guaranteed, "guaranteed");
        requireNonNull(borrowed, "borrowed");
        requireNonNull(most, "most");
    }

    public static Share weighing(double weight) {
        return new Share(new Weight(weight), Usage.NOTHING, Optional.empty(), Usage.NOTHING);
    }

    public Share guaranteeing(Usage amounts) {
        return new Share(weight, amounts, borrowed, most);
    }

    public Share borrowingAtMost(Usage amounts) {
        return new Share(weight, guaranteed, Optional.of(amounts), most);
    }

    public Share holdingAtMost(Usage amounts) {
        return new Share(weight, guaranteed, borrowed, amounts);
    }
}
