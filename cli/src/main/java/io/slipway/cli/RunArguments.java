package io.slipway.cli;

import io.slipway.cli.view.Verbosity;
import io.slipway.core.definition.ParameterValue;
import io.slipway.core.local.Approvals;
import io.slipway.core.local.RunRequest;
import io.slipway.core.local.TaskFilter;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.RunOptions;
import io.slipway.core.workspace.Concurrency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a person wrote behind {@code slipway run}. Immutable.
 *
 * @param directory as if started there; as written
 * @param parameters their values, by name
 * @param jobs 0 when not said
 * @param concurrency another group than that of the workspace, with what to do when it is busy
 * @param approve tasks that are approved from the start
 * @param resume whether to go on with the last run that did not end, instead of a new one
 */
record RunArguments(
        String directory,
        List<String> selections,
        Map<String, ParameterValue> parameters,
        Set<TaskKind> with,
        TaskFilter filter,
        int jobs,
        boolean keepGoing,
        boolean sandbox,
        boolean rebuild,
        Optional<Concurrency> concurrency,
        List<String> approve,
        boolean resume,
        boolean json,
        Verbosity verbosity) {
    RunArguments {
        selections = List.copyOf(selections);
        parameters = Map.copyOf(parameters);
        with = Set.copyOf(with);
        approve = List.copyOf(approve);
    }

    /**
     * @param person who can be asked for approval
     */
    RunRequest request(List<String> resolvedSelections, Optional<Approvals.Person> person) {
        RunRequest request = new RunRequest(
                        resolvedSelections, with, filter, jobs, sandbox, new RunOptions(keepGoing, rebuild))
                .approved(new Approvals(approve, person));
        return concurrency.map(request::in).orElse(request);
    }
}
