package io.slipway.core.bridge;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.shard.TestFiles;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A run inside a job, with all that a host shows of it. Nothing in it is secret as far as the job's variables and the tasks' {@code secrets} tell. Confined to
 * one thread.
 */
public final class JobRun {
    private static final int MOST_LOG_BYTES = 1 << 20;
    private static final long MOST_REPORT_BYTES = 16 << 20;

    private final RunSummary summary;
    private final LocalEngine engine;
    private final Masks masks;
    private final TestResults tests = new TestResults();
    private final Set<Complaint> complaints = new LinkedHashSet<>();

    private JobRun(RunSummary summary, LocalEngine engine, Masks masks) {
        this.summary = summary;
        this.engine = engine;
        this.masks = masks;
    }

    /** Shows what became of a task. */
    @FunctionalInterface
    public interface Sections {
        /** @param log the end of what it printed; nothing when it was reused. Ends with a line break unless it is empty */
        void show(TaskAddress task, TaskState state, String log);
    }

    /**
     * Runs what is selected, waits until it is done, and remembers how long it took. Each task is shown once: as
     * soon as it is done, those that did not run at the end.
     */
    public static JobRun of(Host host, LocalEngine engine, List<String> selections, Sections sections)
            throws IOException {
        Masks masks = Masks.of(host.environment());
        Set<TaskAddress> shown = new HashSet<>();
        RunSummary summary = engine.run(Host.request(selections), entries -> {
            for (JournalEntry entry : entries)
                if (entry.event() instanceof RunEvent.AttemptFinished finished
                        && !finished.retried()
                        && shown.add(finished.task()))
                    sections.show(
                            finished.task(),
                            finished.outcome().isSuccess() ? TaskState.SUCCEEDED : TaskState.FAILED,
                            log(engine, finished.run(), finished.task(), masks));
        });
        new RecordedTimes(host.store()).record(summary);
        JobRun run = new JobRun(summary, engine, masks);
        for (TaskSummary task : summary.tasks()) {
            String log = ran(task) ? log(engine, summary.run(), task.task(), masks) : "";
            if (!shown.contains(task.task())) sections.show(task.task(), task.state(), log);
            if (ran(task)) run.read(task, log);
        }
        return run;
    }

    private static boolean ran(TaskSummary task) {
        return task.state() == TaskState.SUCCEEDED || task.state() == TaskState.FAILED;
    }

    private static String log(LocalEngine engine, RunId run, TaskAddress task, Masks masks) {
        try {
            return engine.hide(masks.hide(SafeText.tail(engine.log(run, task), MOST_LOG_BYTES)));
        } catch (IOException e) {
            return "its log cannot be read\n";
        }
    }

    private void read(TaskSummary summary, String log) throws IOException {
        Task task = engine.pipeline().get(summary.task());
        Path root = engine.root();
        Path directory = root.resolve(task.directory());
        for (Complaint complaint : Complaint.in(log, root, directory)) complaints.add(complaint);
        if (!task.reports().containsKey("junit")) return;
        TestResults mine = new TestResults();
        for (String report : TestFiles.matching(
                root, task.reports().get("junit").in(task.directory()).patterns())) {
            if (Files.size(root.resolve(report)) <= MOST_REPORT_BYTES)
                add(Files.readAllBytes(root.resolve(report)), mine);
        }
        if (mine.failures().isEmpty()) return;
        List<String> sources = TestFiles.matching(root, List.of("**/*.java", "**/*.kt", "**/*.groovy", "**/*.scala"));
        for (Complaint complaint : Complaint.of(mine, root, directory, sources)) complaints.add(hidden(complaint));
    }

    /** A report that is none tells nothing. */
    private void add(byte[] report, TestResults mine) {
        try {
            mine.add(report);
        } catch (IllegalArgumentException e) {
            return;
        }
        tests.add(report);
    }

    private Complaint hidden(Complaint complaint) {
        return new Complaint(
                complaint.error(),
                complaint.file(),
                complaint.line(),
                complaint.column(),
                engine.hide(masks.hide(complaint.message())));
    }

    public boolean succeeded() {
        return summary.result() == RunResult.SUCCEEDED;
    }

    public RunSummary summary() {
        return summary;
    }

    public long reused() {
        return summary.tasks().stream()
                .filter(task -> task.state() == TaskState.REUSED)
                .count();
    }

    /** A state in a word or two: {@code succeeded}. */
    public static String word(TaskState state) {
        return Page.word(state);
    }

    /** Places in the project that tasks complained of. */
    public List<Complaint> complaints() {
        return new ArrayList<>(complaints);
    }

    /** The run as Markdown. */
    public String page(int mostBytes) {
        return engine.hide(masks.hide(Page.of(summary, tests, mostBytes)));
    }
}
