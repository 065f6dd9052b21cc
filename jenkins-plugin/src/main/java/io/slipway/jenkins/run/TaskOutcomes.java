package io.slipway.jenkins.run;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.RunSummaries;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskExplanation;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run came to, in the words of a Jenkinsfile: a map with an entry for each task, under its address, sorted. An entry
 * has {@code result} (reused, succeeded, failed, skipped), {@code reused}, {@code millis}, {@code node} where it ran, and
 * {@code message} when it did not end well. Immutable.
 */
public final class TaskOutcomes {
    private final RunSummary summary;
    private final Map<TaskAddress, String> nodes;

    private TaskOutcomes(RunSummary summary, Map<TaskAddress, String> nodes) {
        this.summary = summary;
        this.nodes = nodes;
    }

    /**
     * @param entries of the run, from its submission on
     */
    public static TaskOutcomes of(List<JournalEntry> entries, Pipeline pipeline) {
        Map<TaskAddress, String> nodes = new TreeMap<>();
        for (JournalEntry entry : entries) {
            if (entry.event() instanceof RunEvent.AttemptStarted started) nodes.put(started.task(), started.agent());
        }
        return new TaskOutcomes(RunSummaries.fold(entries, pipeline), nodes);
    }

    public boolean isSuccess() {
        return summary.result() == RunResult.SUCCEEDED;
    }

    public boolean isCancelled() {
        return summary.result() == RunResult.CANCELLED;
    }

    /** Made of types that any Jenkinsfile may keep. */
    public Map<String, Object> toMap() {
        Map<String, Object> tasks = new LinkedHashMap<>();
        for (TaskSummary task : summary.tasks()) tasks.put(task.task().toString(), entry(task));
        return tasks;
    }

    private Map<String, Object> entry(TaskSummary task) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("result", task.state().name().toLowerCase(Locale.ROOT));
        entry.put("reused", task.state() == TaskState.REUSED);
        entry.put("millis", task.usage().wall().toMillis());
        entry.put("node", nodes.getOrDefault(task.task(), ""));
        entry.put("message", message(task));
        return entry;
    }

    private static String message(TaskSummary task) {
        if (task.skipped().isPresent())
            return TaskExplanation.text(task.skipped().get());
        return task.outcome().map(Outcome::message).orElse("");
    }

    /** Those that failed, each with how. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (TaskSummary task : summary.tasks()) {
            if (task.state() == TaskState.FAILED) failures.add(task.task() + ": " + message(task));
        }
        return failures;
    }

    /** One line: how many ran, were reused, failed and were skipped, how long it took, and what reuse saved. */
    public String sentence() {
        Map<TaskState, Integer> counts = new TreeMap<>();
        for (TaskSummary task : summary.tasks()) counts.merge(task.state(), 1, Integer::sum);
        int failed = counts.getOrDefault(TaskState.FAILED, 0);
        return summary.result().name().toLowerCase(Locale.ROOT) + ": "
                + (counts.getOrDefault(TaskState.SUCCEEDED, 0) + failed)
                + " ran, " + counts.getOrDefault(TaskState.REUSED, 0) + " reused, " + failed + " failed, "
                + counts.getOrDefault(TaskState.SKIPPED, 0) + " skipped in " + BuildLog.seconds(summary.wall())
                + "; the cache saved " + BuildLog.seconds(summary.savedByCache()) + ", parallelism "
                + BuildLog.seconds(summary.savedByParallelism());
    }
}
