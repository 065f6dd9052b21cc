package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.Observation;
import io.slipway.core.estimate.RunHistory;
import io.slipway.core.estimate.Subject;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.run.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What earlier runs of a workspace tell: those that left a journal, and those that were imported from another CI system.
 * Read when asked for; immutable. O(n log n) of their events.
 */
public final class WorkspacePast implements RunHistory {
    private final List<PastTask> tasks;
    private final List<PastRun> runs;

    /**
     * A task that was run, or whose result was reused.
     *
     * @param started when it began to run, or its result was found
     * @param outcome absent when its result was reused
     * @param usage its {@code wall} is how long it ran; nothing when it was reused
     * @param met what it met with
     */
    public record PastTask(
            Subject subject,
            String run,
            Instant started,
            Optional<Outcome.Kind> outcome,
            Usage usage,
            Optional<ActionKey> key,
            String agent,
            Met met) {
        /** One of which no more is known. */
        public PastTask(
                Subject subject,
                String run,
                Instant started,
                Optional<Outcome.Kind> outcome,
                Usage usage,
                Optional<ActionKey> key,
                String agent) {
            this(subject, run, started, outcome, usage, key, agent, Met.NOTHING_KNOWN);
        }

        /** Whether it need not have run. */
        public boolean isReused() {
            return outcome.isEmpty();
        }

        public boolean isPassed() {
            return outcome.filter(kind -> kind == Outcome.Kind.SUCCEEDED).isPresent();
        }

        public Duration took() {
            return usage.wall();
        }

        Observation observation() {
            return new Observation(subject, run, key, met.covariates(), started, outcome, usage);
        }
    }

    /**
     * What is known of the circumstances of a task.
     *
     * @param waited from when it could have begun until it did
     * @param cache what it found of what it left before, in a word; empty when nobody knows
     * @param isAfterWork whether something had run before it in its run, so that its result could not be foretold
     */
    public record Met(Duration waited, String cache, Covariates covariates, boolean isAfterWork) {
        static final Met NOTHING_KNOWN = new Met(Duration.ZERO, "", Covariates.NONE, false);
    }

    /** A run that came to an end. */
    record PastRun(RunId run, Instant submitted, Instant finished, Set<TaskAddress> tasks) {}

    private WorkspacePast(List<PastTask> tasks, List<PastRun> runs) {
        this.tasks = List.copyOf(tasks);
        this.runs = List.copyOf(runs);
    }

    static WorkspacePast of(WorkspaceLayout layout) {
        return before(layout, Optional.empty());
    }

    /** What was before that run, or all. */
    static WorkspacePast before(WorkspaceLayout layout, Optional<RunId> end) {
        List<PastTask> tasks = new ArrayList<>(imported(layout.importedRuns()));
        List<PastRun> runs = new ArrayList<>();
        List<RunId> all = layout.allRuns();
        Collections.reverse(all);
        for (RunId run : all) {
            boolean isBefore = end.isEmpty() || run.value().compareTo(end.get().value()) < 0;
            if (isBefore && Files.exists(layout.journal(run)))
                new JournalReading(tasks, runs).read(FileJournal.read(layout.journal(run)));
        }
        tasks.sort(Comparator.comparing(PastTask::started));
        return new WorkspacePast(tasks, runs);
    }

    /** @param tasks the earliest first */
    static WorkspacePast of(List<PastTask> tasks, List<PastRun> runs) {
        return new WorkspacePast(tasks, runs);
    }

    /** What one journal tells. */
    static WorkspacePast of(List<JournalEntry> entries) {
        List<PastTask> tasks = new ArrayList<>();
        List<PastRun> runs = new ArrayList<>();
        new JournalReading(tasks, runs).read(entries);
        return new WorkspacePast(tasks, runs);
    }

    /**
     * The same, told of tasks that were renamed by the names they have now: of those that say so, and of those whose first
     * key was that of a task which is gone since. O(n).
     */
    WorkspacePast renaming(Pipeline pipeline) {
        Map<Subject, Subject> heirs = heirsByKey(pipeline);
        for (Task task : pipeline.tasks())
            task.terms().renamedFrom().ifPresent(old -> heirs.put(Subject.of(old), Subject.of(task.address())));
        if (heirs.isEmpty()) return this;
        List<PastTask> renamed = new ArrayList<>();
        for (PastTask task : tasks) {
            renamed.add(new PastTask(
                    last(task.subject(), heirs),
                    task.run(),
                    task.started(),
                    task.outcome(),
                    task.usage(),
                    task.key(),
                    task.agent(),
                    task.met()));
        }
        return new WorkspacePast(renamed, runs);
    }

    private Map<Subject, Subject> heirsByKey(Pipeline pipeline) {
        Set<String> there = new HashSet<>();
        for (Task task : pipeline.tasks()) there.add(task.address().toString());
        Map<Subject, Subject> heirs = new HashMap<>();
        Map<ActionKey, Subject> owners = new HashMap<>();
        Set<Subject> seen = new HashSet<>();
        for (PastTask task : tasks) {
            Subject subject = task.subject();
            boolean isNew = seen.add(subject);
            // One that comes back has not become another.
            heirs.remove(subject);
            if (task.key().isEmpty()) continue;
            Subject before = owners.put(task.key().get(), subject);
            if (isNew && before != null && !there.contains(before.name())) heirs.put(before, subject);
        }
        return heirs;
    }

    /** A name may have changed more than once; by way of two that say each other's, it ends at the first. */
    private static Subject last(Subject subject, Map<Subject, Subject> heirs) {
        Set<Subject> passed = new HashSet<>();
        Subject now = subject;
        while (heirs.containsKey(now) && passed.add(now)) now = heirs.get(now);
        return now;
    }

    /** All tasks, the earliest first. */
    public List<PastTask> tasks() {
        return tasks;
    }

    List<PastRun> runs() {
        return runs;
    }

    @Override
    public void forEach(Consumer<? super Observation> each) {
        for (PastTask task : tasks) {
            if (task.isReused()) continue;
            each.accept(task.observation());
        }
    }

    private static List<PastTask> imported(Path file) {
        List<PastTask> tasks = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, UTF_8)) {
                String[] fields = line.split("\t", -1);
                if (fields.length != 6 && fields.length != 7) continue; // written by a later version
                Duration took = Duration.ofMillis(Long.parseLong(fields[4]));
                tasks.add(new PastTask(
                        new Subject(fields[0], fields[1]),
                        fields[2],
                        Instant.ofEpochMilli(Long.parseLong(fields[3])),
                        Optional.of(Outcome.Kind.valueOf(fields[5])),
                        new Usage(took, Duration.ZERO, 0, 0, 0),
                        fields.length == 7 ? Optional.of(new ActionKey(fields[6])) : Optional.empty(),
                        ""));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + "; make it readable for you", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + " is damaged; remove it and import again", e);
        }
        return tasks;
    }

    /** Keeps what was imported; what is there already under the same name and run is left out. Returns how many are new. */
    static int keep(WorkspaceLayout layout, Collection<PastTask> imported) {
        layout.create();
        Set<String> known = new HashSet<>();
        for (PastTask task : imported(layout.importedRuns())) known.add(task.subject.name() + "\t" + task.run);
        StringBuilder lines = new StringBuilder();
        int kept = 0;
        for (PastTask task : imported) {
            String name = plain(task.subject.name());
            String run = plain(task.run);
            if (task.isReused() || !known.add(name + "\t" + run)) continue;
            kept++;
            lines.append(String.join(
                            "\t",
                            name,
                            plain(task.subject.kind()),
                            run,
                            Long.toString(task.started.toEpochMilli()),
                            Long.toString(task.took().toMillis()),
                            task.outcome.orElseThrow().name()))
                    .append(task.key.map(key -> "\t" + key.hash()).orElse(""))
                    .append('\n');
        }
        if (kept > 0) append(layout.importedRuns(), lines);
        return kept;
    }

    static void append(Path file, CharSequence lines) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, lines, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; make it writable for you", e);
        }
    }

    private static String plain(String text) {
        return text.replaceAll("[\t\n\r]", " ");
    }
}
