package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;

/**
 * Agents that have a label in common, written {@code os=linux}. Immutable.
 *
 * @param value what the label says, to the letter
 */
record Pool(String label, String value) {
    /**
     * @throws IllegalArgumentException when the text has another form
     */
    static Pool of(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) throw new IllegalArgumentException("pool: '" + text + "' (expected: label=value)");
        return new Pool(text.substring(0, equals), text.substring(equals + 1));
    }

    boolean has(Agent agent) {
        return agent.labels().find(label).filter(value::equals).isPresent();
    }
}
