package io.slipway.core.bridge;

import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.plan.Shards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes jobs that all start at once, for a host whose jobs cannot wait for each other. Each is started for tasks that nothing
 * else waits for, and runs by itself all that they need. What two jobs need is done in both: tasks are put where most of what
 * they need is done anyway. Tasks under one lock, and those that wait for a deploy, share a job, so that no lock is held and no
 * deploy is done twice.
 *
 * <p>The load of a job is the sum of d(t) over everything t that its tasks need, each counted once. Longest first, each goes
 * where it adds least and no load exceeds a bound, else where the load is then least; the bound is bisected, as in MULTIFIT
 * (Coffman, Garey and Johnson 1978). Of as many jobs as keep each at the target, the fewest that finish within five per cent
 * as soon. Stateless and deterministic. O(tasks that nothing waits for · jobs · what they need).
 */
public final class SelfContained {
    private static final Duration UNKNOWN = Duration.ofSeconds(1);

    /** Fewer jobs that finish as soon but for this share are better. */
    private static final double AS_SOON = 1.05;

    private static final int BISECTIONS = 6;

    private final CommitJobs work;
    private final List<TaskAddress> tasks;
    private final Map<TaskAddress, Integer> index = new HashMap<>();
    private final long[] millis;

    /** What is done in one job for certain: some ends, with all they need. */
    private record Bundle(List<TaskAddress> ends, BitSet all, long millis, MachineLabels.Kind kind) {}

    private SelfContained(CommitJobs work) {
        this.work = work;
        this.tasks = work.graph().nodes();
        this.millis = new long[tasks.size()];
        long[] known = tasks.stream()
                .flatMap(task -> work.expected(task).stream())
                .mapToLong(Duration::toMillis)
                .sorted()
                .toArray();
        long unknown = known.length == 0 ? UNKNOWN.toMillis() : known[known.length / 2];
        for (int i = 0; i < millis.length; i++) {
            index.put(tasks.get(i), i);
            millis[i] = work.expected(tasks.get(i)).map(Duration::toMillis).orElse(unknown);
        }
    }

    /**
     * The jobs, those that take longest first.
     *
     * @throws IllegalArgumentException when there would be too many of them, or no machine can run what must share a job
     */
    public static List<CommitJob> jobs(CommitJobs work) {
        return new SelfContained(work).jobs();
    }

    private List<CommitJob> jobs() {
        List<Bundle> whole = new ArrayList<>();
        List<Bundle> inParts = new ArrayList<>();
        for (Bundle bundle : bundles()) {
            boolean parts = bundle.ends().size() == 1
                    && work.hasParts(bundle.ends().get(0))
                    && work.parts(bundle.ends().get(0), work.rules().target()) > 1;
            (parts ? inParts : whole).add(bundle);
        }
        Map<MachineLabels.Kind, List<Bundle>> kinds = new LinkedHashMap<>();
        for (Bundle bundle : whole)
            kinds.computeIfAbsent(bundle.kind(), any -> new ArrayList<>()).add(bundle);
        int most = work.rules().mostJobs();
        if (kinds.size() + inParts.size() > most)
            throw new IllegalArgumentException(
                    kinds.size() + inParts.size() + " jobs for tasks that cannot share any, and " + most
                            + " are allowed; allow more, or select less");
        Duration target = work.rules().target();
        while (count(kinds, inParts, target) > most) target = target.multipliedBy(2);
        List<CommitJob> jobs = new ArrayList<>();
        for (Bundle bundle : inParts)
            jobs.add(job(bundle.ends(), bundle.all(), work.parts(bundle.ends().get(0), target), bundle.kind()));
        for (Map.Entry<MachineLabels.Kind, List<Bundle>> kind : kinds.entrySet())
            jobs.addAll(spread(kind.getValue(), wanted(kind.getValue(), target), kind.getKey()));
        jobs.sort(Comparator.comparing(CommitJob::expected).reversed().thenComparing(CommitJob::name));
        return jobs;
    }

    private long count(Map<MachineLabels.Kind, List<Bundle>> kinds, List<Bundle> inParts, Duration target) {
        long count = 0;
        for (List<Bundle> bundles : kinds.values()) count += wanted(bundles, target);
        for (Bundle bundle : inParts) count += work.parts(bundle.ends().get(0), target);
        return count;
    }

    private int wanted(List<Bundle> bundles, Duration target) {
        BitSet all = new BitSet();
        for (Bundle bundle : bundles) all.or(bundle.all());
        return Shards.count(Duration.ofMillis(sum(all)), target, bundles.size());
    }

    /** The ends of the graph, each with all it needs; together where something among that must not be done twice. */
    private List<Bundle> bundles() {
        List<BitSet> needed = new ArrayList<>();
        for (TaskAddress task : tasks) {
            BitSet all = new BitSet();
            all.set(needed.size());
            for (TaskAddress before : work.graph().predecessors(task)) all.or(needed.get(at(before)));
            needed.add(all);
        }
        int[] ends = tasks.stream()
                .filter(task -> work.graph().successors(task).isEmpty())
                .mapToInt(this::at)
                .toArray();
        Map<String, Integer> first = new HashMap<>();
        int[] joined = new int[ends.length];
        for (int i = 0; i < ends.length; i++) {
            joined[i] = i;
            for (String once : onlyOnce(needed.get(ends[i]))) {
                int other = root(joined, first.merge(once, i, (there, mine) -> there));
                int mine = root(joined, i);
                joined[Math.max(other, mine)] = Math.min(other, mine);
            }
        }
        Map<Integer, List<Integer>> together = new LinkedHashMap<>();
        for (int i = 0; i < ends.length; i++)
            together.computeIfAbsent(root(joined, i), any -> new ArrayList<>()).add(ends[i]);
        List<Bundle> bundles = new ArrayList<>();
        for (List<Integer> members : together.values()) {
            BitSet all = new BitSet();
            for (int end : members) all.or(needed.get(end));
            List<Task> needs =
                    all.stream().mapToObj(i -> work.task(tasks.get(i))).toList();
            bundles.add(new Bundle(
                    members.stream().map(tasks::get).toList(),
                    all,
                    sum(all),
                    work.rules().labels().of(needs)));
        }
        return bundles;
    }

    private Set<String> onlyOnce(BitSet all) {
        Set<String> once = new TreeSet<>();
        all.stream().mapToObj(tasks::get).forEach(task -> {
            work.lock(task).ifPresent(lock -> once.add("lock " + lock));
            if (work.task(task).kind() == TaskKind.DEPLOY) once.add("deploy " + task);
        });
        return once;
    }

    private static int root(int[] joined, int of) {
        int at = of;
        while (joined[at] != at) at = joined[at];
        return at;
    }

    private List<CommitJob> spread(List<Bundle> bundles, int most, MachineLabels.Kind kind) {
        List<Bundle> longestFirst = new ArrayList<>(bundles);
        longestFirst.sort(Comparator.comparingLong((Bundle bundle) -> -bundle.millis())); // stable: ties stay in order
        List<List<Bundle>> best = best(longestFirst, most);
        long soonest = longest(best);
        for (int fewer = most / 2; fewer >= 1; fewer /= 2) {
            List<List<Bundle>> tried = best(longestFirst, fewer);
            if (longest(tried) > soonest * AS_SOON) break;
            best = tried;
        }
        List<CommitJob> jobs = new ArrayList<>();
        for (List<Bundle> share : best) {
            if (share.isEmpty()) continue;
            Set<TaskAddress> ends = new LinkedHashSet<>();
            BitSet all = new BitSet();
            for (Bundle bundle : share) {
                ends.addAll(bundle.ends());
                all.or(bundle.all());
            }
            jobs.add(job(ends.stream().sorted(Comparator.comparingInt(this::at)).toList(), all, 1, kind));
        }
        return jobs;
    }

    private List<List<Bundle>> best(List<Bundle> longestFirst, int shares) {
        BitSet all = new BitSet();
        for (Bundle bundle : longestFirst) all.or(bundle.all());
        long low = Math.max(longestFirst.get(0).millis(), sum(all) / shares);
        List<List<Bundle>> best = spread(longestFirst, shares, low);
        long high = longest(best);
        for (int i = 0; i < BISECTIONS && low < high; i++) {
            long bound = (low + high) / 2;
            List<List<Bundle>> tried = spread(longestFirst, shares, bound);
            long then = longest(tried);
            if (then <= bound) high = bound;
            else low = bound + 1;
            if (then < longest(best)) best = tried;
        }
        return best;
    }

    private List<List<Bundle>> spread(List<Bundle> longestFirst, int shares, long bound) {
        BitSet[] done = new BitSet[shares];
        long[] load = new long[shares];
        List<List<Bundle>> spread = new ArrayList<>();
        for (int k = 0; k < shares; k++) {
            done[k] = new BitSet();
            spread.add(new ArrayList<>());
        }
        for (Bundle bundle : longestFirst) {
            int fitting = -1;
            long leastMore = Long.MAX_VALUE;
            int lightest = 0;
            long leastLoad = Long.MAX_VALUE;
            for (int k = 0; k < shares; k++) {
                long more = more(bundle.all(), done[k]);
                if (load[k] + more <= bound && more < leastMore) {
                    leastMore = more;
                    fitting = k;
                }
                if (load[k] + more < leastLoad) {
                    leastLoad = load[k] + more;
                    lightest = k;
                }
                if (load[k] == 0) break; // all that follow are as empty
            }
            int chosen = fitting >= 0 ? fitting : lightest;
            load[chosen] += more(bundle.all(), done[chosen]);
            spread.get(chosen).add(bundle);
            done[chosen].or(bundle.all());
        }
        return spread;
    }

    private long more(BitSet wanted, BitSet done) {
        long more = 0;
        for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) if (!done.get(i)) more += millis[i];
        return more;
    }

    private long longest(List<List<Bundle>> spread) {
        long longest = 0;
        for (List<Bundle> share : spread) {
            BitSet all = new BitSet();
            for (Bundle bundle : share) all.or(bundle.all());
            longest = Math.max(longest, sum(all));
        }
        return longest;
    }

    private long sum(BitSet all) {
        return more(all, new BitSet());
    }

    private CommitJob job(List<TaskAddress> ends, BitSet all, int parts, MachineLabels.Kind kind) {
        List<TaskAddress> everything = all.stream().mapToObj(tasks::get).toList();
        String name = ends.get(0) + (ends.size() == 1 ? "" : " and " + (ends.size() - 1) + " more");
        CommitJob job = work.job(name, 0, everything, Optional.of(List.of()), parts, kind, Optional.empty());
        return new CommitJob(
                name,
                0,
                ends,
                job.needs(),
                parts,
                job.labels(),
                job.lock(),
                job.timeout(),
                job.junit(),
                Duration.ofMillis(sum(all) / parts));
    }

    private int at(TaskAddress task) {
        return index.getOrDefault(task, 0);
    }
}
