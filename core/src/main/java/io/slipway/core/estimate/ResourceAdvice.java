package io.slipway.core.estimate;

import io.slipway.core.pipeline.Resources;

/**
 * A task asks for far more, or for less, than its runs used. Immutable.
 *
 * @param task its name
 * @param ask what would do, with room to spare
 * @param why for a person; ends with what to do next
 */
public record ResourceAdvice(String task, Resources ask, String why) {}
