package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.run.TaskRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything a state knows, as text: two states that say the same decide the same. */
final class StateText {
    private StateText() {}

    static String of(SchedulerState state) {
        StringBuilder text = new StringBuilder();
        for (Agent agent : state.fleet().agents()) {
            text.append(agent).append(' ').append(state.stateOf(agent.id())).append('\n');
        }
        text.append(state.fleet().reservations()).append('\n');
        for (ActiveRun run : state.active()) {
            text.append(run.run).append(' ').append(run.run.result()).append(run.run.cancelled());
            text.append(run.run.firstFailure()).append(run.run.isComplete()).append('\n');
            for (TaskNode node : run.nodes) text.append(of(node)).append('\n');
        }
        text.append("dead letters ")
                .append(state.deadLetters())
                .append(" next retry ")
                .append(state.nextRetry());
        text.append("\nbookings ")
                .append(state.bookings())
                .append(" unstarted ")
                .append(state.unstarted());
        text.append("\nwatched ")
                .append(state.queue().watched())
                .append(" waiting ")
                .append(state.waiting());
        List<Shape> shapes = new ArrayList<>(state.queue().shapes());
        shapes.sort(Comparator.comparing(shape -> shape.ask.toString()));
        for (Shape shape : shapes) {
            text.append('\n').append(shape.ask).append(" users ").append(shape.users);
            text.append(" in line ").append(shape.inLine).append(' ').append(shape.reasons);
            text.append(" last on ").append(shape.lastAgent);
        }
        for (Tenant tenant : RandomWorld.TENANTS) {
            text.append('\n')
                    .append(tenant)
                    .append(' ')
                    .append(state.queue().line().held(tenant));
            text.append(' ').append(state.queue().line().used(tenant, state.now()));
        }
        return text.toString();
    }

    private static String of(TaskNode node) {
        TaskRun run = node.taskRun;
        return node + " " + run.expected() + run.rank() + run.key() + run.because() + run.outputs() + run.saved()
                + run.heldBy() + run.aside() + run.skipped() + run.attempts() + " pending " + node.pending + " awaits "
                + node.awaitedKey + " last " + node.lastReasons + " parked " + node.parkedOn + " lacked "
                + node.lackedCpu + node.lackedMemory + node.lackedOther + node.lackedLock + " overtaken "
                + node.overtaken
                + " promised " + node.promised + " ticket " + node.ticket;
    }
}
