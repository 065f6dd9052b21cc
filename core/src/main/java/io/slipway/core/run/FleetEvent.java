package io.slipway.core.run;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Booking;
import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.limit.LimitChange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Something that happened to the agents. */
public sealed interface FleetEvent extends Event {
    void accept(Visitor visitor);

    @Override
    default void accept(Event.Visitor visitor) {
        accept((Visitor) visitor);
    }

    /** An agent offers itself for the first time, or with another capacity or other labels. */
    record AgentRegistered(Agent agent) implements FleetEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * An agent is given work from now on, or no longer.
     *
     * @param reason for a person; empty when the state says it all
     */
    record AgentStateChanged(String agent, AgentState state, String reason) implements FleetEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** An agent on which nothing runs is no longer part of the fleet. */
    record AgentLeft(String agent) implements FleetEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * A limit has a value, or another one.
     *
     * @param ceiling how high the value may go by what is learnt; 0 when it stays as it was set
     */
    record LimitChanged(
            LimitScope scope, String name, int value, boolean underPressure, LimitChange.Cause cause, int ceiling)
            implements FleetEvent {
        public LimitChanged {
            if (ceiling != 0 && value > ceiling)
                throw new IllegalArgumentException("value: " + value + " (expected: at most " + ceiling + ")");
        }

        /** It stays as it was set. */
        public LimitChanged(LimitScope scope, String name, int value, boolean underPressure, LimitChange.Cause cause) {
            this(scope, name, value, underPressure, cause, 0);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** A tenant is entitled to something from now on, or to something else. */
    record ShareSet(Tenant tenant, Share share) implements FleetEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * Running tasks may be ended on the agents of a pool from now on, to make room for others; or no longer.
     *
     * @param patience room that is thought to come by itself within this time is waited for
     */
    record PreemptionSet(String pool, boolean allowed, Duration patience) implements FleetEvent {
        public PreemptionSet {
            patience = patience.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Somebody wants an agent for themselves. */
    record BookingMade(Booking booking) implements FleetEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** The agent is kept for the booking: it gets nothing new but what runs in the name of the holder. */
    record BookingAssigned(String id, String agent) implements FleetEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Nobody else runs anything on the agent any more: it is the holder's until then. */
    record BookingGranted(String id, Instant until) implements FleetEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** The holder has the agent for longer. */
    record BookingExtended(String id, Instant until) implements FleetEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** The agent, if one was kept, is for everybody again. */
    record BookingEnded(String id, BookingEnd why) implements FleetEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** One method for each kind of event of the fleet. */
    interface Visitor {
        void visit(AgentRegistered event);

        void visit(AgentStateChanged event);

        void visit(AgentLeft event);

        void visit(LimitChanged event);

        void visit(ShareSet event);

        void visit(PreemptionSet event);

        void visit(BookingMade event);

        void visit(BookingAssigned event);

        void visit(BookingGranted event);

        void visit(BookingExtended event);

        void visit(BookingEnded event);
    }
}
