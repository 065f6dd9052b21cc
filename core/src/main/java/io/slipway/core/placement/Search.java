package io.slipway.core.placement;

import io.slipway.core.placement.PlacementRules.Weighted;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look for the candidates of a request and the best of them. The rule is told in {@link Placer}. Confined to the
 * placer's thread; of no use after the placer has changed.
 */
final class Search implements FreeTree.Visitor {
    static final int MOST_CANDIDATES = 16;
    static final int MOST_OF_A_CLASS = 4;
    static final int MOST_WARM = 4;
    static final int WARM_NAMES = 4;
    static final int WARM_LOOKS = 64;

    private final Placer placer;
    private final ClassOrder order;
    private final List<Filter> filters;
    private final Request request;
    private final RequestShape shape;
    private final long number;
    private final boolean leavesOutFailed;
    private final AgentSlot[] candidates = new AgentSlot[MOST_CANDIDATES];
    private final int[] refused;
    private int found;
    private int limit;
    private @Nullable AgentSlot firstRefused;

    Search(Placer placer, Request request, RequestShape shape, boolean leavesOutFailed) {
        this.placer = placer;
        this.order = placer.order();
        this.filters = placer.rules().filters();
        this.request = request;
        this.shape = shape;
        this.number = placer.nextSearch();
        this.leavesOutFailed = leavesOutFailed;
        this.refused = new int[filters.size()];
    }

    /** Whether any agent accepts. */
    boolean finds() {
        lookAtWarm();
        lookAtHeld();
        if (shape.preferredNodes != shape.nodes) lookThrough(shape.preferredNodes, MOST_OF_A_CLASS);
        boolean cut = lookThrough(shape.nodes, MOST_OF_A_CLASS);
        if (cut && found < MOST_CANDIDATES) lookThrough(shape.nodes, MOST_CANDIDATES);
        return found > 0;
    }

    private void lookAtWarm() {
        limit = MOST_WARM;
        int names = 0;
        for (String name : request.warm()) {
            if (names++ == WARM_NAMES) return;
            int looks = 0;
            for (AgentSlot slot : placer.warmWith(name)) {
                if (looks++ == WARM_LOOKS || found >= limit) break;
                if (slot.standing == EquivalenceClass.Standing.OPEN) offer(slot);
            }
        }
    }

    private void lookAtHeld() {
        if (request.holder().isEmpty()) return;
        limit = MOST_CANDIDATES;
        for (AgentSlot slot : placer.heldFor(request.holder())) {
            if (found >= limit) return;
            if (!slot.isTaken()) offer(slot);
        }
    }

    /** Whether some class may have more to offer. */
    private boolean lookThrough(BitSet nodes, int mostOfAClass) {
        boolean cut = false;
        for (int at = order.next(0, nodes, shape); at >= 0; at = order.next(at + 1, nodes, shape)) {
            if (found >= MOST_CANDIDATES) return cut;
            limit = Math.min(MOST_CANDIDATES, found + mostOfAClass);
            cut |= !lookInto(order.classes[at]);
        }
        return cut;
    }

    private boolean lookInto(EquivalenceClass ofClass) {
        boolean tightestFirst = request.group().isEmpty();
        if (!request.exclusive()) {
            return ofClass.open.visit(
                    shape.milliCpu, shape.memoryBytes, shape.diskBytes, shape.pieces, tightestFirst, this);
        }
        // Whoever is idle has everything free.
        var all = ofClass.key.capacity();
        return ofClass.open.visit(
                all.milliCpu(), all.memoryBytes(), all.diskBytes(), shape.pieces, tightestFirst, this);
    }

    /** One of a class that will do, with as much free as is wanted. */
    @Override
    public boolean visit(AgentSlot slot) {
        offer(slot);
        return found < limit;
    }

    private void offer(AgentSlot slot) {
        if (slot.seenBy == number) return;
        if (!shape.hasRoom(slot)) return;
        if (request.exclusive() && slot.running() > 0) return;
        if (leavesOutFailed && request.failedOn().contains(slot.id)) return;
        slot.seenBy = number;
        for (int i = 0; i < refused.length; i++) {
            if (filters.get(i).accepts(request, slot)) continue;
            refused[i]++;
            if (firstRefused == null) firstRefused = slot;
            return;
        }
        candidates[found++] = slot;
    }

    /** How many agents with room the filter refused that is at this place among the rules'; when nobody was found. */
    int refusedBy(int filter) {
        return refused[filter];
    }

    /** An agent with room that a filter of the rules refused; when nobody was found. */
    @Nullable
    AgentSlot firstRefused() {
        return firstRefused;
    }

    /** The one with the highest score; after {@link #finds}. */
    Placed best() {
        List<Weighted<Scorer>> scorers = placer.rules().scorers();
        AgentSlot best = candidates[0];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < found; i++) {
            AgentSlot slot = candidates[i];
            double total = slot.ofClass.total;
            for (Weighted<Scorer> each : scorers)
                total += each.weight() * each.scorer().score(request, slot);
            if (total > highest || total == highest && slot.id.compareTo(best.id) < 0) {
                highest = total;
                best = slot;
            }
        }
        return new Placed(best.id, scoresOf(best));
    }

    private List<Placed.Score> scoresOf(AgentSlot slot) {
        List<Weighted<ClassScorer>> ofClass = placer.rules().classScorers();
        List<Weighted<Scorer>> ofAgent = placer.rules().scorers();
        List<Placed.Score> scores = new ArrayList<>(ofClass.size() + ofAgent.size());
        for (int i = 0; i < ofClass.size(); i++) {
            Weighted<ClassScorer> each = ofClass.get(i);
            scores.add(new Placed.Score(each.scorer().name(), each.weight(), slot.ofClass.scores[i]));
        }
        for (Weighted<Scorer> each : ofAgent) {
            scores.add(new Placed.Score(
                    each.scorer().name(), each.weight(), each.scorer().score(request, slot)));
        }
        return scores;
    }
}
