package io.slipway.gitlab.write;

import io.slipway.core.bridge.Page;
import io.slipway.core.local.LocalPlan;

/** A plan as a page that GitLab draws. Stateless; O(tasks + edges). */
public final class JobSummary {
    /** GitLab renders no larger file. */
    private static final int MOST_BYTES = 1 << 20;

    private JobSummary() {}

    public static String of(LocalPlan plan) {
        return Page.of(plan, MOST_BYTES);
    }
}
