package io.slipway.core.workspace;

import java.util.List;

/** Finds needs that nobody wrote down. Implementations are stateless and thread-safe. */
public interface DependencyDetector {
    /**
     * Everything that looks like a need, in any order. What somebody wrote about the same two tasks counts more: see
     * {@link FoundNeed}.
     */
    List<FoundNeed> find(Findings workspace);
}
