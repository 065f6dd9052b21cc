package io.slipway.core.placement;

import io.slipway.core.pipeline.VersionRange;
import java.util.HashMap;
import java.util.Map;

/**
 * Which values a range accepts, read once: agents come and go, but what they have and what tasks ask for is much the same.
 * Confined to the placer's thread.
 */
final class RangeMemo {
    private static final int MOST_RANGES = 4096;
    private static final int MOST_VALUES = 1024;

    private final Map<VersionRange, Map<String, Boolean>> accepted = new HashMap<>();

    boolean accepts(VersionRange range, String value) {
        if (accepted.size() > MOST_RANGES) accepted.clear();
        Map<String, Boolean> ofRange = accepted.computeIfAbsent(range, any -> new HashMap<>());
        if (ofRange.size() > MOST_VALUES) ofRange.clear();
        return ofRange.computeIfAbsent(value, range::accepts);
    }
}
