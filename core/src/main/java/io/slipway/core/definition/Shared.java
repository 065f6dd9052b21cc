package io.slipway.core.definition;

import java.util.SortedMap;

/**
 * What the definitions of all services share: what tasks inherit, and what names stand for. Immutable.
 *
 * @param parameters their values
 * @param variables of the workspace
 */
record Shared(Inheritance inheritance, SortedMap<String, String> parameters, SortedMap<String, String> variables) {
    Scope scope() {
        return Scope.EMPTY.with("params", parameters).with("vars", variables);
    }
}
