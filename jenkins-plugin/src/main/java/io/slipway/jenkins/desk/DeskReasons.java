package io.slipway.jenkins.desk;

import io.slipway.core.orchestrate.TaskExplanation;
import io.slipway.core.pipeline.Task;
import io.slipway.core.run.RunId;
import io.slipway.core.run.WaitReason;
import io.slipway.core.schedule.Input;
import io.slipway.jenkins.farm.ExecutorsFilter;
import io.slipway.jenkins.farm.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says why what waits does not start. Thread-safe: answers from what the desk's events keep up to date. */
final class DeskReasons {
    private final Map<RunId, DeskRun> runs;
    private final DeskFleet fleet;
    private final DeskLimits limits;

    /**
     * @param runs that are in mind; asked when somebody asks
     */
    DeskReasons(Map<RunId, DeskRun> runs, DeskFleet fleet, DeskLimits limits) {
        this.runs = runs;
        this.fleet = fleet;
        this.limits = limits;
    }

    /** Why the tasks of the run that wait do not start, each reason once. O(waiting tasks × nodes). */
    List<String> of(DeskRun run) {
        List<String> sentences = new ArrayList<>();
        run.queued()
                .forEach((task, reasons) -> sentences.addAll(of(run.pipeline().get(task), reasons)));
        return sentences.stream().distinct().toList();
    }

    /** In the words of this controller, where it is about nodes: the scheduler says only once what all of one kind lack. */
    private List<String> of(Task task, List<WaitReason> reasons) {
        List<String> sentences = new ArrayList<>();
        boolean aboutRoom = reasons.isEmpty();
        for (WaitReason reason : reasons) {
            boolean named = !reason.subject().isEmpty() && !reason.subject().equals(NodeFacts.EXECUTORS);
            switch (reason.kind()) {
                case CPU, MEMORY, DISK, COUNT, AGENT -> aboutRoom = true;
                case LIMIT -> sentences.add(named ? throttled(reason) : TaskExplanation.text(reason));
                case LOCK, IN_FLIGHT, SAME_KEY, TURN, SHARE, EXCLUSIVE -> sentences.add(TaskExplanation.text(reason));
            }
        }
        boolean wantsNode = !task.requires().ranges().containsKey(ExecutorsFilter.KIND);
        if (!aboutRoom || !wantsNode) return sentences;
        if (onNodes() >= limits.mostTasks())
            sentences.add("as many of Slipway's tasks and places are there as may be at a time, " + limits.mostTasks()
                    + "; it is this one's turn when one of them ends");
        else sentences.addAll(fleet.waitingFor(task.requires(), task.resources()));
        return sentences;
    }

    /** How many attempts are on nodes. */
    private int onNodes() {
        int all = 0;
        for (DeskRun run : runs.values()) {
            for (String agent : run.running().values()) if (!agent.equals(Claims.CONTROLLER)) all++;
        }
        return all;
    }

    private String throttled(WaitReason reason) {
        List<String> holders = new ArrayList<>();
        for (DeskRun run : runs.values()) {
            for (Input.RunningAttempt attempt : run.running().keySet()) {
                if (run.pipeline().get(attempt.task()).throttles().containsKey(reason.subject()))
                    holders.add(run.owner());
            }
        }
        String by = holders.isEmpty()
                ? ""
                : "; held by "
                        + String.join(", ", holders.stream().distinct().sorted().toList());
        return TaskExplanation.text(reason) + by;
    }
}
