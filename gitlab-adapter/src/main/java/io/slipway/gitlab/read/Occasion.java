package io.slipway.gitlab.read;

import java.util.Optional;
import java.util.Set;

/**
 * What a pipeline is for, as far as its variables tell: a branch, a tag or a merge request, and who started it. Immutable.
 *
 * @param variables of the pipeline
 */
record Occasion(Variables variables) {
    /** Those that compare a commit with the one before: all others have every file changed. */
    private static final Set<String> WITH_CHANGES =
            Set.of("push", "merge_request_event", "external_pull_request_event", "parent_pipeline");

    private static final Set<String> SOURCES = Set.of(
            "api",
            "chat",
            "external",
            "external_pull_requests",
            "parent_pipelines",
            "pipelines",
            "pushes",
            "schedules",
            "triggers",
            "web",
            "webs");

    private static final String NO_COMMIT = "0".repeat(40);

    private Optional<String> set(String name) {
        return variables.find(name).filter(value -> !value.isEmpty());
    }

    private boolean isUnset(String name) {
        return variables.knows(name) && set(name).isEmpty();
    }

    Truth isRequest() {
        if (set("CI_MERGE_REQUEST_IID").isPresent()) return Truth.YES;
        // GitLab sets neither in the pipeline of a merge request.
        if (isUnset("CI_MERGE_REQUEST_IID")
                || set("CI_COMMIT_BRANCH").isPresent()
                || set("CI_COMMIT_TAG").isPresent()) return Truth.NO;
        Optional<String> source = set("CI_PIPELINE_SOURCE");
        if (source.isEmpty() || source.get().equals("parent_pipeline")) return Truth.MAYBE;
        return Truth.of(source.get().equals("merge_request_event"));
    }

    Truth isTag() {
        if (set("CI_COMMIT_TAG").isPresent()) return Truth.YES;
        if (isUnset("CI_COMMIT_TAG") || set("CI_COMMIT_BRANCH").isPresent()) return Truth.NO;
        return isRequest() == Truth.YES ? Truth.NO : Truth.MAYBE;
    }

    Truth isBranch() {
        if (set("CI_COMMIT_BRANCH").isPresent()) return Truth.YES;
        return isTag().or(isRequest()).not();
    }

    /** Absent when it is not known. */
    Optional<String> ref() {
        return set("CI_COMMIT_REF_NAME").or(() -> set("CI_COMMIT_BRANCH")).or(() -> set("CI_COMMIT_TAG"));
    }

    /** Whether {@code refs} that says this means who started it: {@code schedules}, {@code web}. */
    Truth startedBy(String word) {
        Optional<String> source = set("CI_PIPELINE_SOURCE")
                .or(() -> isRequest() == Truth.YES ? Optional.of("merge_request_event") : Optional.empty())
                .map(name -> name.replaceFirst("_event$", ""));
        if (source.isPresent())
            return Truth.of(
                    word.equals(source.get()) || word.equals(source.get() + "s") || word.equals(source.get() + "es"));
        if (word.equals("merge_requests") || word.equals("merge_request")) return isRequest();
        return SOURCES.contains(word) ? Truth.MAYBE : Truth.NO;
    }

    /** Whether nothing is compared with anything, so that every file counts as changed. */
    Truth changesAll() {
        if (isTag() == Truth.YES) return Truth.YES;
        Optional<String> source = set("CI_PIPELINE_SOURCE");
        if (source.isPresent() && !WITH_CHANGES.contains(source.get())) return Truth.YES;
        boolean isNew = set("CI_COMMIT_BEFORE_SHA").filter(NO_COMMIT::equals).isPresent();
        if (isNew && isRequest() == Truth.NO) return Truth.YES;
        return Truth.MAYBE;
    }
}
