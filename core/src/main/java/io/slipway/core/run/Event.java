package io.slipway.core.run;

/** Something that happened and was written down. Names and components freeze; a new fact is a new event. */
public sealed interface Event permits RunEvent, FleetEvent {}
