package io.slipway.core.estimate;

import static java.util.Objects.requireNonNull;

/**
 * What is known of a run of a task before it starts, as far as it may tell how long it will take. What is not known is
 * empty, or 0. Immutable.
 *
 * @param branch that is built
 * @param event that asked for it: {@code push}, {@code pull_request}, {@code schedule}, …
 * @param jobs that the work is split into: matrix jobs of a build, shards of a task
 * @param agentClass agents of equal labels and capacity, one of which runs it
 * @param agentSpeed how fast that class is, 1 for an ordinary one and 2 for one that takes half as long
 * @param cache what the caches that the task itself keeps are likely to hold, such as a compiler's
 * @param changedInputs which inputs differ from the last time, as any text that is equal for equal sets
 * @param changedInputFiles how many of its inputs differ from the last time
 * @param commits that came since the last run
 * @param changedLines lines added and removed since then
 * @param changedFiles files touched since then
 */
public record Covariates(
        String branch,
        String event,
        int jobs,
        String agentClass,
        double agentSpeed,
        CacheState cache,
        String changedInputs,
        int changedInputFiles,
        int commits,
        int changedLines,
        int changedFiles) {
    /** Nothing is known. */
    public static final Covariates NONE = builder().build();

    /** What a task finds in the caches it keeps. */
    public enum CacheState {
        UNKNOWN,
        /** It starts from nothing. */
        COLD,
        /** It finds what an earlier run of it left. */
        WARM
    }

    public Covariates {
        requireNonNull(branch, "branch");
        requireNonNull(event, "event");
        requireNonNull(agentClass, "agentClass");
        requireNonNull(cache, "cache");
        requireNonNull(changedInputs, "changedInputs");
        atLeastZero("jobs", jobs);
        atLeastZero("changedInputFiles", changedInputFiles);
        atLeastZero("commits", commits);
        atLeastZero("changedLines", changedLines);
        atLeastZero("changedFiles", changedFiles);
        if (!(agentSpeed > 0 && agentSpeed < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("agentSpeed: " + agentSpeed + " (expected: > 0, 1 when not known)");
    }

    private static void atLeastZero(String name, int value) {
        if (value < 0) throw new IllegalArgumentException(name + ": " + value + " (expected: >= 0)");
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Says what is known; the rest stays unknown. Confined to one thread. */
    public static final class Builder {
        private String branch = "";
        private String event = "";
        private int jobs;
        private String agentClass = "";
        private double agentSpeed = 1;
        private CacheState cache = CacheState.UNKNOWN;
        private String changedInputs = "";
        private int changedInputFiles;
        private int commits;
        private int changedLines;
        private int changedFiles;

        private Builder() {}

        public Builder branch(String name) {
            branch = name;
            return this;
        }

        public Builder event(String name) {
            event = name;
            return this;
        }

        public Builder jobs(int count) {
            jobs = count;
            return this;
        }

        public Builder agent(String agentsOfItsClass, double speed) {
            agentClass = agentsOfItsClass;
            agentSpeed = speed;
            return this;
        }

        public Builder cache(CacheState state) {
            cache = state;
            return this;
        }

        public Builder changedInputs(String which, int files) {
            changedInputs = which;
            changedInputFiles = files;
            return this;
        }

        public Builder change(int commitCount, int lines, int files) {
            commits = commitCount;
            changedLines = lines;
            changedFiles = files;
            return this;
        }

        public Covariates build() {
            return new Covariates(
                    branch,
                    event,
                    jobs,
                    agentClass,
                    agentSpeed,
                    cache,
                    changedInputs,
                    changedInputFiles,
                    commits,
                    changedLines,
                    changedFiles);
        }
    }
}
