package io.slipway.core.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a simulation came to. Immutable.
 *
 * @param time from the beginning until nothing more happened
 * @param endedRuns runs that came to an end, good or bad
 * @param succeededRuns runs in which every task was done
 * @param executed tasks that ran to an end that counts; those reused or skipped are not among them
 * @param reused tasks whose result was there
 * @param skipped tasks that did not run, as no agent can run them, or because of how others ended
 * @param utilisation CPU time that was busy, as a share of what was busy or could have been used by a task that waited:
 *     free CPUs of agents whose labels and size would do for some queued task, at most as many as queued tasks ask for
 * @param meanRunning tasks that ran at a time, on average
 * @param waitSeconds from when a task had to run until it first started
 * @param slowdown of runs that succeeded: their time by that of their longest chain of tasks, if that had run undisturbed
 *     on agents of speed 1
 * @param lostAttempts attempts that were given up because their agent was not heard of
 * @param repeatedAttempts attempts of tasks that were tried before
 * @param busyCpuHours CPU time that agents spent on attempts
 * @param lostCpuHours how much of that led to nothing that counts
 * @param unplaceable why the first task that no agent can ever run cannot run
 * @param tenants by name
 */
public record SimulationResult(
        Duration time,
        long runs,
        long endedRuns,
        long succeededRuns,
        long executed,
        long reused,
        long skipped,
        double utilisation,
        double meanRunning,
        int mostRunning,
        int mostQueued,
        Spread waitSeconds,
        Spread slowdown,
        long lostAttempts,
        long repeatedAttempts,
        double busyCpuHours,
        double lostCpuHours,
        Optional<String> unplaceable,
        List<Tenant> tenants) {
    public SimulationResult {
        tenants = List.copyOf(tenants);
    }

    /**
     * How it went for one of those who share the fleet.
     *
     * @param share of all CPU time that counts, 0 to 1
     */
    public record Tenant(String name, long runs, long executed, double share, Spread waitSeconds, Spread slowdown) {}
}
