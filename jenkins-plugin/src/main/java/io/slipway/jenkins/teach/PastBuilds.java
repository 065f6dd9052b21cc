package io.slipway.jenkins.teach;

import static java.util.Objects.requireNonNull;

import io.slipway.core.estimate.Estimate;
import io.slipway.core.estimate.RecentDurations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What finished builds teach about the next one of their kind: how long the last 20 took, and on which nodes it ran
 * lately, where its workspace is. Kept in one file, so that a restarted controller knows what it knew.
 *
 * <p>A kind of build is a <i>work</i>: the full name of a job, the name of a job and a block of its Pipeline, or the
 * address of a task. Those that were told of least lately are forgotten beyond a number, so neither memory nor file grow
 * without end.
 *
 * <p>The file is replaced as a whole by {@link #save}, after the new one is on disk: a reader after a crash sees the old
 * one or the new one. A line that cannot be read is left out; what is lost is an estimate, never a result.
 *
 * <p>Thread-safe; questions are answered from memory without waiting for anybody, in O(1). To be told of something is O(1)
 * on average; {@link #save} writes all works.
 */
public final class PastBuilds {
    /** So many works take about 5 MB of memory, and 3 MB of file. */
    public static final int MOST_WORKS = 10_000;

    /** Enough to tell the tenth from the ninetieth percentile. */
    private static final int DURATIONS_KEPT = 20;

    /** A workspace that was not used for longer is likely to have been cleaned up. */
    private static final int NODES_KEPT = 8;

    private static final String HEADER = "slipway past builds 1";

    private final Path file;
    private final int most;
    private final Map<String, Lesson> lessons = new ConcurrentHashMap<>();

    /** What was worked out from lessons when it was asked for. */
    private final Map<String, Expected> expected = new ConcurrentHashMap<>();

    /** Counts what it was told, so that it is known what came least lately. */
    private final AtomicLong told = new AtomicLong();

    private final Object saving = new Object();

    /** The count when it was saved last. */
    private long saved;

    private PastBuilds(Path file, int most) {
        this.file = file;
        this.most = most;
    }

    /** What is known of one work. */
    private record Lesson(long told, List<Duration> oldestFirst, List<String> latestNodesFirst) {
        static final Lesson NOTHING = new Lesson(0, List.of(), List.of());

        Lesson took(long told, Duration duration) {
            List<Duration> more = new ArrayList<>(oldestFirst);
            more.add(duration);
            if (more.size() > DURATIONS_KEPT) more.remove(0);
            return new Lesson(told, List.copyOf(more), latestNodesFirst);
        }

        Lesson ranOn(long told, String node) {
            List<String> nodes = new ArrayList<>();
            nodes.add(node);
            for (String other : latestNodesFirst) {
                if (nodes.size() < NODES_KEPT && !other.equals(node)) nodes.add(other);
            }
            return new Lesson(told, oldestFirst, List.copyOf(nodes));
        }
    }

    /** @param after what the work was told last */
    private record Expected(long after, Estimate next) {}

    /** Reads what is there; nothing is there at first. */
    public static PastBuilds open(Path file) throws IOException {
        return open(file, MOST_WORKS);
    }

    /**
     * @param most how many works are remembered
     * @throws IOException when there is a file, but it cannot be read
     */
    public static PastBuilds open(Path file, int most) throws IOException {
        if (most < 1) throw new IllegalArgumentException("most: " + most + " (expected: >= 1)");
        PastBuilds past = new PastBuilds(requireNonNull(file, "file"), most);
        List<String> lines = WholeFile.lines(file);
        // Another version's file is replaced at the next save.
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) return past;
        for (String line : lines.subList(1, lines.size())) past.read(line);
        past.forget();
        past.saved = past.told.get();
        return past;
    }

    private void read(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 3 || fields[0].isEmpty()) return;
        List<Duration> durations = new ArrayList<>();
        List<String> nodes = new ArrayList<>();
        try {
            for (String millis : listOf(fields[1])) durations.add(millis(millis));
            for (String node : listOf(fields[2])) nodes.add(unquoted(node));
            if (durations.size() > DURATIONS_KEPT || nodes.size() > NODES_KEPT) return;
            lessons.put(
                    unquoted(fields[0]),
                    new Lesson(told.incrementAndGet(), List.copyOf(durations), List.copyOf(nodes)));
        } catch (IllegalArgumentException e) {
            return; // the next save drops the line
        }
    }

    private static Duration millis(String text) {
        long millis = Long.parseLong(text);
        if (millis < 0) throw new IllegalArgumentException("millis: " + millis + " (expected: >= 0)");
        return Duration.ofMillis(millis);
    }

    private static List<String> listOf(String field) {
        return field.isEmpty() ? List.of() : List.of(field.split(",", -1));
    }

    /** A build ran to its end: not one that failed early or was aborted, whose time says nothing. */
    public void took(String work, Duration duration) {
        if (duration.isNegative()) throw new IllegalArgumentException("duration: " + duration + " (expected: >= 0)");
        lessons.compute(
                work, (name, known) -> (known == null ? Lesson.NOTHING : known).took(told.incrementAndGet(), duration));
        forget();
    }

    /** A build ran there, however it ended: the node has its workspace now. */
    public void ranOn(String work, String node) {
        requireNonNull(node, "node");
        lessons.compute(
                work, (name, known) -> (known == null ? Lesson.NOTHING : known).ranOn(told.incrementAndGet(), node));
        forget();
    }

    /** A tenth at a time, so that putting them in order is worth it. */
    private void forget() {
        if (lessons.size() <= most) return;
        List<Map.Entry<String, Lesson>> leastLatelyFirst = inOrder();
        int tooMany = leastLatelyFirst.size() - most + most / 10;
        for (Map.Entry<String, Lesson> each : leastLatelyFirst.subList(0, tooMany)) {
            lessons.remove(each.getKey(), each.getValue());
            expected.remove(each.getKey());
        }
    }

    private List<Map.Entry<String, Lesson>> inOrder() {
        List<Map.Entry<String, Lesson>> all = new ArrayList<>();
        lessons.forEach((work, lesson) -> all.add(Map.entry(work, lesson)));
        all.sort(Comparator.comparingLong(each -> each.getValue().told()));
        return all;
    }

    /** How long the last 20 took; absent when none has finished. */
    public Optional<Spread> spread(String work) {
        @Nullable Lesson lesson = lessons.get(work);
        if (lesson == null || lesson.oldestFirst().isEmpty()) return Optional.empty();
        return Optional.of(new Spread(lesson.oldestFirst()));
    }

    /** What the last 20 let expect of the next one; absent when none has finished. The first time it costs O(20). */
    public Optional<Duration> expected(String work) {
        return estimate(work).map(Estimate::point);
    }

    /** The same with its bounds. */
    public Optional<Estimate> estimate(String work) {
        @Nullable Lesson lesson = lessons.get(work);
        if (lesson == null || lesson.oldestFirst().isEmpty()) return Optional.empty();
        @Nullable Expected known = expected.get(work);
        if (known == null || known.after() != lesson.told()) {
            known = new Expected(
                    lesson.told(),
                    RecentDurations.estimate(lesson.oldestFirst()).orElseThrow());
            expected.put(work, known);
        }
        return Optional.of(known.next());
    }

    /** Nodes where it ran, the last one first; at most 8. */
    public List<String> nodes(String work) {
        @Nullable Lesson lesson = lessons.get(work);
        return lesson == null ? List.of() : lesson.latestNodesFirst();
    }

    /**
     * Writes what changed. Blocks for the disk; builds can be told of meanwhile.
     *
     * @throws IOException when it cannot be written; what is known stays in memory, and the next time tries again
     */
    public void save() throws IOException {
        synchronized (saving) {
            long now = told.get();
            if (now == saved) return;
            WholeFile.replace(file, text());
            saved = now;
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (Map.Entry<String, Lesson> each : inOrder()) {
            Lesson lesson = each.getValue();
            text.append(quoted(each.getKey())).append('\t');
            String between = "";
            for (Duration duration : lesson.oldestFirst()) {
                text.append(between).append(duration.toMillis());
                between = ",";
            }
            text.append('\t');
            between = "";
            for (String node : lesson.latestNodesFirst()) {
                text.append(between).append(quoted(node));
                between = ",";
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Names are anything; what parts them is written as % and the number of the character, and so is the built-in node. */
    private static String quoted(String name) {
        if (name.isEmpty()) return "%";
        StringBuilder quoted = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > ' ' && c != '%' && c != ',' && c != 0x7f && c != 0x85) quoted.append(c);
            else quoted.append(String.format("%%%02x", (int) c));
        }
        return quoted.toString();
    }

    private static String unquoted(String text) {
        if (text.equals("%")) return "";
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                name.append(c);
            } else if (i + 2 < text.length()) {
                name.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                throw new IllegalArgumentException("text: " + text + " (expected: two digits after %)");
            }
        }
        return name.toString();
    }
}
