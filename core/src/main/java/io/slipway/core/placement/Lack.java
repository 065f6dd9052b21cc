package io.slipway.core.placement;

import static java.util.Objects.requireNonNull;

/**
 * One thing that an agent lacks. Immutable.
 *
 * @param what label name, {@code cpu}, {@code memory}, {@code disk}, name of what is counted, or another word for it
 * @param wanted range of the label, or how much
 * @param has what there is instead; empty when there is nothing of the kind
 */
public record Lack(String what, String wanted, String has) {
    public Lack {
        requireNonNull(what, "what");
        requireNonNull(wanted, "wanted");
        requireNonNull(has, "has");
    }

    /** {@code needs jdk >=21, has 17.0.15}. */
    @Override
    public String toString() {
        return "needs " + what + " " + wanted + ", has " + (has.isEmpty() ? "none" : has);
    }
}
