package io.slipway.core.journal;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Booking;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.limit.LimitChange;
import io.slipway.core.pipeline.Facts;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.BookingEnd;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.WaitReason;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Writes an entry as one line of JSON and reads it back: in journals, with {@code --json} and in event streams it looks
 * the same.
 *
 * <pre>{@code
 * {"sequence":3,"at":"2025-03-01T12:00:00Z","actor":"slipway","previousHash":"…","type":"taskReused","run":"…",
 *  "task":"orders:compile","key":"…","outputs":"…/412","savedMillis":1250}
 * }</pre>
 *
 * <p>{@code type} is the event's name and enum values are their constants' names, both in lowerCamel; durations are
 * {@code …Millis}; digests {@code hash/size}; what is absent or empty is left out. Written field by field, not by
 * reflection over the records: a command line that lives half a second cannot wait for that. Thread-safe.
 */
public final class EntryCodec {
    /** Entries of one second begin alike, and a time is dear to write. Any thread may find another's; it is right too. */
    private volatile Second lastSecond = new Second(0, "1970-01-01T00:00:00");

    /** @param text without what is after the seconds */
    private record Second(long epochSecond, String text) {}

    /** The line, in UTF-8, without a line break. */
    public byte[] encode(JournalEntry entry) {
        JsonLine line = new JsonLine();
        line.number("sequence", entry.sequence());
        line.text("at", text(entry.at()));
        line.text("actor", entry.actor());
        line.text("previousHash", entry.previousHash());
        entry.event().accept(new Writing(line));
        return line.end();
    }

    /** As {@link Instant#toString} does: with as many groups of three digits as it takes. */
    private String text(Instant time) {
        Second second = lastSecond;
        if (second.epochSecond != time.getEpochSecond()) {
            String whole = Instant.ofEpochSecond(time.getEpochSecond()).toString();
            second = new Second(time.getEpochSecond(), whole.substring(0, whole.length() - 1));
            lastSecond = second;
        }
        int nanos = time.getNano();
        if (nanos == 0) return second.text.concat("Z");
        int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        String padded = Integer.toString(1_000_000_000 + nanos);
        return new StringBuilder(second.text.length() + 1 + digits + 1)
                .append(second.text)
                .append('.')
                .append(padded, 1, 1 + digits)
                .append('Z')
                .toString();
    }

    /**
     * Reads a line. Fields it does not know are left aside.
     *
     * @throws JournalException when it is no entry, or of a type that this version does not know
     */
    public JournalEntry decode(byte[] line, int offset, int length) {
        Fields fields = Fields.read(line, offset, length);
        try {
            return new JournalEntry(
                    fields.number("sequence"),
                    Instant.parse(fields.text("at")),
                    fields.text("actor"),
                    fields.text("previousHash"),
                    event(fields));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new JournalException(
                    "not an entry of type " + fields.find("type").orElse("?") + ": " + e.getMessage()
                            + "; it is damaged, or was written by another version of Slipway",
                    e);
        }
    }

    /** As {@link #decode(byte[], int, int)}, for all of {@code line}. */
    public JournalEntry decode(byte[] line) {
        return decode(line, 0, line.length);
    }

    private static Event event(Fields fields) {
        String type = fields.text("type");
        return switch (type) {
            case "agentRegistered" -> new FleetEvent.AgentRegistered(fields.agent());
            case "agentStateChanged" ->
                new FleetEvent.AgentStateChanged(
                        fields.text("agent"),
                        fields.agentState(),
                        fields.find("reason").orElse(""));
            case "agentLeft" -> new FleetEvent.AgentLeft(fields.text("agent"));
            case "limitChanged" ->
                new FleetEvent.LimitChanged(
                        Names.find(LimitScope.values(), fields.text("scope")),
                        fields.text("name"),
                        (int) fields.number("value"),
                        fields.flag("underPressure"),
                        Names.find(LimitChange.Cause.values(), fields.text("cause")),
                        fields.numberOr("ceiling", 0));
            case "shareSet" -> new FleetEvent.ShareSet(Tenant.of(fields.text("tenant")), fields.share());
            case "preemptionSet" ->
                new FleetEvent.PreemptionSet(
                        fields.text("pool"), fields.flag("allowed"), fields.millis("patienceMillis"));
            case "taskPromised" -> new RunEvent.TaskPromised(fields.run(), fields.task(), fields.text("agent"));
            case "runPrioritised" -> new RunEvent.RunPrioritised(fields.run(), (int) fields.number("priority"));
            case "bookingMade" -> new FleetEvent.BookingMade(fields.booking());
            case "bookingAssigned" -> new FleetEvent.BookingAssigned(fields.text("booking"), fields.text("agent"));
            case "bookingGranted" ->
                new FleetEvent.BookingGranted(fields.text("booking"), Instant.parse(fields.text("until")));
            case "bookingExtended" ->
                new FleetEvent.BookingExtended(fields.text("booking"), Instant.parse(fields.text("until")));
            case "bookingEnded" ->
                new FleetEvent.BookingEnded(
                        fields.text("booking"), Names.find(BookingEnd.values(), fields.text("why")));
            case "runSubmitted" ->
                new RunEvent.RunSubmitted(
                        fields.run(),
                        fields.digest("pipeline"),
                        fields.digest("source"),
                        fields.addresses("tasks"),
                        fields.options(),
                        fields.addresses("mayFail"));
            case "taskReady" ->
                new RunEvent.TaskReady(
                        fields.run(), fields.task(), fields.findMillis("expectedMillis"), fields.millis("rankMillis"));
            case "taskReused" ->
                new RunEvent.TaskReused(
                        fields.run(),
                        fields.task(),
                        new ActionKey(fields.text("key")),
                        fields.digest("outputs"),
                        fields.millis("savedMillis"));
            case "taskMissed" ->
                new RunEvent.TaskMissed(
                        fields.run(), fields.task(), fields.find("key").map(ActionKey::new), fields.because());
            case "taskHeld" -> new RunEvent.TaskHeld(fields.run(), fields.task(), fields.waitReasons());
            case "attemptStarted" ->
                new RunEvent.AttemptStarted(
                        fields.run(),
                        fields.task(),
                        (int) fields.number("attempt"),
                        fields.text("agent"),
                        fields.findMillis("overdueAfterMillis"));
            case "attemptOverdue" ->
                new RunEvent.AttemptOverdue(
                        fields.run(), fields.task(), (int) fields.number("attempt"), fields.millis("usualMillis"));
            case "taskResized" ->
                new RunEvent.TaskResized(fields.run(), fields.task(), fields.number("memoryBytes"), fields.text("why"));
            case "attemptPreempted" ->
                new RunEvent.AttemptPreempted(
                        fields.run(),
                        fields.task(),
                        (int) fields.number("attempt"),
                        new RunId(fields.text("byRun")),
                        TaskAddress.parse(fields.text("by")),
                        fields.text("why"));
            case "attemptExited" ->
                new RunEvent.AttemptExited(fields.run(), fields.task(), (int) fields.number("attempt"));
            case "attemptFinished" ->
                new RunEvent.AttemptFinished(
                        fields.run(),
                        fields.task(),
                        (int) fields.number("attempt"),
                        fields.outcome(),
                        fields.usage(),
                        fields.find("outputs").map(Digest::parse),
                        fields.flag("stored"),
                        fields.flag("retried"));
            case "taskSetAside" ->
                new RunEvent.TaskSetAside(
                        fields.run(), fields.task(), fields.find("until").map(Instant::parse), fields.text("why"));
            case "taskApproved" -> new RunEvent.TaskApproved(fields.run(), fields.task(), fields.text("by"));
            case "taskTakenUp" -> new RunEvent.TaskTakenUp(fields.run(), fields.task());
            case "taskGivenUp" -> new RunEvent.TaskGivenUp(fields.run(), fields.task(), fields.text("reason"));
            case "taskDeadLettered" -> new RunEvent.TaskDeadLettered(fields.run(), fields.task());
            case "deadLetterReplayed" ->
                new RunEvent.DeadLetterReplayed(fields.run(), fields.task(), new RunId(fields.text("as")));
            case "runForgotten" -> new RunEvent.RunForgotten(fields.run());
            case "taskSkipped" -> new RunEvent.TaskSkipped(fields.run(), fields.task(), fields.skipReason());
            case "runCancelled" -> new RunEvent.RunCancelled(fields.run(), fields.text("reason"));
            case "runFinished" -> new RunEvent.RunFinished(fields.run(), fields.result());
            default ->
                throw new JournalException("unknown type \"" + type
                        + "\": it was written by a newer Slipway; read it with that version or a later one");
        };
    }

    /** Writes what is particular to each kind of event. */
    private record Writing(JsonLine line) implements Event.Visitor {
        @Override
        public void visit(FleetEvent.AgentRegistered event) {
            Agent agent = event.agent();
            line.text("type", "agentRegistered");
            line.text("agent", agent.id());
            line.texts("labels", agent.labels().values());
            line.number("milliCpu", agent.capacity().milliCpu());
            line.number("memoryBytes", agent.capacity().memoryBytes());
            // Newer than the others: left out at their defaults, so that lines stay as short as they were.
            if (agent.capacity().diskBytes() > 0)
                line.number("diskBytes", agent.capacity().diskBytes());
            if (!agent.capacity().counts().isEmpty())
                line.counts("counts", agent.capacity().counts());
            line.textUnlessEmpty("zone", agent.zone());
            if (agent.costPerHour() != 0) line.decimal("costPerHour", agent.costPerHour());
            if (agent.speed() != 1) line.decimal("speed", agent.speed());
        }

        @Override
        public void visit(FleetEvent.AgentStateChanged event) {
            line.text("type", "agentStateChanged");
            line.text("agent", event.agent());
            line.text("state", Names.of(event.state()));
            line.textUnlessEmpty("reason", event.reason());
        }

        @Override
        public void visit(FleetEvent.AgentLeft event) {
            line.text("type", "agentLeft");
            line.text("agent", event.agent());
        }

        @Override
        public void visit(FleetEvent.LimitChanged event) {
            line.text("type", "limitChanged");
            line.text("scope", Names.of(event.scope()));
            line.text("name", event.name());
            line.number("value", event.value());
            line.flag("underPressure", event.underPressure());
            line.text("cause", Names.of(event.cause()));
            if (event.ceiling() != 0) line.number("ceiling", event.ceiling());
        }

        @Override
        public void visit(FleetEvent.ShareSet event) {
            Share share = event.share();
            line.text("type", "shareSet");
            line.text("tenant", event.tenant().toString());
            line.decimal("weight", share.weight().value());
            line.counts("guaranteed", share.guaranteed().amounts());
            if (share.borrowed().isPresent())
                line.counts("borrowed", share.borrowed().get().amounts());
            line.counts("most", share.most().amounts());
        }

        @Override
        public void visit(FleetEvent.PreemptionSet event) {
            line.text("type", "preemptionSet");
            line.text("pool", event.pool());
            line.flag("allowed", event.allowed());
            line.millis("patienceMillis", event.patience());
        }

        @Override
        public void visit(FleetEvent.BookingMade event) {
            Booking booking = event.booking();
            line.text("type", "bookingMade");
            line.text("booking", booking.id());
            line.text("holder", booking.holder());
            line.texts("requires", booking.requires().texts());
            if (booking.agent().isPresent()) line.text("agent", booking.agent().get());
            if (booking.from().isPresent())
                line.text("from", booking.from().get().toString());
            line.millis("lengthMillis", booking.length());
            line.text("deadline", booking.deadline().toString());
        }

        @Override
        public void visit(FleetEvent.BookingAssigned event) {
            line.text("type", "bookingAssigned");
            line.text("booking", event.id());
            line.text("agent", event.agent());
        }

        @Override
        public void visit(FleetEvent.BookingGranted event) {
            line.text("type", "bookingGranted");
            line.text("booking", event.id());
            line.text("until", event.until().toString());
        }

        @Override
        public void visit(FleetEvent.BookingExtended event) {
            line.text("type", "bookingExtended");
            line.text("booking", event.id());
            line.text("until", event.until().toString());
        }

        @Override
        public void visit(FleetEvent.BookingEnded event) {
            line.text("type", "bookingEnded");
            line.text("booking", event.id());
            line.text("why", Names.of(event.why()));
        }

        @Override
        public void visit(RunEvent.TaskPromised event) {
            begin("taskPromised", event.run(), event.task());
            line.text("agent", event.agent());
        }

        @Override
        public void visit(RunEvent.RunPrioritised event) {
            begin("runPrioritised", event.run());
            line.number("priority", event.priority());
        }

        @Override
        public void visit(RunEvent.RunSubmitted event) {
            begin("runSubmitted", event.run());
            line.text("pipeline", event.pipeline().toString());
            line.text("source", event.source().toString());
            line.addresses("tasks", event.tasks());
            line.flag("keepGoing", event.options().keepGoing());
            line.flag("rebuild", event.options().rebuild());
            // Newer than the others: left out at their defaults, so that lines stay as short as they were.
            if (!event.options().tenant().equals(RunOptions.ANYBODY))
                line.text("tenant", event.options().tenant().toString());
            if (event.options().priority() != 0)
                line.number("priority", event.options().priority());
            line.textUnlessEmpty("holder", event.options().holder());
            if (!event.mayFail().isEmpty()) line.addresses("mayFail", event.mayFail());
            Facts facts = event.options().facts();
            if (!facts.values().isEmpty()) line.texts("facts", facts.values());
            if (!facts.changed().isEmpty()) line.list("changed", facts.changed());
        }

        @Override
        public void visit(RunEvent.TaskReady event) {
            begin("taskReady", event.run(), event.task());
            if (event.expected().isPresent())
                line.millis("expectedMillis", event.expected().get());
            line.millis("rankMillis", event.rank());
        }

        @Override
        public void visit(RunEvent.TaskReused event) {
            begin("taskReused", event.run(), event.task());
            line.text("key", event.key().hash());
            line.text("outputs", event.outputs().toString());
            line.millis("savedMillis", event.saved());
        }

        @Override
        public void visit(RunEvent.TaskMissed event) {
            begin("taskMissed", event.run(), event.task());
            if (event.key().isPresent()) line.text("key", event.key().get().hash());
            line.beginList("because");
            for (Invalidation.Cause cause : event.because().causes()) {
                line.beginItem();
                line.text("kind", Names.of(cause.kind()));
                line.textUnlessEmpty("subject", cause.subject());
                line.endItem();
            }
            line.endList();
            if (event.because().more() > 0)
                line.number("moreCauses", event.because().more());
        }

        @Override
        public void visit(RunEvent.TaskHeld event) {
            begin("taskHeld", event.run(), event.task());
            line.beginList("reasons");
            for (WaitReason reason : event.reasons()) {
                line.beginItem();
                line.text("kind", Names.of(reason.kind()));
                line.textUnlessEmpty("subject", reason.subject());
                if (reason.needed() != 0 || reason.free() != 0) {
                    line.number("needed", reason.needed());
                    line.number("free", reason.free());
                }
                if (!reason.heldBy().isEmpty()) line.addresses("heldBy", reason.heldBy());
                line.endItem();
            }
            line.endList();
        }

        @Override
        public void visit(RunEvent.AttemptStarted event) {
            begin("attemptStarted", event.run(), event.task());
            line.number("attempt", event.attempt());
            line.text("agent", event.agent());
            if (event.overdueAfter().isPresent())
                line.millis("overdueAfterMillis", event.overdueAfter().get());
        }

        @Override
        public void visit(RunEvent.AttemptOverdue event) {
            begin("attemptOverdue", event.run(), event.task());
            line.number("attempt", event.attempt());
            line.millis("usualMillis", event.usual());
        }

        @Override
        public void visit(RunEvent.TaskResized event) {
            begin("taskResized", event.run(), event.task());
            line.number("memoryBytes", event.memoryBytes());
            line.text("why", event.why());
        }

        @Override
        public void visit(RunEvent.AttemptPreempted event) {
            begin("attemptPreempted", event.run(), event.task());
            line.number("attempt", event.attempt());
            line.text("byRun", event.byRun().value());
            line.text("by", event.by().toString());
            line.text("why", event.why());
        }

        @Override
        public void visit(RunEvent.AttemptExited event) {
            begin("attemptExited", event.run(), event.task());
            line.number("attempt", event.attempt());
        }

        @Override
        public void visit(RunEvent.AttemptFinished event) {
            begin("attemptFinished", event.run(), event.task());
            line.number("attempt", event.attempt());
            line.text("outcome", Names.of(event.outcome().kind()));
            line.number("exitCode", event.outcome().exitCode());
            line.textUnlessEmpty("message", event.outcome().message());
            line.millis("wallMillis", event.usage().wall());
            line.millis("cpuMillis", event.usage().cpu());
            line.number("peakMemoryBytes", event.usage().peakMemoryBytes());
            line.number("bytesIn", event.usage().bytesIn());
            line.number("bytesOut", event.usage().bytesOut());
            if (event.outputs().isPresent())
                line.text("outputs", event.outputs().get().toString());
            line.flag("stored", event.stored());
            line.flag("retried", event.retried());
        }

        @Override
        public void visit(RunEvent.TaskSetAside event) {
            begin("taskSetAside", event.run(), event.task());
            if (event.until().isPresent())
                line.text("until", event.until().get().toString());
            line.text("why", event.why());
        }

        @Override
        public void visit(RunEvent.TaskApproved event) {
            begin("taskApproved", event.run(), event.task());
            line.text("by", event.by());
        }

        @Override
        public void visit(RunEvent.TaskTakenUp event) {
            begin("taskTakenUp", event.run(), event.task());
        }

        @Override
        public void visit(RunEvent.TaskGivenUp event) {
            begin("taskGivenUp", event.run(), event.task());
            line.text("reason", event.reason());
        }

        @Override
        public void visit(RunEvent.TaskDeadLettered event) {
            begin("taskDeadLettered", event.run(), event.task());
        }

        @Override
        public void visit(RunEvent.DeadLetterReplayed event) {
            begin("deadLetterReplayed", event.run(), event.task());
            line.text("as", event.as().value());
        }

        @Override
        public void visit(RunEvent.RunForgotten event) {
            begin("runForgotten", event.run());
        }

        @Override
        public void visit(RunEvent.TaskSkipped event) {
            begin("taskSkipped", event.run(), event.task());
            line.text("reason", Names.of(event.reason().kind()));
            if (event.reason().cause().isPresent())
                line.text("cause", event.reason().cause().get().toString());
            line.textUnlessEmpty("detail", event.reason().detail());
        }

        @Override
        public void visit(RunEvent.RunCancelled event) {
            begin("runCancelled", event.run());
            line.text("reason", event.reason());
        }

        @Override
        public void visit(RunEvent.RunFinished event) {
            begin("runFinished", event.run());
            line.text("result", Names.of(event.result()));
        }

        private void begin(String type, RunId run) {
            line.text("type", type);
            line.text("run", run.value());
        }

        private void begin(String type, RunId run, TaskAddress task) {
            begin(type, run);
            line.address("task", task);
        }
    }
}
