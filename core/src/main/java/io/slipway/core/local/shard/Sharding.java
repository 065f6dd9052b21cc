package io.slipway.core.local.shard;

import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Shard;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Shards;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Says how many parts split tasks have and deals their test files out, by how long they took. The same files and the same
 * past give the same parts.
 *
 * <p>A file stays where it is as long as that goes, so that a part none of whose files changed is reused; a new file goes to
 * the part that has least to do. All is dealt anew, or into another number of parts, when that makes the longest part
 * clearly shorter <em>and</em> something changed that all parts read: then each of them has to run anyway.
 *
 * <p>Confined to one thread.
 */
public final class Sharding {
    /** A longest part shorter by less is not worth the confusion. */
    private static final double WORTH_IT = 1.2;

    private static final String REPORTS = "junit";

    private final Path root;
    private final ShardHistory history;
    private final Map<TaskAddress, Integer> counts = new TreeMap<>();

    /** Split tasks by the address of the whole, as they were before files were dealt out. */
    private final SortedMap<TaskAddress, Whole> wholes = new TreeMap<>();

    /**
     * @param root of the workspace
     * @param own directory of what is remembered in the workspace
     * @param shared directory of what is remembered for all workspaces
     */
    public Sharding(Path root, Path own, Path shared) {
        this.root = root;
        this.history = new ShardHistory(own, shared);
        history.counts().forEach(counts::put);
    }

    /** A split task: its first part, which is like the others, and the test files of all. */
    private record Whole(TaskAddress address, Task like, List<String> files) {
        Shard shard() {
            return like.terms().shard().orElseThrow();
        }

        /** What is read by all parts: its inputs but for the test files. */
        PathSet rest() {
            List<String> patterns = new ArrayList<>(like.inputs().patterns());
            for (String pattern : shard().files().patterns())
                patterns.add(pattern.startsWith("!") ? pattern.substring(1) : "!" + pattern);
            return patterns.isEmpty() || patterns.get(0).startsWith("!") ? PathSet.none() : new PathSet(patterns);
        }

        String restIn(Tree source) {
            return rest().select(source, like.directory()).digest().hash();
        }
    }

    /** Whether a task of the pipeline is split. */
    public static boolean concerns(Pipeline pipeline) {
        return pipeline.tasks().stream().anyMatch(task -> task.terms().shard().isPresent());
    }

    /** How many parts those tasks have that leave it to recorded times, as far as is known. */
    public Map<TaskAddress, Integer> counts() {
        return Map.copyOf(counts);
    }

    /**
     * Looks at the tasks as they were read and at what is remembered of them.
     *
     * @param sources paths of all source files
     * @param source asked only when another split would be better
     * @return whether they have to be read again, as one of them has another number of parts now
     */
    public boolean reconsider(Pipeline read, List<String> sources, Supplier<Tree> source) {
        wholes.clear();
        for (Task task : read.tasks()) {
            task.terms().shard().filter(shard -> shard.index() == 1).ifPresent(shard -> note(task, shard, sources));
        }
        boolean changed = false;
        for (Whole whole : wholes.values()) {
            PastShards past = history.of(whole.address());
            int wanted = count(whole, past);
            boolean isOther = past.count() == 0 || (whole.shard().each().isEmpty() && past.count() != wanted);
            if (isOther || (isBetterAnew(whole, past, wanted) && !past.rest().equals(whole.restIn(source.get())))) {
                past = past.dealtAs(wanted, new TreeMap<>());
            }
            history.put(whole.address(), past);
            if (whole.shard().each().isEmpty()) continue;
            counts.put(whole.address(), past.count());
            changed |= past.count() != whole.shard().total();
        }
        return changed;
    }

    private void note(Task task, Shard shard, List<String> sources) {
        List<String> files = new ArrayList<>();
        PathSet wanted = shard.files().in(task.directory());
        if (!wanted.isEmpty()) for (String path : sources) if (wanted.matches(path)) files.add(path);
        TaskAddress address = Shard.whole(task.address());
        wholes.put(address, new Whole(address, task, List.copyOf(new TreeSet<>(files))));
    }

    /** As written; with {@code auto}, as many as keep each about as long as wished, from what is known. */
    private static int count(Whole whole, PastShards past) {
        Shard shard = whole.shard();
        if (shard.each().isEmpty()) return shard.total();
        int most = whole.files().isEmpty()
                ? Shard.MOST
                : Math.min(Shard.MOST, whole.files().size());
        return past.expectedWhole()
                .map(all -> Shards.count(all, shard.each().get(), most))
                .orElse(1);
    }

    private static boolean isBetterAnew(Whole whole, PastShards past, int wanted) {
        if (wanted != past.count()) {
            double now = past.expectedWhole().map(Duration::toMillis).orElse(0L) / (double) past.count();
            double each = whole.shard().each().map(Duration::toMillis).orElse(1L);
            if (now > each * WORTH_IT || now < each / 2) return true;
        }
        if (whole.files().isEmpty()) return false;
        long kept = longest(deal(whole, past, past.count()));
        long anew = longest(Shards.balance(whole.files(), past::expected, past.count()));
        return kept > anew * WORTH_IT;
    }

    private static long longest(List<Shards.Shard<String>> parts) {
        long longest = 0;
        for (Shards.Shard<String> part : parts)
            longest = Math.max(longest, part.expected().toMillis());
        return longest;
    }

    private static List<Shards.Shard<String>> deal(Whole whole, PastShards past, int count) {
        return Shards.balance(whole.files(), past::expected, count, past::dealt);
    }

    /** The same tasks, each part with its test files: it reads no other ones, and is told their names. */
    public Pipeline deal(Pipeline read) {
        Map<TaskAddress, List<Shards.Shard<String>>> dealt = new TreeMap<>();
        for (Whole whole : wholes.values()) {
            PastShards past = history.of(whole.address());
            List<Shards.Shard<String>> parts = deal(whole, past, whole.shard().total());
            TreeMap<String, Integer> places = new TreeMap<>();
            for (int i = 0; i < parts.size(); i++)
                for (String file : parts.get(i).items()) places.put(file, i);
            history.put(whole.address(), past.dealtAs(whole.shard().total(), places));
            if (!whole.shard().files().isEmpty()) dealt.put(whole.address(), parts);
        }
        return dealt.isEmpty() ? read : read.with(task -> dealt(task, dealt));
    }

    private Task dealt(Task task, Map<TaskAddress, List<Shards.Shard<String>>> dealt) {
        Optional<Shard> shard = task.terms().shard();
        TaskAddress address = Shard.whole(task.address());
        List<Shards.Shard<String>> parts = dealt.get(address);
        Whole whole = wholes.get(address);
        if (shard.isEmpty() || parts == null || whole == null) return task;
        List<String> mine = parts.get(shard.get().index() - 1).items();
        if (mine.isEmpty()) return task.idle();
        List<String> names = new ArrayList<>();
        List<String> patterns = new ArrayList<>(whole.rest().patterns());
        for (String file : mine) {
            String name = relative(file, task.directory());
            names.add(name);
            patterns.add(literal(name));
        }
        TreeMap<String, String> env = new TreeMap<>(task.env());
        env.put(Shard.FILES_VARIABLE, String.join("\n", names));
        return task.doing(task.command(), new PathSet(patterns), env);
    }

    /** A pattern of this name; what would mean something in a pattern is any one character. */
    private static String literal(String name) {
        return name.replaceAll("[*?\\[\\]{}\\\\!]", "?");
    }

    /** Seen from the directory of the service, which a test file may lie outside of. */
    private static String relative(String file, String directory) {
        if (directory.isEmpty()) return file;
        return Path.of(directory).relativize(Path.of(file)).toString().replace(File.separatorChar, '/');
    }

    /**
     * Remembers how it went.
     *
     * @param source of the run
     * @param ran how long each part took that ran and succeeded
     */
    public void learn(Pipeline dealt, Tree source, Map<TaskAddress, Duration> ran) {
        if (wholes.isEmpty()) return;
        for (Whole whole : wholes.values()) {
            PastShards past = history.of(whole.address()).reading(whole.restIn(source));
            List<Task> parts = new ArrayList<>();
            for (int i = 1; i <= whole.shard().total(); i++) {
                TaskAddress part = new Shard(
                                i,
                                whole.shard().total(),
                                whole.shard().files(),
                                whole.shard().each())
                        .of(whole.address());
                dealt.find(part).filter(task -> ran.containsKey(part)).ifPresent(parts::add);
            }
            if (!parts.isEmpty()) {
                boolean all = parts.size() == whole.shard().total();
                Duration together = Duration.ZERO;
                for (Task part : parts) together = together.plus(ran.get(part.address()));
                past = past.taught(
                        took(parts, ran), new TreeSet<>(whole.files()), all ? Optional.of(together) : Optional.empty());
            }
            history.put(whole.address(), past);
        }
        history.save();
    }

    /** Each file as long as its JUnit report says; where none says, as long as the others of its part that none names. */
    private SortedMap<String, Duration> took(List<Task> parts, Map<TaskAddress, Duration> ran) {
        TestTimes reported = reported(parts);
        SortedMap<String, Duration> took = new TreeMap<>();
        for (Task part : parts) {
            String names = part.env().getOrDefault(Shard.FILES_VARIABLE, "");
            List<String> silent = new ArrayList<>();
            Duration left = ran.getOrDefault(part.address(), Duration.ZERO);
            for (String name : names.split("\n", -1)) {
                if (name.isEmpty()) continue;
                String path =
                        Path.of(part.directory()).resolve(name).normalize().toString();
                Optional<Duration> time = reported.expected(name).or(() -> reported.expected(path));
                if (time.isEmpty()) silent.add(path);
                time.ifPresent(known -> took.put(path, known));
                if (time.isPresent()) left = left.minus(time.get());
            }
            if (left.isNegative()) left = Duration.ZERO;
            for (String path : silent) took.put(path, left.dividedBy(silent.size()));
        }
        return took;
    }

    /** What can be read of the reports; estimates are missing for the rest, nothing else. */
    private TestTimes reported(List<Task> parts) {
        TestTimes times = new TestTimes();
        TreeSet<String> reports = new TreeSet<>();
        for (Task part : parts) reports.addAll(reportsOf(part));
        for (String report : reports) addTo(times, root.resolve(report));
        return times;
    }

    private List<String> reportsOf(Task part) {
        PathSet patterns = part.reports().getOrDefault(REPORTS, PathSet.none());
        try {
            return TestFiles.matching(root, patterns.in(part.directory()).patterns());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void addTo(TestTimes times, Path report) {
        try {
            times.add(Files.readAllBytes(report));
        } catch (IOException | IllegalArgumentException e) {
            return;
        }
    }
}
