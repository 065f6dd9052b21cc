package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of what lies idle some queued task could use, at every moment. Agents of equal class count together, and so do
 * tasks that ask for the same. Confined to one thread; O(1) for each change, O(classes) when the first task of its kind
 * is queued or the last one leaves.
 */
final class FreeCpus {
    private final Map<Agent.AgentClass, Kind> kinds = new LinkedHashMap<>();
    private final Map<Asked, Queue> queues = new HashMap<>();
    private final List<Queue> allQueues = new ArrayList<>();
    private long usableMilliCpu;
    private long queuedMilliCpu;

    /** Agents of one class. */
    private static final class Kind {
        final Agent agent;
        long freeMilliCpu;

        /** How many different kinds of queued tasks could run there. */
        int wantedBy;

        Kind(Agent agent) {
            this.agent = agent;
        }
    }

    private record Asked(Selector requires, Resources resources) {}

    /** Queued tasks that ask for the same. */
    private static final class Queue {
        final Asked asked;
        final List<Kind> could = new ArrayList<>();
        int length;

        Queue(Asked asked) {
            this.asked = asked;
        }

        boolean couldRunOn(Agent agent) {
            return asked.resources.fitsIn(agent.capacity())
                    && agent.labels().unmet(asked.requires).isEmpty();
        }
    }

    /** Thousandths of CPUs that are idle though some queued task could run there, at most as many as are asked for. */
    long usableMilliCpu() {
        return Math.min(usableMilliCpu, queuedMilliCpu);
    }

    /** CPUs of {@code agent} become idle, or busy when negative. */
    void change(Agent agent, long milliCpu) {
        Kind kind = kinds.computeIfAbsent(agent.agentClass(), same -> kindOf(agent));
        kind.freeMilliCpu += milliCpu;
        if (kind.wantedBy > 0) usableMilliCpu += milliCpu;
    }

    private Kind kindOf(Agent agent) {
        Kind kind = new Kind(agent);
        for (Queue queue : allQueues) {
            if (!queue.couldRunOn(agent)) continue;
            queue.could.add(kind);
            if (queue.length > 0) kind.wantedBy++;
        }
        return kind;
    }

    void queued(Task task) {
        Queue queue = queueOf(task);
        queuedMilliCpu += task.resources().milliCpu();
        if (queue.length++ > 0) return;
        for (Kind kind : queue.could) if (kind.wantedBy++ == 0) usableMilliCpu += kind.freeMilliCpu;
    }

    void left(Task task) {
        Queue queue = queueOf(task);
        queuedMilliCpu -= task.resources().milliCpu();
        if (--queue.length > 0) return;
        for (Kind kind : queue.could) if (--kind.wantedBy == 0) usableMilliCpu -= kind.freeMilliCpu;
    }

    private Queue queueOf(Task task) {
        return queues.computeIfAbsent(new Asked(task.requires(), task.resources()), asked -> {
            Queue queue = new Queue(asked);
            for (Kind kind : kinds.values()) if (queue.couldRunOn(kind.agent)) queue.could.add(kind);
            allQueues.add(queue);
            return queue;
        });
    }
}
