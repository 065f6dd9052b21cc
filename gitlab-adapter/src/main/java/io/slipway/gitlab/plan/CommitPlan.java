package io.slipway.gitlab.plan;

import io.slipway.core.bridge.CommitJob;
import io.slipway.core.bridge.CommitJobs;
import io.slipway.core.bridge.SafeText;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.gitlab.write.ChildJob;
import io.slipway.gitlab.write.ChildPipeline;
import io.slipway.gitlab.write.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a child pipeline of what a run would do now: a job for each task that has or may have to run, after the jobs of those
 * it needs; none for what is reused. Stateless and deterministic; O(tasks + edges).
 */
public final class CommitPlan {
    /** What Slipway itself takes comes on top of a task's time. */
    private static final Duration OVERHEAD = Duration.ofMinutes(5);

    private CommitPlan() {}

    /**
     * How jobs are written.
     *
     * @param command that starts Slipway in a job, for a shell
     * @param rules what GitLab bears
     * @param store the directory that carries results, relative to the project; absent when all jobs see one store
     */
    public record Settings(String command, CommitJobs.Rules rules, Optional<String> store, Trust trust) {}

    /** @param own what jobs are without Slipway */
    public static ChildPipeline of(LocalPlan plan, Pipeline pipeline, Settings settings, NativeJobs own) {
        CommitJobs work = new CommitJobs(plan, pipeline, room(settings));
        if (work.isEmpty())
            return new ChildPipeline(List.of(ChildPipeline.nothingToDo()), Optional.empty(), settings.trust());
        List<ChildJob> jobs = new ArrayList<>();
        for (CommitJob job : work.inStages(ChildPipeline.MOST_NEEDS)) jobs.add(child(job, settings, own));
        if (settings.store().isPresent()) jobs.add(keeping(settings));
        return new ChildPipeline(jobs, settings.store(), settings.trust());
    }

    /** The job that keeps results is one of them. */
    private static CommitJobs.Rules room(Settings settings) {
        CommitJobs.Rules rules = settings.rules();
        int most = settings.store().isPresent() ? Math.max(1, rules.mostJobs() - 1) : rules.mostJobs();
        return new CommitJobs.Rules(most, rules.mostParts(), rules.target(), rules.labels());
    }

    private static ChildJob child(CommitJob job, Settings settings, NativeJobs own) {
        StringBuilder line = new StringBuilder(settings.command()).append(" run");
        for (TaskAddress task : job.tasks()) line.append(' ').append(SafeText.shellWord(task.toString()));
        return new ChildJob(
                job.name(),
                "slipway-" + (job.stage() + 1),
                List.of(line.toString()),
                job.needs(),
                job.parts(),
                job.labels(),
                job.lock(),
                job.timeout().map(OVERHEAD::plus),
                job.junit(),
                settings.store().map(store -> List.of(store + "/")).orElse(List.of()),
                false,
                own.keysOf(job.tasks()));
    }

    /** Results come from all jobs as artifacts; this one alone puts them into the cache, so that none overwrites another's. */
    private static ChildJob keeping(Settings settings) {
        return new ChildJob(
                "keep results",
                "slipway-keep",
                List.of(settings.command() + " save"),
                Optional.empty(),
                1,
                settings.rules().labels().always(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                true,
                Optional.empty());
    }
}
