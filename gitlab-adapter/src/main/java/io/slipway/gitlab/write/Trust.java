package io.slipway.gitlab.write;

import java.util.List;
import java.util.Map;

/**
 * Which caches a pipeline reads and which it writes. What runs on a protected branch or tag is trusted; a merge request, a
 * fork and any other branch read what trusted ones wrote and write only what is their own. Immutable.
 *
 * @param caches at least one; the last is the pipeline's own
 */
public record Trust(List<Cache> caches) {
    private static final String SHARED = "slipway-trusted";

    public Trust {
        caches = List.copyOf(caches);
    }

    /** One cache of GitLab. */
    public record Cache(String key, boolean writable) {}

    /** As the variables of the job say. */
    public static Trust of(Map<String, String> environment) {
        boolean request = environment.containsKey("CI_MERGE_REQUEST_IID")
                || environment.containsKey("CI_EXTERNAL_PULL_REQUEST_IID");
        if (!request && environment.getOrDefault("CI_COMMIT_REF_PROTECTED", "").equals("true"))
            return new Trust(List.of(new Cache(SHARED, true)));
        String own = request
                ? "mr-"
                        + environment.getOrDefault(
                                "CI_MERGE_REQUEST_IID", environment.getOrDefault("CI_EXTERNAL_PULL_REQUEST_IID", ""))
                : "ref-" + environment.getOrDefault("CI_COMMIT_REF_SLUG", "unknown");
        String safe = own.replaceAll("[^A-Za-z0-9_-]", "-");
        return new Trust(List.of(new Cache(SHARED, false), new Cache("slipway-" + safe, true)));
    }
}
