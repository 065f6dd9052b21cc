package io.slipway.core.schedule;

import io.slipway.core.placement.Candidate;
import io.slipway.core.placement.Filter;
import io.slipway.core.placement.Lack;
import io.slipway.core.placement.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves what a task waits for, whose turn it is, to that task. Knows for whom it is asked because that is said before.
 * Confined to the state's thread.
 */
final class Promises implements Filter {
    private final TaskQueue queue;

    /** Those that go before who asks, and have an agent promised; mostly nobody. */
    private List<TaskNode> first = List.of();

    private @Nullable TaskNode asker;

    Promises(TaskQueue queue) {
        this.queue = queue;
    }

    void ask(TaskNode node) {
        asker = node;
        first = queue.promisedBefore(node);
    }

    @Override
    public String name() {
        return "turn";
    }

    @Override
    public boolean accepts(Request request, Candidate agent) {
        return first.isEmpty() || goesFirst(agent) == null;
    }

    @Override
    public List<Lack> lacks(Request request, Candidate agent) {
        @Nullable TaskNode other = goesFirst(agent);
        return other == null ? List.of() : List.of(new Lack("turn", "its turn", "promised to " + other.address()));
    }

    private @Nullable TaskNode goesFirst(Candidate agent) {
        if (asker == null) return null;
        for (TaskNode other : first) {
            if (agent.agent().id().equals(other.promised) && TaskQueue.takesRoomThatLacks(asker.shape, other))
                return other;
        }
        return null;
    }
}
