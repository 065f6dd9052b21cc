package io.slipway.cli.view;

import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.pipeline.Approval;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.workspace.Concurrency;
import java.util.List;
import java.util.Optional;

/** A plan as a table, in the order in which the tasks would start, and what it comes to. */
public final class PlanText {
    private static final int WIDEST_NAME = 40;
    private static final int EXPECTED_WIDTH = 8;

    private final Style style;

    public PlanText(Style style) {
        this.style = style;
    }

    public String of(LocalPlan plan) {
        int width = 0;
        for (PlannedTask task : plan.tasks())
            width = Math.max(width, task.task().toString().length());
        StringBuilder text = new StringBuilder();
        for (PlannedTask task : plan.tasks())
            text.append(line(
                            task, Optional.ofNullable(plan.approvals().get(task.task())), Math.min(width, WIDEST_NAME)))
                    .append('\n');
        plan.skipped()
                .forEach((task, why) -> text.append(style.faint("skip  "))
                        .append(' ')
                        .append(task)
                        .append("  ")
                        .append(why)
                        .append('\n'));
        return text.append(total(plan)).toString();
    }

    private String line(PlannedTask task, Optional<Approval> approval, int width) {
        String state = switch (task.verdict()) {
            case RUN -> style.green("run   ");
            case RUN_IF_CHANGED -> style.yellow("maybe ");
            case REUSE -> style.faint("reuse ");
        };
        String name = task.task().toString();
        String expected = task.expected().map(Amounts::duration).orElse("");
        String line = state + ' ' + name + " ".repeat(Math.max(0, width - name.length())) + "  "
                + " ".repeat(Math.max(0, EXPECTED_WIDTH - expected.length())) + expected;
        String why = approval.map(PlanText::waits)
                .map(waits -> joined(why(task), waits))
                .orElseGet(() -> why(task));
        return (why.isEmpty() ? line : line + "  " + why).stripTrailing();
    }

    /** What a person has to do first. */
    private static String waits(Approval approval) {
        return "waits for approval"
                + (approval.by().isEmpty() ? "" : " by " + String.join(" or ", approval.by()))
                + (approval.note().isEmpty() ? "" : ": " + approval.note());
    }

    private static String joined(String why, String waits) {
        return why.isEmpty() ? waits : why + "; " + waits;
    }

    /** What becomes of this run or an older one of its group. */
    private static String turn(Concurrency group) {
        return "one run at a time of `" + group.group() + "`: "
                + switch (group.whenBusy()) {
                    case QUEUE -> "this one would wait for the end of an older one";
                    case CANCEL_OLDER -> "this one would cancel an older one, but let its deploys end";
                    case KILL_OLDER -> "this one would cancel an older one with all that runs";
                }
                + '\n';
    }

    private static String why(PlannedTask task) {
        return switch (task.verdict()) {
            case RUN -> task.because().map(Reasons::first).orElse("");
            case RUN_IF_CHANGED ->
                "unless " + names(task.after()) + " make" + (task.after().size() == 1 ? "s" : "")
                        + " the same as before";
            case REUSE -> "";
        };
    }

    private static String names(List<TaskAddress> tasks) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tasks.size(); i++) {
            if (i > 0) text.append(i == tasks.size() - 1 ? " and " : ", ");
            text.append(tasks.get(i));
        }
        return text.toString();
    }

    private static String total(LocalPlan plan) {
        int run = 0;
        int maybe = 0;
        for (PlannedTask task : plan.tasks()) {
            if (task.verdict() == PlannedTask.Verdict.REUSE) continue;
            if (task.verdict() == PlannedTask.Verdict.RUN) run++;
            else maybe++;
        }
        StringBuilder text = new StringBuilder(Amounts.count(plan.tasks().size(), "task"));
        text.append(": ").append(run).append(" to run");
        if (maybe > 0) text.append(", ").append(maybe).append(" to run if what they need changes");
        text.append(", ").append(plan.tasks().size() - run - maybe).append(" reused");
        if (!plan.skipped().isEmpty())
            text.append(", ").append(plan.skipped().size()).append(" skipped");
        if (!plan.approvals().isEmpty())
            text.append(", ").append(plan.approvals().size()).append(" to be approved");
        text.append('\n');
        plan.concurrency().ifPresent(group -> text.append(turn(group)));
        List<TaskAddress> path = plan.criticalPath();
        if (path.isEmpty()) return text.toString();
        text.append("critical path ").append(length(plan)).append(": ");
        return text.append(SummaryText.path(path)).append('\n').toString();
    }

    /** No figure is made of tasks of which nobody knows how long they take. */
    private static String length(LocalPlan plan) {
        int unknown = plan.criticalPathUnknown();
        int all = plan.criticalPath().size();
        if (unknown == all) return "of unknown length";
        String known = Amounts.duration(plan.criticalPathKnown());
        return unknown == 0
                ? "about " + known
                : "at least " + known + " (" + unknown + " of " + all + " never ran here)";
    }
}
