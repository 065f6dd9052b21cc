package io.slipway.cli.view;

import io.slipway.core.cache.Invalidation;
import io.slipway.core.local.RunDifference;
import io.slipway.core.orchestrate.TaskSummary;
import java.time.Duration;
import java.util.Optional;

/** Two runs side by side, for a person or as one JSON object. */
public final class DifferenceText {
    /** Below it, a time is not worth a line: it is the machine's mood. */
    private static final double SLOWER_BY = 0.25;

    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final Style style;
    private final boolean all;
    private final boolean onlyDifferences;

    /**
     * @param all whether tasks that did not differ have a line too
     * @param onlyDifferences whether nothing is said of which runs these are, and of what is the same
     */
    public DifferenceText(Style style, boolean all, boolean onlyDifferences) {
        this.style = style;
        this.all = all;
        this.onlyDifferences = onlyDifferences;
    }

    public String of(RunDifference difference) {
        StringBuilder text = new StringBuilder();
        if (!onlyDifferences)
            text.append(style.faint("from run " + difference.before() + " to run " + difference.after()))
                    .append('\n');
        int same = 0;
        for (RunDifference.OfTask task : difference.tasks()) {
            boolean tookOtherwise = tookOtherwise(task);
            if (!task.isDifferent() && !tookOtherwise) same++;
            if (task.isDifferent() || tookOtherwise || all) tell(task, tookOtherwise, text);
        }
        if (!onlyDifferences)
            text.append(Amounts.count(same, "task"))
                    .append(same == 1 ? " is" : " are")
                    .append(" the same\n");
        return text.toString();
    }

    private void tell(RunDifference.OfTask task, boolean tookOtherwise, StringBuilder text) {
        text.append(task.task()).append('\n');
        if (!task.stateBefore().equals(task.stateAfter())) line(text, task.stateBefore() + " -> " + task.stateAfter());
        task.why().map(Invalidation::causes).ifPresent(causes -> causes.forEach(cause -> line(text, cause.text())));
        task.why().filter(why -> why.more() > 0).ifPresent(why -> line(text, "and " + why.more() + " more"));
        boolean inBoth = task.before().isPresent() && task.after().isPresent();
        if (inBoth && !task.isSameKey() && task.why().isEmpty())
            line(text, "its inputs differ, and what one of the runs had is not known any more");
        if (inBoth && !task.isSameOutput())
            line(text, task.isSameKey() ? "other outputs from the same inputs" : "other outputs");
        if (tookOtherwise)
            line(text, Amounts.duration(took(task.before())) + " -> " + Amounts.duration(took(task.after())));
    }

    private static void line(StringBuilder text, String line) {
        text.append("  ").append(line).append('\n');
    }

    private static boolean tookOtherwise(RunDifference.OfTask task) {
        Duration before = took(task.before());
        Duration after = took(task.after());
        if (before.isZero() || after.isZero()) return false;
        Duration by = before.minus(after).abs();
        return by.compareTo(WORTH_TELLING) >= 0 && by.toMillis() >= SLOWER_BY * before.toMillis();
    }

    /** How long it ran, or had run when the result was made that was reused. */
    private static Duration took(Optional<TaskSummary> task) {
        return task.map(summary -> summary.saved().isZero() ? summary.usage().wall() : summary.saved())
                .orElse(Duration.ZERO);
    }

    public static String json(RunDifference difference) {
        return Json.object(json -> {
            json.writeStringField("type", "difference");
            json.writeStringField("before", difference.before().value());
            json.writeStringField("after", difference.after().value());
            json.writeArrayFieldStart("tasks");
            for (RunDifference.OfTask task : difference.tasks()) {
                json.writeStartObject();
                json.writeStringField("task", task.task().toString());
                json.writeStringField("before", task.stateBefore());
                json.writeStringField("after", task.stateAfter());
                json.writeBooleanField("sameKey", task.isSameKey());
                json.writeBooleanField("sameOutputs", task.isSameOutput());
                Json.millis(json, "tookBeforeMillis", took(task.before()));
                Json.millis(json, "tookAfterMillis", took(task.after()));
                json.writeArrayFieldStart("because");
                if (task.why().isPresent())
                    for (Invalidation.Cause cause : task.why().get().causes()) json.writeString(cause.text());
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
