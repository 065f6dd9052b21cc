package io.slipway.core.plan;

import io.slipway.core.agent.Agent;
import io.slipway.core.graph.Dag;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Tasks and agents as numbers in flat arrays, which is what planning runs on. Immutable after it is built; O(V + E + V
 * × agents of the tasks' classes).
 *
 * <p>Tasks are numbered in topological order, agents as they were given. Time is counted in the largest unit that all
 * durations are whole multiples of. Amounts are packed: every kind of resource that can run short is a lane of a
 * {@code long}, with one guard bit above it that is set in what is free and clear in what is wanted, so that one
 * subtraction and one mask tell for all lanes whether something fits (SIMD within a register, Lamport 1975).
 */
final class Backlog {
    /** Number of tasks. */
    final int size;
    /** Of task i: {@code before[beforeFrom[i]]} up to {@code before[beforeFrom[i + 1]]}, likewise after. */
    final int[] beforeFrom;

    final int[] before;
    final int[] afterFrom;
    final int[] after;

    /** How many nanoseconds a unit of time has. */
    final long unitNanos;
    /** On the fastest agent that can run it. */
    final long[] shortest;
    /** By agent and task; agents of equal speed share a row. */
    final long[][] duration;

    /** On an agent of speed 1, and by agent the speed. */
    final double[] base;

    final double[] speed;

    /** How many longs an amount takes. */
    final int words;
    /** The guard bits of each word. */
    final long[] guard;
    /** Word w of what task i wants is at {@code i * words + w}. */
    final long[] wanted;
    /** Word w of what agent k has is at {@code k * words + w}, guard bits set. */
    final long[] capacity;
    /** The same unpacked, for bounds: {@code amount[r][i]} and {@code room[r][k]}. */
    final long[][] amount;

    final long[][] room;

    /** By task: tasks of one class want the same amounts and can run on the same agents. */
    final int[] classOf;
    /** By class: the agents that can run it, those first that are faster and then those that fewer tasks can use. */
    final int[][] agentsOf;

    /**
     * @throws IllegalArgumentException when no agent could ever run a task
     */
    static <N> Backlog of(Dag<N> dag, Function<N, Work> workOf, List<Agent> agents) {
        if (agents.isEmpty()) throw new IllegalArgumentException("agents: none (expected: at least one)");
        List<Work> works = new ArrayList<>(dag.nodes().size());
        for (N node : dag.nodes()) works.add(workOf.apply(node));
        return new Backlog(dag, works, agents);
    }

    private <N> Backlog(Dag<N> dag, List<Work> works, List<Agent> agents) {
        List<N> nodes = dag.nodes();
        size = nodes.size();
        Map<N, Integer> numbers = new HashMap<>(size * 2);
        for (int i = 0; i < size; i++) numbers.put(nodes.get(i), i);
        afterFrom = new int[size + 1];
        beforeFrom = new int[size + 1];
        after = new int[dag.edgeCount()];
        before = new int[after.length];
        connect(dag, numbers);
        long[][] nanos = nanos(works, agents);
        unitNanos = unit(nanos);
        duration = inUnits(nanos);
        base = works.stream()
                .mapToDouble(work -> work.duration().toNanos() / (double) unitNanos)
                .toArray();
        speed = agents.stream().mapToDouble(Agent::speed).toArray();

        List<ToLongFunction<Resources>> kinds = kinds(works);
        amount = new long[kinds.size()][size];
        room = new long[kinds.size()][agents.size()];
        measure(kinds, works, agents);
        int[] word = new int[kinds.size()];
        int[] shift = new int[kinds.size()];
        words = arrangeLanes(word, shift);
        guard = new long[words];
        wanted = new long[size * words];
        capacity = new long[agents.size() * words];
        pack(word, shift);

        classOf = new int[size];
        agentsOf = classes(nodes, works, agents);
        shortest = new long[size];
        for (int i = 0; i < size; i++) shortest[i] = duration[agentsOf[classOf[i]][0]][i];
    }

    int agents() {
        return duration.length;
    }

    private <N> void connect(Dag<N> dag, Map<N, Integer> numbers) {
        int edges = 0;
        for (int i = 0; i < size; i++) {
            for (N next : dag.successors(dag.nodes().get(i))) {
                int then = numbers.getOrDefault(next, 0);
                after[edges++] = then;
                beforeFrom[then + 1]++;
            }
            afterFrom[i + 1] = edges;
        }
        for (int i = 0; i < size; i++) beforeFrom[i + 1] += beforeFrom[i];
        int[] filled = beforeFrom.clone();
        for (int i = 0; i < size; i++) {
            for (int e = afterFrom[i]; e < afterFrom[i + 1]; e++) before[filled[after[e]]++] = i;
        }
    }

    private static long[][] nanos(List<Work> works, List<Agent> agents) {
        Map<Double, long[]> bySpeed = new HashMap<>();
        long[][] nanos = new long[agents.size()][];
        for (int k = 0; k < nanos.length; k++) {
            nanos[k] = bySpeed.computeIfAbsent(agents.get(k).speed(), speed -> {
                long[] row = new long[works.size()];
                for (int i = 0; i < row.length; i++) {
                    long whole = works.get(i).duration().toNanos();
                    row[i] = speed == 1 ? whole : (long) Math.ceil(whole / speed);
                }
                return row;
            });
        }
        return nanos;
    }

    private static long unit(long[][] nanos) {
        long unit = 0;
        for (int k = 0; k < nanos.length; k++) {
            if (k > 0 && nanos[k] == nanos[k - 1]) continue;
            for (long value : nanos[k]) unit = unit == 1 ? 1 : gcd(unit, value);
        }
        return Math.max(1, unit);
    }

    private long[][] inUnits(long[][] nanos) {
        IdentityHashMap<long[], long[]> seen = new IdentityHashMap<>();
        long[][] units = new long[nanos.length][];
        for (int k = 0; k < nanos.length; k++) {
            units[k] = seen.computeIfAbsent(
                    nanos[k],
                    row -> Arrays.stream(row).map(value -> value / unitNanos).toArray());
        }
        return units;
    }

    private static long gcd(long a, long b) {
        return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).longValue();
    }

    private static List<ToLongFunction<Resources>> kinds(List<Work> works) {
        TreeSet<String> counted = new TreeSet<>();
        for (Work work : works) counted.addAll(work.resources().counts().keySet());
        List<ToLongFunction<Resources>> kinds = new ArrayList<>();
        kinds.add(Resources::milliCpu);
        kinds.add(Resources::memoryBytes);
        kinds.add(Resources::diskBytes);
        for (String name : counted) kinds.add(resources -> resources.count(name));
        return kinds;
    }

    private void measure(List<ToLongFunction<Resources>> kinds, List<Work> works, List<Agent> agents) {
        for (int r = 0; r < amount.length; r++) {
            long unit = 0;
            for (int i = 0; i < size; i++) {
                // What takes no time holds nothing, and may start where nothing is free.
                if (works.get(i).duration().isZero()) continue;
                amount[r][i] = kinds.get(r).applyAsLong(works.get(i).resources());
                unit = gcd(unit, amount[r][i]);
            }
            unit = Math.max(1, unit);
            for (int i = 0; i < size; i++) amount[r][i] /= unit;
            for (int k = 0; k < room[r].length; k++) {
                room[r][k] = kinds.get(r).applyAsLong(agents.get(k).capacity()) / unit;
            }
        }
    }

    private static final int LANE_BITS = 63;

    /** Gives each kind of resource its place; word -1 when nobody wants any of it. */
    private int arrangeLanes(int[] word, int[] shift) {
        List<Integer> used = new ArrayList<>();
        for (int r = 0; r < word.length; r++) {
            long most = Arrays.stream(amount[r]).max().orElse(0);
            word[r] = -1;
            if (most == 0) continue;
            long largest = Math.max(most, Arrays.stream(room[r]).max().orElse(0));
            int bits = Math.min(LANE_BITS, 64 - Long.numberOfLeadingZeros(largest)) + 1;
            for (int w = 0; w < used.size() && word[r] < 0; w++) if (used.get(w) + bits <= 64) word[r] = w;
            if (word[r] < 0) {
                word[r] = used.size();
                used.add(0);
            }
            shift[r] = used.get(word[r]);
            used.set(word[r], shift[r] + bits);
        }
        return Math.max(1, used.size());
    }

    private void pack(int[] word, int[] shift) {
        for (int r = 0; r < word.length; r++) {
            if (word[r] < 0) continue;
            long largest = Math.max(
                    Arrays.stream(amount[r]).max().orElse(0),
                    Arrays.stream(room[r]).max().orElse(0));
            int bits = Math.min(LANE_BITS, 64 - Long.numberOfLeadingZeros(largest));
            guard[word[r]] |= 1L << (shift[r] + bits);
            for (int i = 0; i < size; i++) wanted[i * words + word[r]] |= amount[r][i] << shift[r];
            for (int k = 0; k < room[r].length; k++) capacity[k * words + word[r]] |= room[r][k] << shift[r];
        }
        for (int k = 0; k < agents(); k++) for (int w = 0; w < words; w++) capacity[k * words + w] |= guard[w];
    }

    private <N> int[][] classes(List<N> nodes, List<Work> works, List<Agent> agents) {
        record Wishes(Resources resources, Selector requires, boolean instant) {}
        Map<Wishes, Integer> known = new HashMap<>();
        List<List<Integer>> able = new ArrayList<>();
        int[] users = new int[agents.size()];
        for (int i = 0; i < size; i++) {
            Work work = works.get(i);
            Wishes wishes = new Wishes(
                    work.resources(), work.requires(), work.duration().isZero());
            Integer number = known.get(wishes);
            if (number == null) {
                number = able.size();
                known.put(wishes, number);
                able.add(able(nodes.get(i), work, agents));
            }
            classOf[i] = number;
            for (int k : able.get(number)) users[k]++;
        }
        int[][] sorted = new int[able.size()][];
        for (int c = 0; c < sorted.length; c++) {
            sorted[c] = able.get(c).stream()
                    .sorted((a, b) -> {
                        int bySpeed = Double.compare(
                                agents.get(b).speed(), agents.get(a).speed());
                        return bySpeed != 0 ? bySpeed : Integer.compare(users[a], users[b]);
                    })
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        return sorted;
    }

    private static <N> List<Integer> able(N node, Work work, List<Agent> agents) {
        List<Integer> able = new ArrayList<>();
        for (int k = 0; k < agents.size(); k++) {
            Agent agent = agents.get(k);
            if (work.resources().fitsIn(agent.capacity())
                    && agent.labels().unmet(work.requires()).isEmpty()) able.add(k);
        }
        if (able.isEmpty())
            throw new IllegalArgumentException("work: " + work + " of " + node
                    + " (expected: something that at least one of the agents could run if it had nothing else to do)");
        return able;
    }

    Duration time(long units) {
        return Duration.ofNanos(Math.multiplyExact(units, unitNanos));
    }
}
