package io.slipway.jenkins.desk;

import static java.util.Objects.requireNonNull;

import io.slipway.core.limit.Intake;
import io.slipway.core.local.FileJournal;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.schedule.Limits;
import io.slipway.jenkins.farm.Farm;
import io.slipway.jenkins.teach.PastBuilds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a desk is put together from. Immutable.
 *
 * @param directory that is the desk's own
 * @param past what tasks took; taught here, each under its address
 * @param force whether what is decided outlives a loss of power
 * @param loop runs the desk's one thread for as long as it is open
 * @param warnings told in a sentence what a person should know
 */
public record DeskParts(
        Path directory,
        Farm farm,
        Owners owners,
        PastBuilds past,
        Limits limits,
        PlacementRules rules,
        FileJournal.Force force,
        InstantSource clock,
        Executor loop,
        Consumer<String> warnings) {
    /** Longer than a pause of a busy controller, short enough that a lost node's work is soon done elsewhere. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** The nodes' executors say how much runs at a time. */
    private static final int MOST_IN_FLIGHT = 100_000;

    /** More than a day's work of a large farm; a loop that starts builds is told before the controller suffers from it. */
    private static final Intake INTAKE = new Intake(200_000);

    public DeskParts {
        requireNonNull(directory, "directory");
        requireNonNull(farm, "farm");
        requireNonNull(owners, "owners");
        requireNonNull(past, "past");
        requireNonNull(limits, "limits");
        requireNonNull(rules, "rules");
        requireNonNull(force, "force");
        requireNonNull(clock, "clock");
        requireNonNull(loop, "loop");
        requireNonNull(warnings, "warnings");
    }

    /** How far a controller's scheduler goes: nodes come and go, and people look after them. */
    public static Limits usualLimits() {
        return Limits.inFlight(MOST_IN_FLIGHT)
                .withLease(LEASE)
                .withIntake(INTAKE)
                .patient();
    }
}
