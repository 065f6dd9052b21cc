package io.slipway.core.placement;

/** Where a task goes, or why nowhere. */
public sealed interface Decision permits Placed, Unplaceable {}
