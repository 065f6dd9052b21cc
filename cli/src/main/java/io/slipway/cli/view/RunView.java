package io.slipway.cli.view;

import io.slipway.core.local.Foreseen;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.pipeline.TaskAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Shows a run while it goes on and what it came to. Events come from one thread; the rest is called by another one
 * before and after.
 */
public interface RunView extends EventListener, AutoCloseable {
    /** Where to ask when the run will be done; called before the run. */
    default void foresees(Supplier<Optional<Foreseen>> foreseen) {}

    /** Something makes the run slower but not wrong. */
    void warn(String message);

    /** Asks a person something, who answers on the same terminal. Nothing moves until the run goes on. */
    void ask(String question);

    /**
     * The run is over.
     *
     * @param logs where everything that a task printed is kept
     */
    void end(RunSummary summary, Function<TaskAddress, Path> logs);

    /** Takes back what only belongs to a run that goes on. Called always, also after a fault. */
    @Override
    void close();
}
