package io.slipway.jenkins.desk;

import io.slipway.core.orchestrate.Orchestrator;
import io.slipway.core.schedule.Input;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The way to the orchestrator that decides at the moment. While there is none to take it, between one and the next, what is
 * asked waits in line, and nothing is lost or overtaken. Thread-safe.
 */
final class OrderLine {
    private final List<Told> waiting = new ArrayList<>();
    private Optional<Orchestrator> orchestrator = Optional.empty();
    private boolean open;
    private boolean closed;

    /** What somebody asked. */
    record Told(String actor, Input input) {}

    synchronized void tell(Told asked) {
        if (open) orchestrator.orElseThrow().submit(asked.actor(), asked.input());
        else waiting.add(asked);
    }

    /**
     * From now on this one takes what is asked.
     *
     * @param first what it has to be told before anything that waits
     */
    synchronized void lead(Orchestrator to, Collection<Told> first) {
        orchestrator = Optional.of(to);
        open = true;
        first.forEach(this::tell);
        waiting.forEach(this::tell);
        waiting.clear();
        if (closed) to.shutDown();
    }

    synchronized Orchestrator current() {
        return orchestrator.orElseThrow();
    }

    /** What is asked from now on waits for the next one. */
    synchronized void hold() {
        open = false;
    }

    /** Holds, and ends the one there is when it has done what it was told. */
    synchronized void change() {
        if (!open) return;
        open = false;
        current().shutDown();
    }

    /** There will be no next one; the one there is ends when it has done what it was told. */
    synchronized void close() {
        if (!closed) orchestrator.ifPresent(Orchestrator::shutDown);
        abandon();
    }

    /** There will be no next one. */
    synchronized void abandon() {
        closed = true;
        open = false;
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
