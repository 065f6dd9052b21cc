package io.slipway.core.local;

import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.RunOptions;
import io.slipway.core.workspace.Concurrency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a person wants run. Immutable.
 *
 * @param selections directories, services or {@code service:task} addresses; everything at or under the starting point
 *     when empty
 * @param with kinds that run only when asked for
 * @param filter which of what is selected
 * @param jobs most tasks in flight; as many as the machine carries when 0
 * @param sandbox whether each task runs in a private tree of its declared inputs only
 * @param approvals who agrees to what asks for it
 * @param concurrency another group than that of the workspace
 */
public record RunRequest(
        List<String> selections,
        Set<TaskKind> with,
        TaskFilter filter,
        int jobs,
        boolean sandbox,
        RunOptions options,
        Approvals approvals,
        Optional<Concurrency> concurrency) {
    /** A request in which nobody approves anything. */
    public RunRequest(
            List<String> selections,
            Set<TaskKind> with,
            TaskFilter filter,
            int jobs,
            boolean sandbox,
            RunOptions options) {
        this(selections, with, filter, jobs, sandbox, options, Approvals.NONE, Optional.empty());
    }

    /** The same, with these approvals. */
    public RunRequest approved(Approvals others) {
        return new RunRequest(selections, with, filter, jobs, sandbox, options, others, concurrency);
    }

    /** The same, as one of that group. */
    public RunRequest in(Concurrency group) {
        return new RunRequest(selections, with, filter, jobs, sandbox, options, approvals, Optional.of(group));
    }

    public RunRequest {
        selections = List.copyOf(selections);
        with = Set.copyOf(with);
        if (jobs < 0) throw new IllegalArgumentException("jobs: " + jobs + " (expected: >= 0)");
    }
}
