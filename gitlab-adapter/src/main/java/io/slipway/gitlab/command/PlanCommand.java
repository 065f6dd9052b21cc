package io.slipway.gitlab.command;

import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
import io.slipway.gitlab.plan.CommitPlan;
import io.slipway.gitlab.write.ChildJob;
import io.slipway.gitlab.write.ChildPipeline;
import io.slipway.gitlab.write.JobSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code slipway gitlab plan}: writes the child pipeline of this commit. When that fails or takes too long, it writes what
 * GitLab would have run without Slipway, with one warning: a plan never breaks a pipeline.
 *
 * @param selections what is planned; all when empty
 * @param nativeFile jobs as GitLab runs them without Slipway; one job that runs everything when absent
 * @param summary file for a page about the plan
 * @param patience how long the plan may take
 */
public record PlanCommand(
        Host host,
        List<String> selections,
        CommitPlan.Settings settings,
        Optional<Path> nativeFile,
        Optional<Path> summary,
        Duration patience) {
    public PlanCommand {
        selections = List.copyOf(selections);
    }

    public int call() {
        FutureTask<String> planning = new FutureTask<>(this::planned);
        Thread thread = new Thread(planning, "plan");
        thread.setDaemon(true); // a plan that hangs must not keep the job
        thread.start();
        host.out().print(planned(planning));
        return Host.DONE;
    }

    private String planned(FutureTask<String> planning) {
        try {
            return planning.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            planning.cancel(true);
            return fallback("the plan took longer than " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return fallback(String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fallback("the plan was interrupted");
        }
    }

    private String planned() throws IOException {
        try (LocalEngine engine = host.open().get()) {
            LocalPlan plan = engine.plan(Host.request(selections));
            String text = CommitPlan.of(plan, engine.pipeline(), settings).text();
            if (summary.isPresent()) Files.writeString(host.directory().resolve(summary.get()), JobSummary.of(plan));
            return text;
        }
    }

    /** As it is written: every job, no shards, its own keys. */
    private String fallback(String because) {
        String reason = because.replaceAll("\\p{Cntrl}+", " ").strip();
        host.warn("no plan for this commit (" + reason + "); everything runs as it would without Slipway");
        if (nativeFile.isPresent()) {
            try {
                return Files.readString(host.directory().resolve(nativeFile.get()));
            } catch (IOException e) {
                host.warn(nativeFile.get() + " cannot be read; one job runs everything");
            }
        }
        ChildJob all = new ChildJob(
                "everything",
                "slipway",
                List.of(settings.command() + " run"),
                Optional.of(List.of()),
                1,
                settings.tags(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                true);
        return new ChildPipeline(List.of(all), settings.store(), settings.trust()).text();
    }
}
