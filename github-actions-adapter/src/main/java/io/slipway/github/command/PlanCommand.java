package io.slipway.github.command;

import io.slipway.core.bridge.CommitJobs;
import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.InTime;
import io.slipway.core.bridge.Masks;
import io.slipway.core.bridge.Page;
import io.slipway.core.bridge.RecordedTimes;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
import io.slipway.github.plan.CommitPlan;
import io.slipway.github.plan.NativeFallback;
import io.slipway.github.write.JobSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code slipway github plan}: the outputs {@code matrix has_work eta cache-hit} for this commit. When that fails or takes too
 * long, the matrix is what GitHub would have run without Slipway, with one warning: a plan never breaks a workflow.
 *
 * @param selections what is planned; all when empty
 * @param nativeFile the matrix without Slipway; one job that runs everything when absent
 * @param patience how long the plan may take
 */
public record PlanCommand(
        Runner runner, List<String> selections, CommitJobs.Rules rules, Optional<Path> nativeFile, Duration patience) {
    public PlanCommand {
        selections = List.copyOf(selections);
    }

    /** All that a plan says, as text. */
    private record Answer(String matrix, boolean hasWork, String eta, boolean hit, Optional<String> page) {}

    public int call() throws IOException {
        Answer answer = answer();
        runner.output("matrix", answer.matrix());
        runner.output("has_work", String.valueOf(answer.hasWork()));
        runner.output("eta", answer.eta());
        runner.output("cache-hit", String.valueOf(answer.hit()));
        Optional<JobSummary> summary = runner.summary();
        if (summary.isPresent() && answer.page().isPresent())
            summary.get().add(answer.page().get());
        return Host.DONE;
    }

    private Answer answer() {
        try {
            return InTime.ask(this::planned, patience, runner.host().background());
        } catch (InTime.NoAnswerException e) {
            Optional<String> written = nativeFile.flatMap(this::read);
            boolean unread = nativeFile.isPresent() && written.isEmpty();
            runner.warn("no plan for this commit (" + masks().hide(String.valueOf(e.getMessage())) + "); "
                    + (unread
                            ? nativeFile.get() + " cannot be read either: one job runs everything"
                            : "everything runs as it would without Slipway"));
            String matrix = NativeFallback.of(written, rules.labels().always());
            return new Answer(matrix, true, "", false, Optional.empty());
        }
    }

    private Answer planned() throws IOException {
        Host host = runner.host();
        int room = runner.summary().isPresent() ? runner.summary().get().room() : 0;
        try (LocalEngine engine = host.open().get()) {
            LocalPlan plan = new RecordedTimes(host.store()).complete(engine.plan(Host.request(selections)));
            CommitPlan.Planned planned = CommitPlan.of(plan, engine.pipeline(), rules);
            return new Answer(
                    planned.matrix().text(),
                    planned.hasWork(),
                    String.valueOf((planned.expected().toMillis() + 999) / 1000),
                    !planned.hasWork() && !plan.tasks().isEmpty(),
                    Optional.of(masks().hide(Page.of(plan, room))));
        }
    }

    private Masks masks() {
        return Masks.of(runner.host().environment());
    }

    private Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(runner.host().directory().resolve(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
