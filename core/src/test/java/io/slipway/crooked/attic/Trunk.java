package io.slipway.crooked.attic;

/** Stands in a room that the map does not have. */
public record Trunk() {}
