package io.slipway.core.local;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.process.Orphans;
import io.slipway.core.local.process.ProcessIdentity;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What earlier runs of a workspace left, and what becomes of it when a new one begins. */
final class RunRecords {
    /** Enough to look back some days. */
    private static final int RUNS_KEPT = 100;

    private static final Duration GRACE = Duration.ofSeconds(5);

    private RunRecords() {}

    /** The last run, if it was cut short. */
    static Optional<RunId> unfinished(WorkspaceLayout layout) {
        List<RunId> runs = layout.allRuns();
        return runs.isEmpty() || hasEnded(layout, runs.get(0)) ? Optional.empty() : Optional.of(runs.get(0));
    }

    private static boolean hasEnded(WorkspaceLayout layout, RunId run) {
        if (!Files.exists(layout.journal(run))) return true;
        List<JournalEntry> entries = FileJournal.read(layout.journal(run));
        return entries.isEmpty() || entries.get(entries.size() - 1).event() instanceof RunEvent.RunFinished;
    }

    /**
     * The last run, to go on with. One that was cancelled ends, and stays ended also where its end could not be waited for.
     *
     * @throws IllegalArgumentException when there is nothing to go on with, saying what to do instead
     */
    static RunId resumable(WorkspaceLayout layout) {
        List<RunId> runs = layout.allRuns();
        if (!runs.isEmpty() && Files.exists(layout.journal(runs.get(0)))) {
            for (JournalEntry entry : FileJournal.read(layout.journal(runs.get(0)))) {
                if (entry.event() instanceof RunEvent.RunCancelled cancelled)
                    throw new IllegalArgumentException(
                            "the last run was ended before all was done (" + cancelled.reason()
                                    + "); go on with `slipway run` as it was called, which reuses all that was done");
            }
        }
        return unfinished(layout)
                .orElseThrow(() -> new IllegalArgumentException("the last run has ended; start a new one"));
    }

    static void keepParameters(WorkspaceLayout layout, RunId run, SortedMap<String, String> values) throws IOException {
        if (values.isEmpty()) return;
        Files.write(
                layout.parameters(run),
                new CanonicalOutput().writeTextMap(values).toByteArray());
    }

    /** The values of parameters that the last run began with; none where they cannot be read. */
    static SortedMap<String, String> lastParameters(WorkspaceLayout layout) {
        List<RunId> runs = layout.allRuns();
        if (runs.isEmpty()) return Collections.emptySortedMap();
        try {
            return new CanonicalInput(Files.readAllBytes(layout.parameters(runs.get(0)))).readTextMap();
        } catch (IOException | MalformedContentException e) {
            return Collections.emptySortedMap(); // whoever misses one is told to give it
        }
    }

    /** Ends processes that a Slipway that was killed left running in the workspace: they would write under our feet. */
    static void endOrphans(WorkspaceLayout layout, LocalSettings settings) {
        List<RunId> runs = layout.allRuns();
        if (runs.isEmpty()) return;
        RecordedProcesses recorded = new RecordedProcesses(layout.processes(runs.get(0)));
        Optional<List<ProcessIdentity>> left = recorded.read();
        if (left.isEmpty()) return;
        new Orphans(settings.nanos()).end(left.get(), layout.mark(), GRACE);
        recorded.forget(); // a resumed run begins the file anew rather than after a torn line
    }

    /** Takes away the records of the oldest runs. */
    static void prune(WorkspaceLayout layout) {
        List<RunId> runs = layout.allRuns();
        for (int i = RUNS_KEPT; i < runs.size(); i++) delete(layout.run(runs.get(i)));
    }

    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory + "; make it writable for you", e);
        }
    }
}
