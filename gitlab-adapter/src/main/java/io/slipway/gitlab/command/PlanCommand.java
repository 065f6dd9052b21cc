package io.slipway.gitlab.command;

import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.InTime;
import io.slipway.core.bridge.Masks;
import io.slipway.core.bridge.RecordedTimes;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
import io.slipway.gitlab.plan.CommitPlan;
import io.slipway.gitlab.plan.NativeFallback;
import io.slipway.gitlab.plan.NativeJobs;
import io.slipway.gitlab.write.ChildPipeline;
import io.slipway.gitlab.write.JobSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
        host.out().print(text());
        return Host.DONE;
    }

    private String text() {
        Optional<String> written = nativeFile.flatMap(this::read);
        boolean unread = nativeFile.isPresent() && written.isEmpty();
        try {
            String text = InTime.ask(() -> planned(written), patience, host.background());
            if (unread) Warnings.say(host, nativeFile.get() + " cannot be read; jobs have no keys of their own");
            return text;
        } catch (InTime.NoAnswerException e) {
            Warnings.say(
                    host,
                    "no plan for this commit (" + masks().hide(String.valueOf(e.getMessage())) + "); "
                            + (unread
                                    ? nativeFile.get() + " cannot be read either: one job runs everything"
                                    : "everything runs as it would without Slipway"));
            return NativeFallback.of(written, settings);
        }
    }

    private Masks masks() {
        return Masks.of(host.environment());
    }

    private Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(host.directory().resolve(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String planned(Optional<String> nativeText) throws IOException {
        try (LocalEngine engine = host.open().get()) {
            LocalPlan plan = new RecordedTimes(host.store()).complete(engine.plan(Host.request(selections)));
            NativeJobs own = nativeText
                    .map(text -> NativeJobs.read(
                            text,
                            host.directory(),
                            nativeFile.map(Path::toString).orElse("")))
                    .orElse(NativeJobs.NONE);
            ChildPipeline child = CommitPlan.of(plan, engine.pipeline(), settings, own);
            if (summary.isPresent())
                Files.writeString(host.directory().resolve(summary.get()), masks().hide(JobSummary.of(plan)));
            return child.text();
        }
    }
}
