package io.slipway.core.definition;

import io.slipway.core.pipeline.TaskAddress;
import java.util.Map;
import java.util.SortedMap;

/**
 * What the definitions of all services share: what tasks inherit, and what names stand for. Immutable.
 *
 * @param parameters their values
 * @param variables of the workspace
 * @param shards how many parts tasks have that leave it to recorded times
 */
record Shared(
        Inheritance inheritance,
        SortedMap<String, String> parameters,
        SortedMap<String, String> variables,
        Map<TaskAddress, Integer> shards) {
    Scope scope() {
        return Scope.EMPTY.with("params", parameters).with("vars", variables);
    }
}
