package io.slipway.core.local;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.pipeline.PipelineCodec;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The runs of one workspace that are still on record, without reading its definitions: for questions about what was, and
 * about a run that is going on in another process. Changes nothing. Thread-safe.
 */
public final class PastRuns {
    private final WorkspaceLayout layout;

    private PastRuns(WorkspaceLayout layout) {
        this.layout = layout;
    }

    /**
     * @param startingPoint a directory of the workspace
     * @throws IllegalArgumentException when it is no directory
     */
    public static PastRuns of(Path startingPoint) {
        return new PastRuns(new WorkspaceLayout(WorkspaceRoot.of(startingPoint)));
    }

    /** Of the workspace. */
    public Path root() {
        return layout.root();
    }

    /** Newest first. */
    public List<RunId> all() {
        return layout.allRuns();
    }

    /**
     * The run that someone means: the newest one when they say nothing, the {@code n}-th before it when they say
     * {@code ~n}, else the one whose id begins or ends like this.
     *
     * @throws IllegalArgumentException when there is none, or several, saying what to write instead
     */
    public RunId named(String name) {
        List<RunId> all = all();
        if (all.isEmpty()) throw new IllegalArgumentException("nothing ran here yet; run something first");
        if (name.isEmpty()) return all.get(0);
        if (name.matches("~\\d{1,4}")) {
            int back = Integer.parseInt(name.substring(1));
            if (back < all.size()) return all.get(back);
            throw new IllegalArgumentException("there are only " + all.size() + " runs on record; write `~"
                    + (all.size() - 1) + "` for the oldest");
        }
        List<RunId> meant = all.stream()
                .filter(run -> run.value().startsWith(name) || run.value().endsWith(name))
                .toList();
        if (meant.size() == 1) return meant.get(0);
        throw new IllegalArgumentException(
                meant.isEmpty()
                        ? "there is no run `" + name + "` on record; the last one is " + all.get(0)
                        : "`" + name + "` is " + meant.size() + " runs; write more of it, such as " + meant.get(0));
    }

    /**
     * What is written of the run so far.
     *
     * @throws IllegalArgumentException when nothing is, as of a run that was cut short at its very beginning
     */
    public PastRun read(RunId run) {
        try {
            List<JournalEntry> entries = FileJournal.read(layout.journal(run));
            if (!entries.isEmpty() && Files.exists(layout.pipeline(run)))
                return new PastRun(run, entries, PipelineCodec.decode(Files.readAllBytes(layout.pipeline(run))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the record of run " + run + "; make it readable for you", e);
        }
        throw new IllegalArgumentException("nothing was written down of run " + run + "; name another one");
    }

    /**
     * What differed between the two.
     *
     * @param settings says where the store is, which knows what keys were made of
     */
    public RunDifference difference(RunId before, RunId after, LocalSettings settings) {
        try (LocalStore store = new LocalStore(settings)) {
            return RunDifference.of(read(before), read(after), store);
        }
    }

    /** Whether a process works on it; a run that has not ended and is not going on was cut short. */
    public boolean isGoingOn(PastRun run) {
        return !run.hasEnded() && all().get(0).equals(run.id()) && WorkspaceLock.isHeld(layout.lock());
    }

    /** When a run that goes on will be done, as was kept of it the last time; absent when nothing was, or it does not. */
    public Optional<Foreseen> foreseen(PastRun run) {
        return isGoingOn(run) ? KeptForecasts.last(layout, run.id()) : Optional.empty();
    }

    /** Where what the task printed in that run is kept; absent when it printed nothing there. */
    public Optional<Path> log(RunId run, TaskAddress task) {
        return Optional.of(layout.log(run, task)).filter(Files::exists);
    }

    /** Where what this sidecar of the task printed in that run is kept; absent when it was not started there. */
    public Optional<Path> sidecarLog(RunId run, TaskAddress task, String sidecar) {
        return Optional.of(layout.sidecarLog(run, task, sidecar, false)).filter(Files::exists);
    }

    /** Where the logs of that run come to lie. */
    public Path logs(RunId run) {
        return layout.logs(run);
    }
}
