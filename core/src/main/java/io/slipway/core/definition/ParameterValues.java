package io.slipway.core.definition;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was decided for the parameters of a workspace when a run was asked for. Immutable.
 *
 * @param given by the name of a parameter; one that the workspace does not have is a mistake
 * @param begun what a run that is resumed began with, for those not given; one that the workspace has no more is passed over
 * @param environment variables of the caller that begin with {@link #VARIABLE_PREFIX}: for the rest
 */
public record ParameterValues(
        SortedMap<String, ParameterValue> given,
        SortedMap<String, String> begun,
        SortedMap<String, String> environment) {
    /** How the variables begin that give values: the rest is the name in capitals, with {@code _} for {@code -} and dots. */
    public static final String VARIABLE_PREFIX = "SLIPWAY_PARAM_";

    /** Every parameter is as the workspace says. */
    public static final ParameterValues NONE = of(Map.of(), Map.of());

    public ParameterValues {
        given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
        begun = Collections.unmodifiableSortedMap(new TreeMap<>(begun));
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }

    /**
     * @param environment all variables of the caller
     */
    public static ParameterValues of(Map<String, ParameterValue> given, Map<String, String> environment) {
        TreeMap<String, String> ours = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(VARIABLE_PREFIX)) ours.put(name, value);
        });
        return new ParameterValues(new TreeMap<>(given), new TreeMap<>(), ours);
    }

    /** For a run that began with these values. */
    public ParameterValues resuming(Map<String, String> values) {
        return new ParameterValues(given, new TreeMap<>(values), environment);
    }
}
