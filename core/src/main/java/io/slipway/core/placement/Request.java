package io.slipway.core.placement;

import static java.util.Objects.requireNonNull;

import io.slipway.core.agent.Reservation;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.TaskAddress;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a task asks of the agent it goes to. Immutable.
 *
 * @param requires labels that the agent must have
 * @param resources what it must have free
 * @param prefers labels that would be good to have
 * @param warm names of what would have to be fetched: digests, cache keys, images. Best on an agent that has them
 * @param exclusive whether it wants the agent for itself
 * @param group of tasks that should run on different agents; empty for none
 * @param apart whether two of the group must not meet on one agent, rather than should not
 * @param failedOn ids of agents where it was tried before in vain
 * @param holder in whose name it runs: it may use agents that are held for them; empty for nobody
 */
public record Request(
        Selector requires,
        Resources resources,
        Selector prefers,
        SortedSet<String> warm,
        boolean exclusive,
        String group,
        boolean apart,
        List<String> failedOn,
        String holder) {
    public Request {
        requireNonNull(requires, "requires");
        requireNonNull(resources, "resources");
        requireNonNull(prefers, "prefers");
        warm = warm.isEmpty() ? Collections.emptySortedSet() : Collections.unmodifiableSortedSet(new TreeSet<>(warm));
        requireNonNull(group, "group");
        failedOn = List.copyOf(failedOn);
        requireNonNull(holder, "holder");
        if (apart && group.isEmpty())
            throw new IllegalArgumentException("group: '' (expected: the name of the group to keep apart)");
    }

    /** No more than labels and resources. */
    public static Request of(Selector requires, Resources resources) {
        return new Request(
                requires, resources, Selector.any(), Collections.emptySortedSet(), false, "", false, List.of(), "");
    }

    public Request preferring(Selector labels) {
        return new Request(requires, resources, labels, warm, exclusive, group, apart, failedOn, holder);
    }

    public Request wanting(Set<String> warm) {
        return new Request(
                requires, resources, prefers, new TreeSet<>(warm), exclusive, group, apart, failedOn, holder);
    }

    /** Alone on its agent. */
    public Request exclusively() {
        return new Request(requires, resources, prefers, warm, true, group, apart, failedOn, holder);
    }

    /** Rather on another agent, and in another zone, than others of the group. */
    public Request spreading(String group) {
        return new Request(requires, resources, prefers, warm, exclusive, group, false, failedOn, holder);
    }

    /** Never on the same agent as another of the group. */
    public Request apartFrom(String group) {
        return new Request(requires, resources, prefers, warm, exclusive, group, true, failedOn, holder);
    }

    public Request afterFailuresOn(List<String> agents) {
        return new Request(requires, resources, prefers, warm, exclusive, group, apart, agents, holder);
    }

    /** In the name of somebody for whom agents may be held. */
    public Request inTheNameOf(String holder) {
        return new Request(requires, resources, prefers, warm, exclusive, group, apart, failedOn, holder);
    }

    /** What it holds once it runs on {@code agent}. */
    public Reservation on(String agent, String run, TaskAddress task, List<String> locks) {
        return new Reservation(run, task, agent, resources, locks, exclusive, group);
    }
}
