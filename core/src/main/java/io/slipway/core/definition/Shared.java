package io.slipway.core.definition;

import io.slipway.core.pipeline.SecretSource;
import java.util.Collections;
import java.util.SortedMap;

/**
 * What the definitions of all services share: what tasks inherit, and what names stand for. Immutable.
 *
 * @param parameters their values
 * @param variables of the workspace
 * @param secrets where their values are to be had
 */
record Shared(
        Inheritance inheritance,
        SortedMap<String, String> parameters,
        SortedMap<String, String> variables,
        SortedMap<String, SecretSource> secrets) {
    /** Nothing but values of parameters. */
    static Shared onlyParameters(SortedMap<String, String> parameters) {
        return new Shared(Inheritance.NOTHING, parameters, Collections.emptySortedMap(), Collections.emptySortedMap());
    }

    Scope scope() {
        return Scope.EMPTY.with("params", parameters).with("vars", variables);
    }
}
