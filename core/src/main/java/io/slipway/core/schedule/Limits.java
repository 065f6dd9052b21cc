package io.slipway.core.schedule;

import io.slipway.core.limit.Intake;
import io.slipway.core.pipeline.RetryPolicy.OnLost;
import java.time.Duration;
import java.util.Optional;

/**
 * How far the scheduler goes. Immutable.
 *
 * @param inFlight most tasks that run at a time, on all agents together
 * @param overtaken how many tasks may take what a waiting task lacks before it is that task's turn
 * @param lease how long an agent is believed to be there after it was heard of; for ever when absent
 * @param lostDeploys what becomes of a deploy whose agent is lost, when it says nothing itself
 * @param intake how many tasks may wait; any number when absent
 * @param waitsForAgents whether a task that no agent can ever run waits for one that can, instead of being skipped
 */
public record Limits(
        int inFlight,
        int overtaken,
        Optional<Duration> lease,
        OnLost lostDeploys,
        Optional<Intake> intake,
        boolean waitsForAgents) {
    /** Enough to fill gaps with small tasks, few enough that a large one does not wait for most of a build. */
    private static final int DEFAULT_OVERTAKEN = 16;

    public Limits {
        if (inFlight < 1) throw new IllegalArgumentException("inFlight: " + inFlight + " (expected: >= 1)");
        if (overtaken < 0) throw new IllegalArgumentException("overtaken: " + overtaken + " (expected: >= 0)");
        if (lease.isPresent() && (lease.get().isNegative() || lease.get().isZero()))
            throw new IllegalArgumentException("lease: " + lease.get() + " (expected: longer than nothing)");
    }

    /**
     * Agents are believed to be there for ever, there is no person who could decide about lost deploys, any number of tasks
     * may wait, and what no agent can run is skipped.
     */
    public Limits(int inFlight, int overtaken) {
        this(inFlight, overtaken, Optional.empty(), OnLost.FAIL, Optional.empty(), false);
    }

    public static Limits inFlight(int inFlight) {
        return new Limits(inFlight, DEFAULT_OVERTAKEN);
    }

    /** Where people look after agents, one that lets tasks fail is drained. */
    boolean suspectsAgents() {
        return lease.isPresent();
    }

    /**
     * The same for a farm that people look after: an agent that was not heard of for so long is lost, and a deploy that ran
     * there waits for a person.
     */
    public Limits withLease(Duration lease) {
        return new Limits(inFlight, overtaken, Optional.of(lease), OnLost.HOLD, intake, waitsForAgents);
    }

    /** The same where no more tasks than that may wait: a run that would bring too many is refused as a whole. */
    public Limits withIntake(Intake intake) {
        return new Limits(inFlight, overtaken, lease, lostDeploys, Optional.of(intake), waitsForAgents);
    }

    /** The same for a farm whose agents come and go: what none of them can run waits for one that can, and says so. */
    public Limits patient() {
        return new Limits(inFlight, overtaken, lease, lostDeploys, intake, true);
    }
}
