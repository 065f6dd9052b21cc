package io.slipway.core.local;

import io.slipway.core.local.output.OutputException;
import io.slipway.core.orchestrate.Dispatcher;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Hands effects to the threads of this machine: look-ups to few, tasks to as many as are in flight. Thread-safe. */
final class LocalDispatcher implements Dispatcher {
    private final TaskResolver resolver;
    private final TaskRunner runner;
    private final LocalThreads threads;
    private final LocalFaults faults;
    private final ConcurrentLinkedQueue<Runnable> lookUps = new ConcurrentLinkedQueue<>();
    private int underWay;
    private int lookers;

    LocalDispatcher(TaskResolver resolver, TaskRunner runner, LocalThreads threads, LocalFaults faults) {
        this.resolver = resolver;
        this.runner = runner;
        this.threads = threads;
        this.faults = faults;
    }

    @Override
    public void release(List<Effect> effects, Consumer<Input> answers) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Resolve resolve) {
                lookUps.add(() -> resolve(resolve, answers));
            } else if (effect instanceof Effect.Dispatch dispatch) {
                execute(threads.tasks(), () -> run(dispatch, answers));
            } else if (effect instanceof Effect.Stop stop) {
                runner.stop(stop.task(), stop.attempt());
            }
        }
        while (!lookUps.isEmpty() && addsLooker()) execute(threads.lookUps(), this::lookUp);
    }

    /** One thread more, unless each processor has one. Waking a thread for each look-up takes as long as the look-up. */
    private synchronized boolean addsLooker() {
        if (lookers == LocalThreads.CPUS) return false;
        lookers++;
        return true;
    }

    private void lookUp() {
        do {
            for (Runnable next = lookUps.poll(); next != null; next = lookUps.poll()) next.run();
        } while (!isLookedUp());
    }

    /** Whether this thread may go: whoever adds a look-up after this finds that it is gone. */
    private synchronized boolean isLookedUp() {
        if (!lookUps.isEmpty()) return false;
        lookers--;
        return true;
    }

    private void execute(Executor executor, Runnable effect) {
        begins();
        executor.execute(() -> {
            try {
                effect.run();
            } finally {
                ends();
            }
        });
    }

    private synchronized void begins() {
        underWay++;
    }

    private synchronized void ends() {
        underWay--;
        if (underWay == 0) notifyAll();
    }

    /** Waits until nothing that was released is still being done: a run may end before all its look-ups have. */
    synchronized void awaitIdle() {
        boolean interrupted = false;
        while (underWay > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // what is under way writes to the workspace, and ends soon
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void resolve(Effect.Resolve resolve, Consumer<Input> answers) {
        try {
            answers.accept(resolver.resolve(resolve.task()));
        } catch (RuntimeException | Error e) {
            faults.accept(e);
        }
    }

    private void run(Effect.Dispatch dispatch, Consumer<Input> answers) {
        try {
            answers.accept(runner.run(dispatch, answers));
        } catch (OutputException e) {
            Outcome outcome = new Outcome(Outcome.Kind.COULD_NOT_START, -1, String.valueOf(e.getMessage()));
            answers.accept(new Input.Report(
                    dispatch.run(), dispatch.task(), dispatch.attempt(), outcome, Usage.NONE, Optional.empty(), false));
        } catch (RuntimeException | Error e) {
            faults.accept(e);
        }
    }
}
