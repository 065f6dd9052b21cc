package io.slipway.github.plan;

import io.slipway.core.bridge.CommitJob;
import io.slipway.core.bridge.CommitJobs;
import io.slipway.core.bridge.SelfContained;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.github.write.JobMatrix;
import io.slipway.github.write.MatrixEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a matrix of what a run would do now. Jobs of a matrix start at once and cannot wait for each other, so each runs what
 * its tasks need by itself. Stateless and deterministic.
 */
public final class CommitPlan {
    /** What Slipway itself takes comes on top of a task's time. */
    private static final Duration OVERHEAD = Duration.ofMinutes(5);

    private CommitPlan() {}

    /**
     * A matrix, and what can be said of it.
     *
     * @param hasWork whether anything has to run
     * @param expected how long the longest of its jobs takes
     */
    public record Planned(JobMatrix matrix, boolean hasWork, Duration expected) {}

    /** @throws IllegalArgumentException when GitHub would bear no such matrix */
    public static Planned of(LocalPlan plan, Pipeline pipeline, CommitJobs.Rules rules) {
        int most = Math.min(rules.mostJobs(), JobMatrix.MOST_JOBS);
        CommitJobs work = new CommitJobs(
                plan,
                pipeline,
                new CommitJobs.Rules(most, Math.min(rules.mostParts(), most), rules.target(), rules.labels()));
        if (work.isEmpty())
            return new Planned(JobMatrix.nothingToDo(rules.labels().always()), false, Duration.ZERO);
        List<MatrixEntry> entries = new ArrayList<>();
        Duration longest = Duration.ZERO;
        for (CommitJob job : SelfContained.jobs(work)) {
            if (job.expected().compareTo(longest) > 0) longest = job.expected();
            List<String> tasks = job.tasks().stream().map(TaskAddress::toString).toList();
            for (int part = 1; part <= job.parts(); part++) {
                String name = job.parts() == 1 ? job.name() : job.name() + " " + part + "/" + job.parts();
                entries.add(new MatrixEntry(
                        name, tasks, job.labels(), job.timeout().map(OVERHEAD::plus), part, job.parts()));
            }
        }
        return new Planned(new JobMatrix(entries), true, longest);
    }
}
