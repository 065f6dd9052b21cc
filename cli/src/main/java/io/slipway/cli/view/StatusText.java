package io.slipway.cli.view;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.Foreseen;
import io.slipway.core.local.PastRun;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskExplanation;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import io.slipway.core.run.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How far a run is, for a person or as one JSON object. */
public final class StatusText {
    private final PastRun run;
    private final boolean isGoingOn;
    private final Optional<Foreseen> foreseen;
    private final Instant now;
    private final RunSummary summary;
    /** Who approved, and when. */
    private final Map<TaskAddress, String> approved = new TreeMap<>();
    /** What tasks that are set aside wait for. */
    private final Map<TaskAddress, String> aside = new TreeMap<>();
    /** Why each task was held when it was looked at the last time. */
    private final Map<TaskAddress, List<WaitReason>> held = new TreeMap<>();
    /** What was to take no longer than that, and did. */
    private final Map<TaskAddress, Duration> overdue = new TreeMap<>();

    /**
     * @param isGoingOn whether a process works on it; one that has not ended and is not going on was cut short
     * @param foreseen when it will be done, if that was thought of
     */
    public StatusText(PastRun run, boolean isGoingOn, Optional<Foreseen> foreseen, Instant now) {
        this.run = run;
        this.isGoingOn = isGoingOn;
        this.foreseen = foreseen;
        this.now = now;
        this.summary = run.summary();
        for (JournalEntry entry : run.entries()) note(entry);
    }

    private void note(JournalEntry entry) {
        if (entry.event() instanceof RunEvent.TaskHeld event) held.put(event.task(), event.reasons());
        if (entry.event() instanceof RunEvent.AttemptOverdue event) overdue.put(event.task(), event.usual());
        if (entry.event() instanceof RunEvent.AttemptStarted event) overdue.remove(event.task());
        if (entry.event() instanceof RunEvent.TaskApproved event)
            approved.put(event.task(), event.by() + " at " + entry.at());
        if (entry.event() instanceof RunEvent.TaskSetAside event) aside.put(event.task(), event.why());
        if (entry.event() instanceof RunEvent.TaskTakenUp event) aside.remove(event.task());
    }

    private boolean isWaiting() {
        return !isGoingOn && !run.hasEnded() && summary.result() == RunResult.WAITING;
    }

    private String result() {
        if (run.hasEnded()) return summary.result().name().toLowerCase(Locale.ROOT);
        if (isWaiting()) return "waits for approval";
        return isGoingOn ? "going on" : "cut short";
    }

    private Duration age() {
        return Duration.between(run.entries().get(0).at(), now);
    }

    private long count(TaskState state) {
        return summary.tasks().stream().filter(task -> task.state() == state).count();
    }

    public String text(Style style) {
        StringBuilder text = new StringBuilder();
        text.append("run ").append(run.id()).append(' ').append(result());
        text.append(
                isGoingOn && !run.hasEnded()
                        ? " for " + Amounts.duration(age()) + left()
                        : ", took " + Amounts.duration(summary.wall()));
        text.append('\n');
        StringBuilder counts = new StringBuilder();
        for (TaskState state : TaskState.values()) {
            long count = count(state);
            if (count > 0)
                counts.append(counts.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(state.name().toLowerCase(Locale.ROOT));
        }
        text.append(Amounts.count(summary.tasks().size(), "task"))
                .append(counts.isEmpty() ? "" : ": " + counts)
                .append('\n');
        for (TaskSummary task : summary.tasks())
            line(task).ifPresent(line -> text.append(line).append('\n'));
        approved.forEach((task, by) ->
                text.append("approved ").append(task).append("  by ").append(by).append('\n'));
        if (!run.hasEnded() && !isGoingOn) {
            text.append("go on with it: slipway run").append(run.wasCancelled() ? "" : " --resume");
            if (isWaiting())
                aside.keySet()
                        .forEach(
                                task -> text.append(" --approve '").append(task).append('\''));
            text.append('\n');
        }
        return text.toString();
    }

    /** As the line of a run in progress says it. */
    private String left() {
        return foreseen.map(one -> ", about " + Amounts.passing(one.leftAt(now)) + " left, at most "
                        + Amounts.passing(one.mostLeftAt(now)))
                .orElse("");
    }

    private Optional<String> line(TaskSummary task) {
        return switch (task.state()) {
            case RUNNING ->
                Optional.of("running  " + task.task()
                        + task.startedAt()
                                .map(since -> "  for " + Amounts.duration(Duration.between(since, now)))
                                .orElse("")
                        + late(task));
            case QUEUED ->
                Optional.of("queued   " + task.task()
                        + held.getOrDefault(task.task(), List.of()).stream()
                                .findFirst()
                                .map(reason -> "  waits: " + TaskExplanation.text(reason))
                                .orElse(aside.containsKey(task.task()) ? "  " + aside.get(task.task()) : ""));
            case FAILED ->
                Optional.of("failed   " + task.task()
                        + task.outcome()
                                .map(outcome -> "  " + outcome.message())
                                .orElse(""));
            default ->
                overdue.containsKey(task.task())
                        ? Optional.of("late     " + task.task() + late(task))
                        : Optional.empty();
        };
    }

    private String late(TaskSummary task) {
        Duration usual = overdue.get(task.task());
        return usual == null ? "" : "  longer than " + Amounts.duration(usual) + ", as 1 in 100 of its runs";
    }

    private String resultName() {
        return switch (result()) {
            case "going on" -> "goingOn";
            case "cut short" -> "cutShort";
            case "waits for approval" -> "waiting";
            default -> result();
        };
    }

    public String json() {
        return Json.object(json -> {
            json.writeStringField("type", "status");
            json.writeStringField("run", run.id().value());
            json.writeStringField("result", resultName());
            Json.millis(json, "wallMillis", run.hasEnded() ? summary.wall() : age());
            if (foreseen.isPresent()) {
                Json.millis(json, "leftMillis", foreseen.get().leftAt(now));
                Json.millis(json, "mostLeftMillis", foreseen.get().mostLeftAt(now));
            }
            json.writeArrayFieldStart("tasks");
            for (TaskSummary task : summary.tasks()) {
                json.writeStartObject();
                json.writeStringField("task", task.task().toString());
                json.writeStringField("state", Json.name(task.state()));
                json.writeNumberField("attempts", task.attempts());
                Json.millis(json, "wallMillis", task.usage().wall());
                json.writeBooleanField("overdue", overdue.containsKey(task.task()));
                json.writeArrayFieldStart("waitsFor");
                if (task.state() == TaskState.QUEUED)
                    for (WaitReason reason : held.getOrDefault(task.task(), List.of()))
                        json.writeString(TaskExplanation.text(reason));
                if (task.state() == TaskState.QUEUED && aside.containsKey(task.task()))
                    json.writeString(aside.get(task.task()));
                json.writeEndArray();
                if (approved.containsKey(task.task())) json.writeStringField("approved", approved.get(task.task()));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
