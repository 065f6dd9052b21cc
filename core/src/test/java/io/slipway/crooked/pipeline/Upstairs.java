package io.slipway.crooked.pipeline;

/** A room that {@code graph} may not look into. */
public record Upstairs() {}
