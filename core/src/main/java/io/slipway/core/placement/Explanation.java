package io.slipway.core.placement;

import io.slipway.core.placement.EquivalenceClass.Standing;
import io.slipway.core.placement.Unplaceable.Nearest;
import io.slipway.core.placement.Unplaceable.Reason;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why nobody can be given what a request asks for: who refused how many agents, and who comes nearest. O(classes).
 * Confined to the placer's thread.
 */
final class Explanation {
    private static final Filter CAPABILITY = new CapabilityFilter();
    private static final Filter STATE = new StateFilter();
    private static final Filter HELD = new HoldFilter();
    private static final Filter EXCLUSIVE_USE = new ExclusiveUseFilter();
    private static final Filter RESOURCES = new ResourcesFilter();

    /** In the order in which an agent is counted for the first that refuses it. */
    private static final List<Filter> ALWAYS_KEPT = List.of(CAPABILITY, STATE, HELD, EXCLUSIVE_USE, RESOURCES);

    private final List<Filter> others;
    private final ClassOrder order;
    private final Request request;
    private final RequestShape shape;
    private final Amounts wanted;

    /** Positions of the classes that could give it with nothing else to do. */
    private final BitSet fitting;

    Explanation(List<Filter> others, ClassOrder order, Request request, RequestShape shape, Amounts wanted) {
        this.others = others;
        this.order = order;
        this.request = request;
        this.shape = shape;
        this.wanted = wanted;
        this.fitting = new BitSet();
        for (int at = shape.capable.nextSetBit(0); at >= 0; at = shape.capable.nextSetBit(at + 1)) {
            if (wanted.fitIn(order.classes[at])) fitting.set(at);
        }
    }

    /** Why no agent can ever be given this, even with nothing else to do; absent when one can. */
    Optional<Unplaceable> never() {
        for (int at = fitting.nextSetBit(0); at >= 0; at = fitting.nextSetBit(at + 1)) {
            for (AgentSlot slot : order.classes[at].members()) if (refusesForEver(slot) < 0) return Optional.empty();
        }
        int[] counts = new int[2 + others.size()];
        for (int at = 0; at < order.classes.length; at++) {
            EquivalenceClass each = order.classes[at];
            if (!shape.capable.get(at)) counts[0] += each.size();
            else if (!fitting.get(at)) counts[1] += each.size();
            else for (AgentSlot slot : each.members()) counts[2 + refusesForEver(slot)]++;
        }
        List<Reason> reasons = new ArrayList<>();
        add(reasons, CAPABILITY, counts[0]);
        add(reasons, RESOURCES, counts[1]);
        for (int i = 0; i < others.size(); i++) add(reasons, others.get(i), counts[2 + i]);
        return Optional.of(new Unplaceable(reasons, nearestIdle(), false));
    }

    /** The place of the filter that never accepts it on this agent; -1 when none. */
    private int refusesForEver(AgentSlot slot) {
        for (int i = 0; i < others.size(); i++) {
            if (!others.get(i).canEverAccept(request, slot.agent())) return i;
        }
        return -1;
    }

    private Optional<Nearest> nearestIdle() {
        @Nullable Nearest nearest = null;
        for (EquivalenceClass each : order.classes) {
            Candidate idle = new IdleAgent(each.model());
            Nearest here = new Nearest(each.model().id(), lacksForEver(idle));
            if (nearest == null || isNearer(here, nearest)) nearest = here;
        }
        return Optional.ofNullable(nearest);
    }

    private static boolean isNearer(Nearest one, Nearest other) {
        int byLacks = Integer.compare(one.lacks().size(), other.lacks().size());
        return byLacks < 0 || byLacks == 0 && one.agent().compareTo(other.agent()) < 0;
    }

    /** Why {@code search} found nobody. */
    Unplaceable now(Search search, Collection<AgentSlot> heldForIt) {
        if (order.classes.length == 0) return new Unplaceable(List.of(), Optional.empty(), true);
        Optional<Unplaceable> never = never();
        if (never.isPresent()) return never.get();

        int incapable = 0;
        int notReady = 0;
        int held = 0;
        int taken = 0;
        int withoutRoom = 0;
        for (EquivalenceClass each : order.classes) {
            if (!shape.capable.get(each.position)) {
                incapable += each.size();
                continue;
            }
            notReady += each.count(Standing.NOT_READY);
            held += each.count(Standing.HELD);
            taken += each.count(Standing.TAKEN);
            withoutRoom += each.count(Standing.OPEN);
            if (request.exclusive()) {
                taken += each.busy();
                withoutRoom -= each.busy();
            }
        }
        for (AgentSlot slot : heldForIt) {
            if (!shape.capable.get(slot.ofClass.position)) continue;
            held--;
            if (slot.isTaken() || request.exclusive() && slot.running() > 0) taken++;
            else withoutRoom++;
        }
        for (int i = 0; i < others.size(); i++) withoutRoom -= search.refusedBy(i);

        List<Reason> reasons = new ArrayList<>();
        add(reasons, CAPABILITY, incapable);
        add(reasons, STATE, notReady);
        add(reasons, HELD, held);
        add(reasons, EXCLUSIVE_USE, taken);
        add(reasons, RESOURCES, withoutRoom);
        for (int i = 0; i < others.size(); i++) add(reasons, others.get(i), search.refusedBy(i));
        @Nullable AgentSlot refused = search.firstRefused();
        AgentSlot nearest = refused == null ? nearest() : refused;
        return new Unplaceable(reasons, Optional.of(new Nearest(nearest.id, lacks(nearest))), true);
    }

    /** Of the classes that will do, the agent with most CPU free that is short of least; some other when none is ready. */
    private AgentSlot nearest() {
        AgentSlot nearest = order.classes[fitting.nextSetBit(0)].first();
        double least = Double.POSITIVE_INFINITY;
        for (int at = fitting.nextSetBit(0); at >= 0; at = fitting.nextSetBit(at + 1)) {
            AgentSlot slot = order.classes[at].open.loosest();
            if (slot == null) continue;
            double shortage = wanted.shortage(slot);
            if (shortage < least || shortage == least && slot.compareTo(nearest) < 0) {
                least = shortage;
                nearest = slot;
            }
        }
        return nearest;
    }

    /** Without what filters refuse only for now. */
    private List<Lack> lacksForEver(Candidate idle) {
        List<Lack> lacks = new ArrayList<>();
        for (Filter filter : ALWAYS_KEPT) lacks.addAll(filter.lacks(request, idle));
        for (Filter filter : others) {
            if (!filter.canEverAccept(request, idle.agent())) lacks.addAll(filter.lacks(request, idle));
        }
        return lacks;
    }

    private List<Lack> lacks(Candidate agent) {
        List<Lack> lacks = new ArrayList<>();
        for (Filter filter : ALWAYS_KEPT) lacks.addAll(filter.lacks(request, agent));
        for (Filter filter : others) lacks.addAll(filter.lacks(request, agent));
        return lacks;
    }

    private static void add(List<Reason> reasons, Filter filter, int agents) {
        if (agents > 0) reasons.add(new Reason(filter.name(), agents));
    }
}
