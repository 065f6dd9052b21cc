package io.slipway.core.inventory;

import io.slipway.core.pipeline.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A file is no inventory. Carries every problem found, in the order of their places. */
public final class InvalidInventoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidInventoryException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
