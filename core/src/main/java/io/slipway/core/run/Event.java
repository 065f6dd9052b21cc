package io.slipway.core.run;

/** Something that happened and was written down. Names and components freeze; a new fact is a new event. */
public sealed interface Event permits RunEvent, FleetEvent {
    /** Calls the method of {@code visitor} that is for this kind of event. */
    void accept(Visitor visitor);

    /** One method for each kind of event, so that a new kind does not compile until everyone who reads events says what it means. */
    interface Visitor extends RunEvent.Visitor, FleetEvent.Visitor {}
}
