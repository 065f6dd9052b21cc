package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.fairshare.Demand;
import io.slipway.core.limit.Urgency;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.placement.Placer;
import io.slipway.core.placement.Request;
import io.slipway.core.placement.Unplaceable;
import io.slipway.core.run.WaitReason;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task asks of an agent. Queued tasks of one shape fit or do not fit all together, so that of thousands only the
 * first has to be looked at. Confined to the state's thread.
 */
final class Shape {
    final Ask ask;
    final Demand demand;

    /** Without what is particular to one task. */
    final Request request;

    /** Looked at first, and for every shape that is blocked, whenever an agent has room again. */
    final int milliCpu;

    /** How many tasks of runs that are kept in mind have it. */
    int users;

    /** How many of its tasks are in line. */
    int inLine;

    /** Why none of its tasks starts, as it was written down; empty while that is not known. */
    List<WaitReason> reasons = List.of();

    /** Where a task of it started last. */
    @Nullable
    String lastAgent;

    /** By number of the agents' class: whether it was asked, and the answer. */
    private final BitSet judged = new BitSet();

    private final BitSet capable = new BitSet();
    private Optional<Unplaceable> never = Optional.empty();
    private long neverAsOf = -1;

    /**
     * @param holder in whose name it runs, for agents that are held; empty for nobody
     * @param exclusive whether it wants its agent for itself
     * @param urgency what limits let it have when they are short
     */
    record Ask(
            Selector requires,
            Resources resources,
            Selector prefers,
            String holder,
            boolean exclusive,
            Urgency urgency) {
        Ask with(Urgency urgency) {
            return new Ask(requires, resources, prefers, holder, exclusive, urgency);
        }

        Ask withMemory(long bytes) {
            Resources more = new Resources(resources.milliCpu(), bytes, resources.diskBytes(), resources.counts());
            return new Ask(requires, more, prefers, holder, exclusive, urgency);
        }

        // Written out, as every run comes by here: what a record is given costs a fresh JVM many milliseconds.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Ask ask
                    && resources.equals(ask.resources)
                    && requires.ranges().equals(ask.requires.ranges())
                    && prefers.ranges().equals(ask.prefers.ranges())
                    && holder.equals(ask.holder)
                    && exclusive == ask.exclusive
                    && urgency == ask.urgency;
        }

        @Override
        public int hashCode() {
            return 31 * requires.ranges().hashCode() + resources.hashCode();
        }
    }

    Shape(Ask ask, Demand demand) {
        this.ask = ask;
        this.demand = demand;
        this.milliCpu = ask.resources().milliCpu();
        Request shared = Request.of(ask.requires(), ask.resources())
                .preferring(ask.prefers())
                .inTheNameOf(ask.holder());
        this.request = ask.exclusive() ? shared.exclusively() : shared;
    }

    Resources resources() {
        return ask.resources();
    }

    /** Whether its tasks want their agents for themselves. */
    boolean isExclusive() {
        return ask.exclusive();
    }

    /** Whether it is known that nothing of it fits, until an agent has room that had none. */
    boolean isBlocked() {
        return !reasons.isEmpty();
    }

    /** Why no agent can ever run it; asked of the placer once for each change of the fleet. */
    Optional<Unplaceable> whyNever(Placer placer, long fleetVersion) {
        if (neverAsOf != fleetVersion) {
            never = placer.whyNever(request);
            neverAsOf = fleetVersion;
        }
        return never;
    }

    /** Whether the agent could run it with nothing else to do. */
    boolean couldRunOn(Standing agent) {
        int ofClass = agent.classNumber;
        if (!judged.get(ofClass)) {
            judged.set(ofClass);
            if (judge(agent.agent)) capable.set(ofClass);
        }
        return capable.get(ofClass);
    }

    private boolean judge(Agent agent) {
        return ask.resources().fitsIn(agent.capacity())
                && (ask.requires().ranges().isEmpty()
                        || agent.labels().unmet(ask.requires()).isEmpty());
    }
}
