package io.slipway.core.placement;

import io.slipway.core.pipeline.Resources;
import io.slipway.core.placement.PlacementRules.Weighted;
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
    static final int WARM_LOOKS = 32;

    private final Placer placer;
    private final ClassOrder order;
    private final PlacementRules rules;
    private final Request request;
    private final RequestShape shape;
    private final Amounts wanted;
    private final long number;
    private final boolean leavesOutFailed;
    private final AgentSlot[] candidates = new AgentSlot[MOST_CANDIDATES];
    private final int[] refused;
    private int found;
    private int limit;
    private @Nullable AgentSlot firstRefused;

    Search(Placer placer, Request request, RequestShape shape, Amounts wanted, boolean leavesOutFailed) {
        this.placer = placer;
        this.order = placer.order();
        this.rules = placer.rules();
        this.request = request;
        this.shape = shape;
        this.wanted = wanted;
        this.number = placer.nextSearch();
        this.leavesOutFailed = leavesOutFailed;
        this.refused = new int[rules.filters().size()];
    }

    /** Whether any agent accepts. */
    boolean finds() {
        if (!request.warm().isEmpty()) lookAtWarm();
        if (!request.holder().isEmpty()) lookAtHeld();
        if (shape.prefersSome()) lookThrough(shape.preferredNodes, MOST_OF_A_CLASS);
        boolean cut = lookThrough(shape.nodes, MOST_OF_A_CLASS);
        if (cut && found < MOST_CANDIDATES) lookThrough(shape.nodes, MOST_CANDIDATES);
        return found > 0;
    }

    private void lookAtWarm() {
        int names = 0;
        for (String name : request.warm()) {
            if (names++ == WARM_NAMES) return;
            int looks = 0;
            for (AgentSlot slot : placer.warmWith(name)) {
                if (looks++ == WARM_LOOKS || found >= MOST_WARM) break;
                if (slot.standing == EquivalenceClass.Standing.OPEN && mayHaveRoom(slot)) offer(slot);
            }
        }
    }

    private void lookAtHeld() {
        for (AgentSlot slot : placer.heldFor(request.holder())) {
            if (found >= MOST_CANDIDATES) return;
            if (!slot.isTaken() && mayHaveRoom(slot)) offer(slot);
        }
    }

    private boolean mayHaveRoom(AgentSlot slot) {
        return shape.capable.get(slot.ofClass.position) && wanted.areFreeOn(slot);
    }

    /** Whether some class may have more to offer. */
    private boolean lookThrough(BitSet nodes, int mostOfAClass) {
        boolean cut = false;
        for (int at = order.next(0, nodes, wanted); at >= 0; at = order.next(at + 1, nodes, wanted)) {
            if (found >= MOST_CANDIDATES) return cut;
            limit = Math.min(MOST_CANDIDATES, found + mostOfAClass);
            cut |= !lookInto(order.classes[at]);
        }
        return cut;
    }

    /** Whether all that have room were shown. */
    private boolean lookInto(EquivalenceClass ofClass) {
        // Pieces are told apart only here: the index knows no more than how many there are of one thing or another.
        if (wanted.pieces > 0 && !wanted.fitIn(ofClass)) return true;
        boolean tightestFirst = request.group().isEmpty();
        if (!request.exclusive()) {
            return ofClass.open.visit(
                    wanted.milliCpu, wanted.memoryBytes, wanted.diskBytes, wanted.pieces, tightestFirst, this);
        }
        // Who is idle has everything free.
        if (!wanted.fitIn(ofClass)) return true;
        Resources all = ofClass.key.capacity();
        return ofClass.open.visit(
                all.milliCpu(), all.memoryBytes(), all.diskBytes(), wanted.pieces, tightestFirst, this);
    }

    @Override
    public boolean visit(AgentSlot slot) {
        offer(slot);
        return found < limit;
    }

    /** Somebody who has as much free as is wanted, but for pieces of the right kind. */
    private void offer(AgentSlot slot) {
        if (slot.seenBy == number) return;
        if (wanted.pieces > 0 && !wanted.areFreeOn(slot)) return;
        if (request.exclusive() && slot.running() > 0) return;
        if (leavesOutFailed && request.failedOn().contains(slot.id)) return;
        slot.seenBy = number;
        for (int i = 0; i < refused.length; i++) {
            if (rules.filters().get(i).accepts(request, slot)) continue;
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
        List<Weighted<Scorer>> all = rules.scorers();
        Scorer[] scorers = new Scorer[all.size()];
        double[] weights = new double[all.size()];
        double sameForAll = 0;
        int asked = 0;
        for (int i = 0; i < all.size(); i++) {
            Weighted<Scorer> each = all.get(i);
            if (each.scorer().matters(request)) {
                scorers[asked] = each.scorer();
                weights[asked++] = each.weight();
            } else {
                sameForAll += each.weight();
            }
        }
        AgentSlot best = candidates[0];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < found; i++) {
            AgentSlot slot = candidates[i];
            double total = slot.ofClass.total + sameForAll;
            for (int j = 0; j < asked; j++) total += weights[j] * scorers[j].score(request, slot);
            if (total > highest || total == highest && slot.compareTo(best) < 0) {
                highest = total;
                best = slot;
            }
        }
        return new Placed(best.id, scoresOf(best));
    }

    private List<Placed.Score> scoresOf(AgentSlot slot) {
        List<Weighted<ClassScorer>> ofClass = rules.classScorers();
        List<Weighted<Scorer>> ofAgent = rules.scorers();
        Placed.Score[] scores = new Placed.Score[ofClass.size() + ofAgent.size()];
        int at = 0;
        for (Weighted<ClassScorer> each : ofClass) {
            scores[at] = new Placed.Score(each.scorer().name(), each.weight(), slot.ofClass.scores[at]);
            at++;
        }
        for (Weighted<Scorer> each : ofAgent) {
            double score = each.scorer().matters(request) ? each.scorer().score(request, slot) : 1;
            scores[at++] = new Placed.Score(each.scorer().name(), each.weight(), score);
        }
        return List.of(scores);
    }
}
