package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.run.TaskRun;

/** Everything a state knows, as text: two states that say the same decide the same. */
final class StateText {
    private StateText() {}

    static String of(SchedulerState state) {
        StringBuilder text = new StringBuilder();
        for (Agent agent : state.fleet().agents()) {
            text.append(agent)
                    .append(' ')
                    .append(state.fleet().reservedOn(agent))
                    .append(state.stateOf(agent.id()))
                    .append('\n');
        }
        for (ActiveRun run : state.active()) {
            text.append(run.run).append(' ').append(run.run.result()).append(run.run.cancelled());
            text.append(run.run.firstFailure()).append(" reused ").append(run.run.reused());
            text.append(" failed ").append(run.run.failed()).append(" skipped ").append(run.run.skipped());
            text.append(" running ").append(run.run.running()).append('\n');
            for (TaskNode node : run.nodes) text.append(of(node)).append('\n');
        }
        text.append("dead letters ").append(state.deadLetters()).append(" next retry ").append(state.nextRetry());
        text.append("\nwatched ").append(state.queue().watched()).append("\nheads");
        for (TaskNode node = state.queue().first();
                node != null;
                node = state.queue().headAfter(node)) {
            text.append(' ').append(node);
        }
        return text.toString();
    }

    private static String of(TaskNode node) {
        TaskRun run = node.taskRun;
        return node + " " + run.expected() + run.rank() + run.key() + run.because() + run.outputs() + run.saved()
                + run.heldBy() + run.aside() + run.skipped() + run.attempts() + " pending " + node.pending + " awaits "
                + node.awaitedKey + " last " + node.lastReasons + " parked " + node.parkedOn + " lacked "
                + node.lackedCpu + node.lackedMemory + node.lackedLock + " overtaken " + node.overtaken + " shape "
                + node.shape.candidates;
    }
}
