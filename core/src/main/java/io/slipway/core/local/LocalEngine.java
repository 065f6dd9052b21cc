package io.slipway.core.local;

import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * One workspace of this machine, opened: reads its definitions and runs, plans and explains its tasks.
 *
 * <p>Thread-safe only for {@link #cancel}; everything else is for one thread.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class LocalEngine implements AutoCloseable {
    private LocalEngine() {}

    /**
     * Opens the workspace that {@code startingPoint} lies in: the nearest {@code slipway-workspace.yaml} upwards, else
     * the git root, else the directory itself.
     *
     * @throws InvalidPipelineException with every problem of every definition
     * @throws IllegalArgumentException when there is no such directory
     */
    public static LocalEngine open(Path startingPoint, LocalSettings settings) {
        throw new UnsupportedOperationException();
    }

    /** Where the workspace begins. */
    public Path root() {
        throw new UnsupportedOperationException();
    }

    /** All tasks of the workspace. */
    public Pipeline pipeline() {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs what is asked for and waits until it is done. Waits first for another run of this workspace to end.
     *
     * @param listener told everything that happens, as it is written down
     * @throws IllegalArgumentException when a selection names nothing, with what there is
     */
    public RunSummary run(RunRequest request, EventListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Goes on with the last run that did not end, if there is one. */
    public RunSummary resume(EventListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Ends the run that another thread is in: what runs is stopped, nothing new starts. Does nothing without one. */
    public void cancel(String reason) {
        throw new UnsupportedOperationException();
    }

    /** What {@link #run} would do now. Changes nothing. */
    public LocalPlan plan(RunRequest request) {
        throw new UnsupportedOperationException();
    }

    /** Sentences that say why the task ran, waited, missed or was reused in the last run that had it. */
    public List<String> explain(TaskAddress task) {
        throw new UnsupportedOperationException();
    }

    /** Runs every selected task twice in sandboxes and compares what they make; stores nothing. */
    public List<Unreproducible> verifyRebuild(RunRequest request, EventListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Where everything that the task printed in that run is kept. */
    public Path log(io.slipway.core.run.RunId run, TaskAddress task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
