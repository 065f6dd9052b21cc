package io.slipway.core.fairshare;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for an agent, in the order in which it is their turn.
 *
 * <p><b>Between tenants</b> the share decides: weighted dominant-resource fairness (Ghodsi et al., NSDI 2011) at each
 * level of organisation, team and project. Of tenant <i>i</i> and resource <i>r</i> the use is
 *
 * <pre>{@code
 * U(i,r) = sum over its tasks of amount(r) * integral of 2^((t - now) / halfLife) dt while it runs
 * }</pre>
 *
 * and the turn is that of the least {@code U(i,r) / (capacity(r) * weight(i))}, where <i>r</i> is the dominant resource of
 * the task that waits: the one of which it takes the largest part. Of the firsts for each resource, the one goes whose
 * tenants have the least at the level where they part. A tenant whose tasks are all alike is thereby ordered
 * by its dominant share. One whose tasks are not, or whose projects need different things, is ordered by each apart: who
 * has used many GPUs that nobody else wanted still has its turn at CPUs. So no project starves because a sibling uses
 * something else, which ordering by the sum of a hierarchy does (Bhattacharya et al., SoCC 2013), and no tenant gains by
 * splitting into projects.
 *
 * <p>A task is charged when it starts, for as long as it is expected to run, and put right when it ends; so a decision is
 * seen by the next one at once. Who holds less than what is guaranteed to it comes before all who do not.
 *
 * <p><b>Within a tenant</b> the earliest goes first, where one of priority is worth {@link Fairness#ageing} of waiting;
 * then the highest rank; then who came first. A later one may still go before, when it needs most of something of which
 * its tenant has used less, compared with others, than of what the earlier one needs most.
 *
 * <p><b>Nobody starves</b> for want of a turn: the tenant whose turn it is, is offered first, so its part of what starts
 * is never given to others. What does not fit is passed over by what does; that this is not for ever, and that a place is
 * kept for it at last, is the caller's part.
 *
 * <p>Pure and deterministic: time is handed in, equals go by when they were added. Confined to one thread. With <i>n</i>
 * tenants and <i>d</i> demands that wait, each change and each decision is O((log n + log d) d / 64) for each resource;
 * tasks of a line cost O(log of their number). Under a tenant with a limit it is O(d) more.
 */
public final class FairShareQueue<T> {
    /** Beyond it a priority says no more; it keeps the reckoning within a long. */
    public static final int HIGHEST_PRIORITY = 1_000;

    /** What is charged at least at a time, as a part of a half-life. */
    private static final double SHORTEST_CHARGE = 1.0 / 1024;

    /** Who used less than this part of everything is like one who never came. */
    private static final double NEGLIGIBLE = 1e-6;

    private final Fairness fairness;
    private final DecayClock clock;
    private final TenantTree<T> tenants = new TenantTree<>();
    private final FairOrder order = new FairOrder(tenants.root);
    private Usage total = Usage.NOTHING;
    private long[] capacity = {};

    private final PriorityQueue<Integer> freeNumbers = new PriorityQueue<>();
    private final List<@Nullable Demand> numbered = new ArrayList<>();
    private int words = 1;

    private final TreeSet<Ticket<T>> charged = new TreeSet<>((a, b) -> {
        int byTime = Double.compare(a.paidUntil, b.paidUntil);
        return byTime != 0 ? byTime : Long.compare(a.sequence, b.sequence);
    });

    private @Nullable Pass<T> pass;
    private long sequence;
    private int waiting;

    public FairShareQueue(Fairness fairness) {
        this.fairness = requireNonNull(fairness, "fairness");
        this.clock = new DecayClock(fairness.halfLife());
        resource("");
    }

    /** What all agents have together. O(tenants and their demands). */
    public void capacity(Usage amounts) {
        if (amounts.equals(total)) return;
        total = amounts;
        for (String name : amounts.amounts().keySet()) resource(name);
        readCapacity();
        arrange();
    }

    /** What a tenant is entitled to; {@link Share#EQUAL} until something else is said. O(tenants and their demands). */
    public void share(Tenant tenant, Share share) {
        tenants.share(tenant, share);
        arrange();
    }

    /** What was said of the tenant. */
    public Share shareOf(Tenant tenant) {
        return tenants.share(tenant);
    }

    /** What tasks may ask for in common; see {@link Demand}. A task that asks for nothing is always first. */
    public Demand demand(Usage usage) {
        long[] amounts = new long[tenants.resources.size() + usage.amounts().size()];
        usage.amounts().forEach((name, amount) -> amounts[resource(name)] = amount);
        return new Demand(usage, Arrays.copyOf(amounts, tenants.resources.size()));
    }

    /**
     * Begins to wait.
     *
     * @param tenant who pays; all tasks of one tenant are in one line
     * @param priority higher comes first among the tasks of the tenant; within 1,000 of 0
     * @param since when it began to wait, for a build when the build did: who waits longer comes first
     * @param rank among those that wait equally long, the higher comes first
     */
    public Ticket<T> add(T item, Tenant tenant, Demand demand, int priority, Instant since, long rank) {
        Ticket<T> ticket = new Ticket<>(
                item,
                tenants.leaf(tenant, this::isIdle),
                demand,
                ++sequence,
                since,
                rank,
                priority,
                due(since, priority));
        ticket.leaf.tickets++;
        enter(ticket);
        return ticket;
    }

    private long due(Instant since, int priority) {
        if (Math.abs(priority) > HIGHEST_PRIORITY)
            throw new IllegalArgumentException(
                    "priority: " + priority + " (expected: " + -HIGHEST_PRIORITY + " to " + HIGHEST_PRIORITY + ")");
        long micros = Math.addExact(Math.multiplyExact(since.getEpochSecond(), 1_000_000L), since.getNano() / 1_000);
        return micros - priority * (fairness.ageing().toNanos() / 1_000);
    }

    /** Changes the priority of one that waits or is held. O(log n). */
    public void reprioritise(Ticket<T> ticket, int priority) {
        long due = due(ticket.since, priority);
        boolean waits = ticket.state == Ticket.State.WAITING;
        if (!waits) require(ticket, Ticket.State.HELD);
        if (waits) leave(ticket);
        ticket.priority = priority;
        ticket.due = due;
        if (waits) enter(ticket);
    }

    /** One that waits or is held asks for something else from now on. O(log n). */
    public void change(Ticket<T> ticket, Demand demand) {
        boolean waits = ticket.state == Ticket.State.WAITING;
        if (!waits) require(ticket, Ticket.State.HELD);
        if (waits) leave(ticket);
        ticket.demand = demand;
        if (waits) enter(ticket);
    }

    /** Takes it out of the line for a while, as while somebody has its lock. It keeps its place. O(log n). */
    public void hold(Ticket<T> ticket) {
        require(ticket, Ticket.State.WAITING);
        leave(ticket);
        ticket.state = Ticket.State.HELD;
    }

    /** Puts what was held back in its place. O(log n). */
    public void resume(Ticket<T> ticket) {
        require(ticket, Ticket.State.HELD);
        ticket.state = Ticket.State.WAITING;
        enter(ticket);
    }

    /** Ends the waiting of one that waits or is held, without starting it. O(log n). */
    public void remove(Ticket<T> ticket) {
        if (ticket.state == Ticket.State.HELD) {
            ticket.state = Ticket.State.GONE;
            ticket.leaf.tickets--;
            return;
        }
        require(ticket, Ticket.State.WAITING);
        leave(ticket);
        ticket.state = Ticket.State.GONE;
        ticket.leaf.tickets--;
    }

    /**
     * Begins a walk through those who wait, and ends the one before.
     *
     * @param now not before any time handed in so far
     */
    public Pass<T> pass(Instant now) {
        advance(now);
        long[] all = new long[words];
        Arrays.fill(all, -1L);
        Pass<T> begun = new Pass<>(this, all);
        pass = begun;
        return begun;
    }

    /** As {@link #pass(Instant)}, for when it is known that only tasks of these demands may fit. */
    public Pass<T> pass(Instant now, Iterable<Demand> mayFit) {
        advance(now);
        long[] some = new long[words];
        for (Demand demand : mayFit) if (demand.isNumbered()) DemandSet.add(some, demand.number);
        Pass<T> begun = new Pass<>(this, some);
        pass = begun;
        return begun;
    }

    /**
     * It waits no more but runs: its tenant is charged for the time it is expected to take. It need not have been
     * offered. O(log n).
     *
     * @param expected how long it will run, as far as anybody knows; when it runs longer, more is charged in time
     */
    public void started(Ticket<T> ticket, Duration expected, Instant now) {
        if (ticket.state == Ticket.State.WAITING) leave(ticket);
        else require(ticket, Ticket.State.HELD);
        advance(now);
        ticket.state = Ticket.State.RUNNING;
        ticket.startedAt = clock.now();
        double seconds = chargeable(DecayClock.seconds(expected));
        ticket.paidUntil = ticket.startedAt + seconds;
        ticket.leaf.running.add(ticket);
        charged.add(ticket);
        charge(ticket, clock.use(ticket.startedAt, ticket.paidUntil), 1);
    }

    /** It ended, however that was: what it was charged too much is given back. O(log n). */
    public void finished(Ticket<T> ticket, Instant now) {
        require(ticket, Ticket.State.RUNNING);
        advance(now);
        ticket.state = Ticket.State.GONE;
        ticket.leaf.running.remove(ticket);
        ticket.leaf.tickets--;
        charged.remove(ticket);
        charge(ticket, -clock.use(clock.now(), ticket.paidUntil), -1);
    }

    /**
     * The tenant used something before, of which this queue was not told: it counts as much now as holding {@code amounts}
     * for {@code lasting} just now would. O(log n).
     */
    public void usedBefore(Tenant tenant, Usage amounts, Duration lasting, Instant now) {
        advance(now);
        charge(tenants.leaf(tenant, this::isIdle), demand(amounts), clock.kept(DecayClock.seconds(lasting)), 0);
    }

    /**
     * All that wait, in the order in which it would be their turn if each started as soon as it is offered and ran as
     * long as expected; without those that a limit of their tenant would keep out. Ends the pass before, and changes
     * nothing else. O(n log n) for n that wait.
     *
     * @param expected how long a task will run, as far as anybody knows
     * @param now not before any time handed in so far
     */
    public List<Ticket<T>> order(Function<? super T, Duration> expected, Instant now) {
        Pass<T> walk = pass(now);
        List<double[]> used = new ArrayList<>(tenants.nodes.size());
        List<long[]> held = new ArrayList<>(tenants.nodes.size());
        for (TenantNode<T> node : tenants.nodes) {
            used.add(node.used.clone());
            held.add(node.held.clone());
        }
        List<Ticket<T>> order = new ArrayList<>(waiting);
        for (Optional<Ticket<T>> turn = walk.next(); turn.isPresent(); turn = walk.next()) {
            Ticket<T> ticket = turn.get();
            leave(ticket);
            ticket.state = Ticket.State.RUNNING;
            double seconds = chargeable(DecayClock.seconds(expected.apply(ticket.item())));
            charge(ticket, clock.use(clock.now(), clock.now() + seconds), 1);
            order.add(ticket);
        }
        pass = null;
        // Put back as it was, to the last bit: what is charged and given back may differ by a rounding.
        for (int i = 0; i < tenants.nodes.size(); i++) {
            tenants.nodes.get(i).used = used.get(i);
            tenants.nodes.get(i).held = held.get(i);
        }
        for (Ticket<T> ticket : order) {
            ticket.state = Ticket.State.WAITING;
            enter(ticket);
        }
        arrange();
        return order;
    }

    /**
     * Who should give back what others borrow, so that one that waits gets what its tenant is guaranteed: running tasks,
     * in the order in which they should end, so that each of them and all together may. None when the claimant would be
     * above what any of its tenants is guaranteed.
     *
     * <p>Those end that hold something of what is asked for, of the tenant that borrows most of it by its weight, the
     * last started first. Nobody falls below what is guaranteed to it, so nobody can claim back what it gave: two tenants
     * never take from each other in turns. Ask for one claimant at a time, and for the next when that one has started.
     * O(tenants and their running tasks) at worst.
     *
     * @param most how many to name at most
     */
    public List<Ticket<T>> giveBack(Ticket<T> claimant, int most) {
        return new GiveBack<>(claimant, most, capacity).find();
    }

    /** How many wait, without those that are held. */
    public int waiting() {
        return waiting;
    }

    /**
     * What part of the farm the tenant used lately: the largest of its parts of any resource, where what was used a
     * half-life ago counts half. 1 when it had all of something all the time.
     */
    public double used(Tenant tenant, Instant now) {
        advance(now);
        Optional<TenantNode<T>> node = tenants.find(tenant);
        double most = 0;
        for (int r = 0; node.isPresent() && r < capacity.length; r++) {
            if (capacity[r] > 0) most = Math.max(most, node.get().used[r] / capacity[r]);
        }
        return most * clock.worth();
    }

    /** Whether any tenant may hold no more than so much. */
    public boolean hasLimits() {
        return tenants.hasLimits();
    }

    /** The tenant because of which one that waits is not offered: it would hold more than it may. O(1). */
    public Optional<Tenant> whoHoldsTooMuch(Ticket<T> ticket) {
        List<String> names = new ArrayList<>();
        boolean found = false;
        for (TenantNode<T> node = ticket.leaf; node.parent != null; node = node.parent) {
            if (!found && node.limited && node.wouldPassLimit(ticket.demand())) found = true;
            if (found && !node.name.isEmpty()) names.add(0, node.name);
        }
        return found ? Optional.of(new Tenant(names)) : Optional.empty();
    }

    /** How many tenants it keeps in mind: those that have something here, used something lately, or have a share. */
    int tenants() {
        return tenants.size();
    }

    /** What the tenant's tasks hold now. */
    public Usage held(Tenant tenant) {
        Optional<TenantNode<T>> node = tenants.find(tenant);
        if (node.isEmpty()) return Usage.NOTHING;
        Map<String, Long> amounts = new TreeMap<>();
        tenants.resources.forEach((name, r) -> {
            if (node.get().held[r] > 0) amounts.put(name, node.get().held[r]);
        });
        return Usage.of(amounts);
    }

    void checkCurrent(Pass<T> asked) {
        if (asked != pass) throw new IllegalStateException("this pass has ended; ask the one that began last");
    }

    /** The first in fair order whose demand is wanted. */
    @Nullable
    Ticket<T> first(long[] wanted) {
        DemandOrder.Entry first = order.first(wanted);
        return first == null ? null : line(first).tickets.first();
    }

    @SuppressWarnings("unchecked") // only lines of this queue are below its tenants
    private Line<T> line(DemandOrder.Entry entry) {
        return (Line<T>) entry;
    }

    private void enter(Ticket<T> ticket) {
        Demand demand = ticket.demand();
        if (demand.waiting++ == 0) number(demand);
        waiting++;
        Line<T> line = ticket.leaf.lines.computeIfAbsent(demand, of -> newLine(of));
        line.tickets.add(ticket);
        headChanged(ticket.leaf, line);
    }

    private Line<T> newLine(Demand demand) {
        Line<T> line = new Line<>(++sequence, demand);
        line.serves = new long[words];
        DemandSet.add(line.serves, demand.number);
        return line;
    }

    private void leave(Ticket<T> ticket) {
        Demand demand = ticket.demand();
        Line<T> line = requireNonNull(ticket.leaf.lines.get(demand), "line");
        line.tickets.remove(ticket);
        headChanged(ticket.leaf, line);
        waiting--;
        if (--demand.waiting == 0) forgetNumber(demand);
    }

    private void headChanged(TenantNode<T> leaf, Line<T> line) {
        int resource = line.demand.dominant;
        DemandOrder order = leaf.waiting.get(resource);
        if (line.tickets.isEmpty()) {
            order.remove(line);
            leaf.lines.remove(line.demand);
        } else {
            Ticket<T> head = line.tickets.first();
            if (line.isIn()) {
                if (line.sequence == head.sequence) return;
                order.remove(line);
            }
            line.standFor(head.due, head.rank, head.sequence);
            order.add(line);
        }
        if (leaf.limited) markOverLimit(leaf);
        climb(leaf, resource);
    }

    private void climb(TenantNode<T> from, int resource) {
        TenantNode<T> node = from;
        while (node.parent != null) {
            if (node.limited && node != from) markOverLimit(node);
            if (!update(node, node.parent, resource)) return;
            node = node.parent;
        }
    }

    /** Puts the tenant where it belongs among its siblings, for one resource; whether anything changed. */
    private boolean update(TenantNode<T> node, TenantNode<T> parent, int resource) {
        DemandOrder below = node.waiting.get(resource);
        DemandOrder siblings = parent.waiting.get(resource);
        TenantNode.Standing<T> standing = node.standings.get(resource);
        if (below.isEmpty()) {
            if (!standing.isIn()) return false;
            siblings.remove(standing);
            return true;
        }
        double key = node.key(resource, capacity[resource]);
        DemandOrder.Entry earliest = below.earliest();
        if (standing.isIn() && standing.key == key && standing.sequence == earliest.sequence) {
            if (!serve(standing, below, node)) return false;
            siblings.refresh(standing);
            return true;
        }
        if (standing.isIn()) siblings.remove(standing);
        standing.key = key;
        standing.standFor(earliest.due, earliest.rank, earliest.sequence);
        serve(standing, below, node);
        siblings.add(standing);
        return true;
    }

    private boolean serve(TenantNode.Standing<T> standing, DemandOrder below, TenantNode<T> node) {
        long[] serves = below.serves();
        if (standing.serves.length != words) standing.serves = new long[words];
        boolean changed = false;
        for (int i = 0; i < words; i++) {
            long word = node.limited ? serves[i] & ~node.overLimit[i] : serves[i];
            changed |= standing.serves[i] != word;
            standing.serves[i] = word;
        }
        return changed;
    }

    private void charge(Ticket<T> ticket, double use, int sign) {
        charge(ticket.leaf, ticket.demand(), use, sign);
    }

    private void charge(TenantNode<T> leaf, Demand demand, double use, int sign) {
        TenantNode<T> node = leaf;
        while (node.parent != null) {
            for (int r = 0; r < demand.amounts.length; r++) {
                long amount = demand.amounts[r];
                if (amount == 0) continue;
                node.held[r] += sign * amount;
                node.used[r] = Math.max(0, node.used[r] + amount * use);
            }
            if (node.limited) markOverLimit(node);
            for (int r = 0; r < capacity.length; r++) update(node, node.parent, r);
            node = node.parent;
        }
    }

    /** O(demands that wait below it). */
    private void markOverLimit(TenantNode<T> node) {
        if (node.overLimit.length != words) node.overLimit = new long[words];
        Arrays.fill(node.overLimit, 0);
        for (DemandOrder order : node.waiting) {
            long[] serves = order.serves();
            for (int i = 0; i < serves.length; i++) {
                for (long bits = serves[i]; bits != 0; bits &= bits - 1) {
                    Demand demand = numbered.get((i << 6) + Long.numberOfTrailingZeros(bits));
                    if (demand != null && node.wouldPassLimit(demand)) DemandSet.add(node.overLimit, demand.number);
                }
            }
        }
    }

    private double chargeable(double seconds) {
        double halfLife = clock.halfLifeSeconds();
        return Math.min(halfLife, Math.max(halfLife * SHORTEST_CHARGE, seconds));
    }

    private void advance(Instant now) {
        if (clock.isFarBeyondReach(now)) skipTowards(now);
        while (clock.isBeyondReach(now)) {
            clock.advanceToReach();
            chargeAgain();
            rebase();
        }
        clock.advance(now);
        chargeAgain();
    }

    /** Nothing happened for so long that stepping through it would change nothing. */
    private void skipTowards(Instant now) {
        moveBase(clock.skipTowards(now), 0);
    }

    private void chargeAgain() {
        while (!charged.isEmpty() && charged.first().paidUntil <= clock.now()) {
            Ticket<T> ticket = charged.first();
            charged.remove(ticket);
            double from = ticket.paidUntil;
            // As long again as it has run: a task is charged anew only so often.
            ticket.paidUntil = from + chargeable(from - ticket.startedAt);
            charged.add(ticket);
            charge(ticket, clock.use(from, ticket.paidUntil), 0);
        }
    }

    private void rebase() {
        moveBase(clock.rebase(), DecayClock.REBASED);
    }

    private void moveBase(double seconds, double worth) {
        List<Ticket<T>> running = new ArrayList<>(charged);
        charged.clear();
        for (TenantNode<T> node : tenants.nodes) {
            for (int r = 0; r < node.used.length; r++) node.used[r] *= worth;
        }
        for (Ticket<T> ticket : running) {
            ticket.startedAt -= seconds;
            ticket.paidUntil = Math.max(0, ticket.paidUntil - seconds);
            charged.add(ticket);
        }
        arrange();
    }

    /** Puts everything in order anew. */
    private void arrange() {
        for (TenantNode<T> node : tenants.nodes) {
            node.waiting.forEach(DemandOrder::clear);
            node.standings.forEach(DemandOrder.Entry::forget);
        }
        tenants.root.waiting.forEach(DemandOrder::clear);
        for (Demand demand : numbered) {
            if (demand != null) demand.dominant = dominant(demand);
        }
        // Children come after their parents in the list, so that backwards everything below a tenant is in order
        // already.
        for (int i = tenants.nodes.size() - 1; i >= 0; i--) {
            TenantNode<T> node = tenants.nodes.get(i);
            // In any order: keys and heights alone decide what the tree looks like.
            for (Line<T> line : node.lines.values()) {
                line.forget();
                line.serves = DemandSet.grown(line.serves, words, 0);
                node.waiting.get(line.demand.dominant).add(line);
            }
            if (node.limited) markOverLimit(node);
            TenantNode<T> parent = node.parent;
            for (int r = 0; parent != null && r < capacity.length; r++) update(node, parent, r);
        }
    }

    private int dominant(Demand demand) {
        int dominant = 0;
        double largest = 0;
        for (int r = 0; r < demand.amounts.length; r++) {
            double part = capacity[r] == 0 ? 0 : (double) demand.amounts[r] / capacity[r];
            if (part <= largest) continue;
            largest = part;
            dominant = r;
        }
        return dominant;
    }

    private void number(Demand demand) {
        Integer free = freeNumbers.poll();
        if (free == null) {
            free = numbered.size();
            numbered.add(demand);
        } else {
            numbered.set(free, demand);
        }
        demand.number = free;
        demand.dominant = dominant(demand);
        if (free >> 6 >= words) {
            words *= 2;
            arrange();
        }
        if (pass != null) pass.numbered(demand, words);
    }

    private void forgetNumber(Demand demand) {
        numbered.set(demand.number, null);
        freeNumbers.add(demand.number);
        demand.forgetNumber();
    }

    private int resource(String name) {
        Integer known = tenants.resources.get(name);
        if (known != null) return known;
        int number = tenants.addResource(name);
        readCapacity();
        return number;
    }

    private void readCapacity() {
        capacity = new long[tenants.resources.size()];
        tenants.resources.forEach((name, r) -> capacity[r] = total.amount(name));
    }

    private boolean isIdle(TenantNode<T> leaf) {
        if (leaf.tickets > 0) return false;
        for (int r = 0; r < capacity.length; r++) {
            if (leaf.used[r] * clock.worth() > NEGLIGIBLE * Math.max(1, capacity[r])) return false;
        }
        return true;
    }

    private static <T> void require(Ticket<T> ticket, Ticket.State state) {
        if (ticket.state != state)
            throw new IllegalStateException(ticket + " is " + ticket.state + ", not " + state + "; please report this");
    }
}
