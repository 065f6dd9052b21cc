package io.slipway.core.graph;

import java.util.List;
import java.util.stream.Collectors;

/** A graph that has cycles where none may be. Carries one cycle for each knot of nodes that lead to each other. */
public final class CycleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_MESSAGE = 20;

    private final transient List<? extends List<?>> cycles;

    CycleException(List<? extends List<?>> cycles) {
        super("cycle: "
                + cycles.get(0).stream()
                        .limit(LONGEST_MESSAGE)
                        .map(String::valueOf)
                        .collect(Collectors.joining(" -> "))
                + (cycles.get(0).size() > LONGEST_MESSAGE ? " -> …" : ""));
        this.cycles = List.copyOf(cycles);
    }

    /** The first of {@link #cycles}. */
    public List<?> path() {
        return cycles.get(0);
    }

    /**
     * In each set of nodes that all lead to each other, the shortest cycle through the node that was added first; the
     * cycle whose node was added first stands first. A cycle is its nodes in the order of its edges, with the first
     * again at the end.
     */
    public List<? extends List<?>> cycles() {
        return cycles;
    }
}
