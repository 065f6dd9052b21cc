package io.slipway.core.graph;

import java.util.List;
import java.util.stream.Collectors;

/** A graph that has a cycle where none may be. Carries the cycle. */
public final class CycleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<?> path;

    public CycleException(List<?> path) {
        super("cycle: " + path.stream().map(String::valueOf).collect(Collectors.joining(" -> ")));
        this.path = List.copyOf(path);
    }

    /** The nodes of the cycle in the order of its edges; the first stands again at the end. */
    public List<?> path() {
        return path;
    }
}
