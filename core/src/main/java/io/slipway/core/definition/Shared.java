package io.slipway.core.definition;

import io.slipway.core.pipeline.SecretSource;
import io.slipway.core.pipeline.TaskAddress;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;

/**
 * What the definitions of all services share: what tasks inherit, and what names stand for. Immutable.
 *
 * @param parameters their values
 * @param variables of the workspace
 * @param secrets where their values are to be had
 * @param shards how many parts tasks have that leave it to recorded times
 */
record Shared(
        Inheritance inheritance,
        SortedMap<String, String> parameters,
        SortedMap<String, String> variables,
        SortedMap<String, SecretSource> secrets,
        Map<TaskAddress, Integer> shards) {
    /** Nothing but values of parameters, and numbers of parts. */
    static Shared without(SortedMap<String, String> parameters, Map<TaskAddress, Integer> shards) {
        return new Shared(
                Inheritance.NOTHING, parameters, Collections.emptySortedMap(), Collections.emptySortedMap(), shards);
    }

    Scope scope() {
        return Scope.EMPTY.with("params", parameters).with("vars", variables);
    }
}
