package io.slipway.jenkins.desk;

import io.slipway.core.content.Digest;
import io.slipway.core.journal.Journal;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.journal.JournalException;
import io.slipway.core.local.FileJournal;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.SchedulerState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The desk's journal in its directory: opened, folded, and now and then written anew without what is over. The new file
 * takes the place of the old one in one move, so that a kill at any moment leaves one of the two whole.
 *
 * <p>{@link #fold} and {@link #close} are for the desk's thread, the rest is thread-safe.
 */
final class DeskJournal {
    /** Below that it is not worth while. */
    private static final long LONG = 20_000;

    private final Path directory;
    private final PipelineShelf pipelines;
    private final PlacementRules rules;
    private final FileJournal.Force force;
    private final InstantSource clock;
    private final Consumer<String> warnings;
    private volatile PatientJournal journal;
    private volatile long folded;

    /**
     * What the journal tells.
     *
     * @param entries of runs that are not forgotten, and of what else is
     * @param state after the last of them
     */
    record Told(List<JournalEntry> entries, SchedulerState state) {}

    DeskJournal(DeskParts parts, PipelineShelf pipelines, PlacementRules rules) throws IOException {
        this.directory = parts.directory();
        this.force = parts.force();
        this.clock = parts.clock();
        this.warnings = parts.warnings();
        this.pipelines = pipelines;
        this.rules = rules;
        this.journal = open();
    }

    private Path file() {
        return directory.resolve("journal");
    }

    private PatientJournal open() throws IOException {
        try {
            return new PatientJournal(FileJournal.open(file(), force));
        } catch (JournalException e) {
            if (!Files.isWritable(directory)) throw new IOException(e.getMessage(), e);
            setAside(e);
            return new PatientJournal(FileJournal.open(file(), force));
        }
    }

    private void setAside(RuntimeException why) throws IOException {
        Path aside = directory.resolve("journal.damaged-" + clock.instant().toEpochMilli());
        Files.move(file(), aside);
        warnings.accept(
                "Slipway's journal was set aside as " + aside + ", because it cannot be read (" + why.getMessage()
                        + "); what was waiting or held is forgotten, so look at the builds that were running");
    }

    /** Where to write; another one after each {@link #fold}. */
    Journal journal() {
        return journal;
    }

    /** Writes it anew without what is over, and reads it. A journal that does not hold together is set aside. */
    Told fold() throws IOException {
        List<JournalEntry> entries = journal.read();
        try {
            List<Compaction.Line> lines = Compaction.of(entries, unreadable(entries));
            fold(lines);
            replaceBy(lines);
            return told(journal.read());
        } catch (IllegalStateException e) {
            journal.close();
            setAside(e);
            journal = open();
            return told(List.of());
        }
    }

    private Told told(List<JournalEntry> entries) {
        SchedulerState state = new SchedulerState(pipelines, rules);
        Set<Digest> used = new HashSet<>();
        for (JournalEntry entry : entries) {
            state.apply(entry.at(), entry.event());
            if (entry.event() instanceof RunEvent.RunSubmitted submitted) used.add(submitted.pipeline());
        }
        pipelines.keepOnly(used);
        folded = entries.size();
        return new Told(entries, state);
    }

    /** Runs whose pipeline is gone: nothing can be done about them, and everything about the others. */
    private Set<RunId> unreadable(List<JournalEntry> entries) {
        Set<RunId> forgotten = new HashSet<>();
        for (JournalEntry entry : entries) {
            if (entry.event() instanceof RunEvent.RunForgotten event) forgotten.add(event.run());
        }
        Set<RunId> unreadable = new HashSet<>();
        for (JournalEntry entry : entries) {
            if (!(entry.event() instanceof RunEvent.RunSubmitted submitted) || forgotten.contains(submitted.run()))
                continue;
            try {
                pipelines.get(submitted.pipeline());
            } catch (RuntimeException e) {
                unreadable.add(submitted.run());
                warnings.accept(
                        "Slipway has lost run " + submitted.run() + " of " + entry.actor() + ": " + e.getMessage());
            }
        }
        return unreadable;
    }

    /** What cannot be folded must not take the place of what can. */
    private void fold(List<Compaction.Line> lines) {
        SchedulerState state = new SchedulerState(pipelines, rules);
        for (Compaction.Line line : lines) state.apply(line.at(), line.event());
    }

    private void replaceBy(List<Compaction.Line> lines) throws IOException {
        Path whole = directory.resolve("journal.new");
        Files.deleteIfExists(whole);
        try (FileJournal written = FileJournal.open(whole, FileJournal.Force.LEFT_TO_SYSTEM)) {
            for (Compaction.Line line : lines) written.append(line.at(), line.actor(), List.of(line.event()));
        }
        try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            if (force == FileJournal.Force.EACH_COMMIT) channel.force(true);
        }
        journal.close();
        Files.move(whole, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        journal = open();
    }

    /** Whether it has become long since it was folded. */
    boolean isLong() {
        return journal.written() > Math.max(LONG, 4 * folded);
    }

    /** Tries again to write, if that is waited for. */
    void wake() {
        journal.wake();
    }

    /** Waits no more until it can be written. */
    void giveUp() {
        journal.giveUp();
    }

    /** Why nothing can be written; absent while all is well. */
    Optional<String> problem() {
        return journal.problem();
    }

    void close() {
        journal.close();
    }
}
