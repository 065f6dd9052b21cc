package io.slipway.cli;

import io.slipway.cli.view.Verbosity;
import io.slipway.core.local.RunRequest;
import io.slipway.core.local.TaskFilter;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.RunOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a person wrote behind {@code slipway run}. Immutable.
 *
 * @param directory as if started there; as written
 * @param parameters their values, by name
 * @param jobs 0 when not said
 * @param resume whether to go on with the last run that did not end, instead of a new one
 */
record RunArguments(
        String directory,
        List<String> selections,
        Map<String, String> parameters,
        Set<TaskKind> with,
        TaskFilter filter,
        int jobs,
        boolean keepGoing,
        boolean sandbox,
        boolean rebuild,
        boolean resume,
        boolean json,
        Verbosity verbosity) {
    RunArguments {
        selections = List.copyOf(selections);
        parameters = Map.copyOf(parameters);
        with = Set.copyOf(with);
    }

    RunRequest request(List<String> resolvedSelections) {
        return new RunRequest(resolvedSelections, with, filter, jobs, sandbox, new RunOptions(keepGoing, rebuild));
    }
}
