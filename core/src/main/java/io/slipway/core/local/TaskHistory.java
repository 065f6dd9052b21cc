package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.estimate.Estimate;
import io.slipway.core.estimate.RecentDurations;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.plan.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is remembered of each task of a workspace from run to run: how long it took lately, what is expected of its next
 * run, and which key it had the last time, so that a miss can say what changed.
 *
 * <p>What is expected was learnt by the models when the task ran last ({@link LearntTasks}), and is only read here: a run
 * in which nothing has to be done does not wait for models.
 *
 * <p>One small text file, read when opened and replaced as a whole when saved. A line that cannot be read is left out:
 * what is lost is an estimate, never a result. Thread-safe.
 */
public final class TaskHistory implements Durations {
    /** Enough for a spread of quantiles; the estimate itself goes by the latest of them. */
    private static final int DURATIONS_KEPT = 20;

    private final Path file;
    private final Map<TaskAddress, Entry> entries = new TreeMap<>();
    private final Map<TaskAddress, TaskAddress> heirs = new TreeMap<>();

    /** Whose key it is; made when a task comes that was not seen before. */
    private Optional<Map<ActionKey, TaskAddress>> byKey = Optional.empty();

    private boolean changed;

    private TaskHistory(Path file) {
        this.file = file;
    }

    /**
     * @param key of the last time its result was kept or reused; absent before
     * @param durations of the last times it ran, oldest first
     * @param expected of the next time
     */
    private record Entry(Optional<ActionKey> key, List<Duration> durations, Expected expected) {
        static final Entry NOTHING = new Entry(Optional.empty(), List.of(), Expected.NOTHING);
    }

    /**
     * What the models say of the next run, in milliseconds and bytes; 0 where they say nothing.
     *
     * @param overdue a run that is under way for longer is a strange one
     */
    private record Expected(long millis, long overdue, long memoryBytes) {
        static final Expected NOTHING = new Expected(0, 0, 0);
    }

    /** Reads what is there; nothing is there before the first run. */
    public static TaskHistory open(Path file) {
        TaskHistory history = new TaskHistory(file);
        try {
            for (String line : Files.readAllLines(file, UTF_8)) history.read(line);
        } catch (NoSuchFileException e) {
            return history;
        } catch (IOException e) {
            return new TaskHistory(file);
        }
        return history;
    }

    private void read(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 3 && fields.length != 4) return;
        try {
            Optional<ActionKey> key = fields[1].isEmpty() ? Optional.empty() : Optional.of(new ActionKey(fields[1]));
            List<Duration> durations = new ArrayList<>();
            if (!fields[2].isEmpty()) {
                for (String millis : fields[2].split(",")) durations.add(Duration.ofMillis(Long.parseLong(millis)));
            }
            Expected expected = fields.length == 3 ? Expected.NOTHING : expected(fields[3].split(",", -1));
            entries.put(TaskAddress.parse(fields[0]), new Entry(key, List.copyOf(durations), expected));
        } catch (IllegalArgumentException e) {
            changed = true; // the next save drops the line
        }
    }

    private static Expected expected(String[] numbers) {
        if (numbers.length != 3) return Expected.NOTHING; // a later version's
        return new Expected(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    /** Tasks that were renamed have the past of their former names, as long as they have none of their own. */
    synchronized TaskHistory renaming(Pipeline pipeline) {
        for (Task task : pipeline.tasks()) {
            Optional<Entry> past = task.terms().renamedFrom().flatMap(old -> Optional.ofNullable(entries.get(old)));
            if (past.isEmpty() || entries.containsKey(task.address())) continue;
            inherit(task.address(), task.terms().renamedFrom().get());
        }
        return this;
    }

    private void inherit(TaskAddress heir, TaskAddress before) {
        entries.put(heir, entries.getOrDefault(before, Entry.NOTHING));
        heirs.put(heir, before);
        changed = true;
    }

    /** Tasks that have had the past of another one since this was opened, and whose. */
    synchronized Map<TaskAddress, TaskAddress> heirs() {
        return new TreeMap<>(heirs);
    }

    /** What the models said when it ran last; where they did not, what the last times it ran tell. */
    @Override
    public synchronized Optional<Duration> expected(TaskAddress task) {
        Entry entry = entries.get(task);
        if (entry == null) return Optional.empty();
        long millis = entry.expected().millis();
        return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : RecentDurations.expected(entry.durations());
    }

    @Override
    public synchronized Optional<Duration> overdueAfter(TaskAddress task) {
        Entry entry = entries.get(task);
        long millis = entry == null ? 0 : entry.expected().overdue();
        return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }

    @Override
    public synchronized OptionalLong memoryBytes(TaskAddress task) {
        Entry entry = entries.get(task);
        long bytes = entry == null ? 0 : entry.expected().memoryBytes();
        return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    /** What is expected of the task from now on. */
    synchronized void rememberExpected(TaskAddress task, Estimate estimate, OptionalLong memoryBytes) {
        Entry entry = entries.getOrDefault(task, Entry.NOTHING);
        Expected expected = new Expected(
                estimate.point().toMillis(),
                estimate.overdueAfter().map(Duration::toMillis).orElse(0L),
                memoryBytes.orElse(0));
        if (entry.expected().equals(expected)) return;
        entries.put(task, new Entry(entry.key(), entry.durations(), expected));
        changed = true;
    }

    /** The task's key the last time it was kept or reused. */
    synchronized Optional<ActionKey> lastKey(TaskAddress task) {
        Entry entry = entries.get(task);
        return entry == null ? Optional.empty() : entry.key();
    }

    /** Those of all tasks. */
    synchronized Set<ActionKey> lastKeys() {
        Set<ActionKey> keys = new TreeSet<>();
        for (Entry entry : entries.values()) entry.key().ifPresent(keys::add);
        return keys;
    }

    /**
     * The task's result is now the one under {@code key}. A task that was never seen does what the one did whose key that
     * is, so it has its past.
     */
    public synchronized void rememberKey(TaskAddress task, ActionKey key) {
        if (!entries.containsKey(task)) {
            TaskAddress before = owners().get(key);
            if (before != null) inherit(task, before);
        }
        byKey.ifPresent(owners -> owners.put(key, task));
        Entry entry = entries.getOrDefault(task, Entry.NOTHING);
        if (entry.key().filter(key::equals).isPresent()) return;
        entries.put(task, new Entry(Optional.of(key), entry.durations(), entry.expected()));
        changed = true;
    }

    private Map<ActionKey, TaskAddress> owners() {
        if (byKey.isEmpty()) {
            Map<ActionKey, TaskAddress> owners = new HashMap<>();
            entries.forEach((task, entry) -> entry.key().ifPresent(key -> owners.put(key, task)));
            byKey = Optional.of(owners);
        }
        return byKey.get();
    }

    /** The task ran and succeeded. What is expected of it is worked out from this until the models say more. */
    public synchronized void rememberDuration(TaskAddress task, Duration wall) {
        Entry entry = entries.getOrDefault(task, Entry.NOTHING);
        List<Duration> durations = new ArrayList<>(entry.durations());
        durations.add(wall);
        if (durations.size() > DURATIONS_KEPT) durations.remove(0);
        entries.put(task, new Entry(entry.key(), List.copyOf(durations), Expected.NOTHING));
        changed = true;
    }

    /** Replaces the file when something changed; a reader sees the old one or the new one, never half of it. */
    public synchronized void save() throws IOException {
        if (!changed) return;
        StringBuilder text = new StringBuilder();
        for (Map.Entry<TaskAddress, Entry> task : entries.entrySet()) {
            Entry entry = task.getValue();
            text.append(task.getKey()).append('\t');
            text.append(entry.key().map(ActionKey::hash).orElse("")).append('\t');
            for (int i = 0; i < entry.durations().size(); i++) {
                if (i > 0) text.append(',');
                text.append(entry.durations().get(i).toMillis());
            }
            Expected expected = entry.expected();
            if (!expected.equals(Expected.NOTHING))
                text.append('\t')
                        .append(expected.millis())
                        .append(',')
                        .append(expected.overdue())
                        .append(',')
                        .append(expected.memoryBytes());
            text.append('\n');
        }
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.getParent());
        Files.writeString(aside, text, UTF_8);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        changed = false;
    }
}
