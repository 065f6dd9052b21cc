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
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
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
import java.util.TreeSet;
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
     */
    public record PastTask(
            Subject subject,
            String run,
            Instant started,
            Optional<Outcome.Kind> outcome,
            Usage usage,
            Optional<ActionKey> key,
            String agent) {
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
    }

    /** A run that came to an end. */
    record PastRun(RunId run, Instant submitted, Instant finished, Set<TaskAddress> tasks) {}

    private WorkspacePast(List<PastTask> tasks, List<PastRun> runs) {
        this.tasks = List.copyOf(tasks);
        this.runs = List.copyOf(runs);
    }

    static WorkspacePast of(WorkspaceLayout layout) {
        List<PastTask> tasks = new ArrayList<>(imported(layout.importedRuns()));
        List<PastRun> runs = new ArrayList<>();
        List<RunId> all = layout.allRuns();
        Collections.reverse(all);
        for (RunId run : all) {
            if (Files.exists(layout.journal(run))) read(FileJournal.read(layout.journal(run)), tasks, runs);
        }
        tasks.sort(Comparator.comparing(PastTask::started));
        return new WorkspacePast(tasks, runs);
    }

    private static void read(List<JournalEntry> entries, List<PastTask> tasks, List<PastRun> runs) {
        Map<TaskAddress, Instant> began = new HashMap<>();
        Map<TaskAddress, String> agents = new HashMap<>();
        Map<TaskAddress, ActionKey> keys = new HashMap<>();
        Instant submitted = Instant.EPOCH;
        Set<TaskAddress> selected = Set.of();
        for (JournalEntry entry : entries) {
            Event event = entry.event();
            if (event instanceof RunEvent.RunSubmitted one) {
                submitted = entry.at();
                selected = new TreeSet<>(one.tasks());
            } else if (event instanceof RunEvent.TaskMissed one) {
                one.key().ifPresent(key -> keys.put(one.task(), key));
            } else if (event instanceof RunEvent.AttemptStarted one) {
                began.put(one.task(), entry.at());
                agents.put(one.task(), one.agent());
            } else if (event instanceof RunEvent.TaskReused one) {
                tasks.add(new PastTask(
                        Subject.of(one.task()),
                        one.run().value(),
                        entry.at(),
                        Optional.empty(),
                        Usage.NONE,
                        Optional.of(one.key()),
                        ""));
            } else if (event instanceof RunEvent.AttemptFinished one) {
                tasks.add(new PastTask(
                        Subject.of(one.task()),
                        one.run().value() + (one.attempt() == 1 ? "" : "~" + one.attempt()),
                        began.getOrDefault(one.task(), entry.at()),
                        Optional.of(one.outcome().kind()),
                        one.usage(),
                        Optional.ofNullable(keys.get(one.task())),
                        agents.getOrDefault(one.task(), "")));
            } else if (event instanceof RunEvent.RunFinished one) {
                runs.add(new PastRun(one.run(), submitted, entry.at(), selected));
            }
        }
    }

    /** The same, told of tasks that were renamed by the names they have now. */
    WorkspacePast renaming(Pipeline pipeline) {
        Map<TaskAddress, TaskAddress> heirs = new HashMap<>();
        for (Task task : pipeline.tasks()) task.terms().renamedFrom().ifPresent(old -> heirs.put(old, task.address()));
        if (heirs.isEmpty()) return this;
        Map<Subject, Subject> subjects = new HashMap<>();
        heirs.forEach((old, heir) -> subjects.put(Subject.of(old), Subject.of(heir)));
        List<PastTask> renamed = new ArrayList<>();
        for (PastTask task : tasks) {
            renamed.add(new PastTask(
                    subjects.getOrDefault(task.subject(), task.subject()),
                    task.run(),
                    task.started(),
                    task.outcome(),
                    task.usage(),
                    task.key(),
                    task.agent()));
        }
        return new WorkspacePast(renamed, runs);
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
            each.accept(new Observation(
                    task.subject, task.run, task.key, Covariates.NONE, task.started, task.outcome, task.usage));
        }
    }

    private static List<PastTask> imported(Path file) {
        List<PastTask> tasks = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, UTF_8)) {
                String[] fields = line.split("\t", -1);
                if (fields.length != 6) continue; // written by a later version
                Duration took = Duration.ofMillis(Long.parseLong(fields[4]));
                tasks.add(new PastTask(
                        new Subject(fields[0], fields[1]),
                        fields[2],
                        Instant.ofEpochMilli(Long.parseLong(fields[3])),
                        Optional.of(Outcome.Kind.valueOf(fields[5])),
                        new Usage(took, Duration.ZERO, 0, 0, 0),
                        Optional.empty(),
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
                    .append('\n');
        }
        append(layout.importedRuns(), lines);
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
