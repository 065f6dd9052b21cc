package io.slipway.core.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void counts_runs_tasks_waits_slowdowns_and_shares() {
        Task.Builder wide = Farms.task("s:wide").resources(new Resources(2000, 0));
        Task.Builder then =
                Farms.task("s:then").resources(new Resources(2000, 0)).needs("wide");
        Arrival first = Farms.run("first", Duration.ZERO, MINUTE, wide, then);
        Arrival second = Farms.run("second", Duration.ofSeconds(30), MINUTE, Farms.task("z:one"), Farms.task("z:two"));

        SimulationResult result = simulate(Farms.plain(1, 2), List.of(), first, second);

        assertThat(result.time()).isEqualTo(Duration.ofMinutes(3));
        assertThat(result.runs()).isEqualTo(2);
        assertThat(result.endedRuns()).isEqualTo(2);
        assertThat(result.succeededRuns()).isEqualTo(2);
        assertThat(result.executed()).isEqualTo(4);
        assertThat(result.busyCpuHours()).isCloseTo(6 / 60.0, within(1e-9));
        assertThat(result.lostCpuHours()).isZero();
        assertThat(result.mostRunning()).isEqualTo(2);
        assertThat(result.mostQueued()).isEqualTo(2);
        assertThat(result.meanRunning()).isCloseTo(4 / 3.0, within(1e-9));
        assertThat(result.tenants())
                .extracting(SimulationResult.Tenant::name)
                .containsExactly("team-first", "team-second");
        assertThat(result.tenants().get(0).share()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(result.slowdown().most()).isGreaterThan(1);
        assertThat(result.waitSeconds().most()).isBetween(30.0, 90.0);
    }

    @Test
    void a_fleet_that_is_as_busy_as_it_can_be_is_fully_utilised_though_some_of_it_idles() {
        List<Agent> fleet = new ArrayList<>(Farms.plain(1, 1));
        fleet.add(new Agent("other", Labels.of(Map.of()), new Resources(500, 0)));
        Arrival run = Farms.run("a", Duration.ZERO, MINUTE, Farms.task("s:one"), Farms.task("s:two"));

        assertThat(simulate(fleet, List.of(), run).utilisation()).isOne();
    }

    @Test
    void what_idles_while_somebody_waits_who_could_run_there_is_not_utilised() {
        // Two tasks of a CPU and a half on an agent of two: one of them waits, and half a CPU idles.
        Resources most = new Resources(1500, 0);
        Arrival run = Farms.run(
                "a",
                Duration.ZERO,
                MINUTE,
                Farms.task("s:one").resources(most),
                Farms.task("s:two").resources(most));

        double utilisation = simulate(Farms.plain(1, 2), List.of(), run).utilisation();

        assertThat(utilisation).isCloseTo(3 / 3.5, within(1e-9));
    }

    @Test
    void no_more_idles_in_vain_than_is_asked_for() {
        FreeCpus free = new FreeCpus();
        Agent agent = Farms.plain(1, 8).get(0);
        Task task = Farms.task("s:one").build();

        free.change(agent, 8000);
        assertThat(free.usableMilliCpu()).isZero();
        free.queued(task);
        assertThat(free.usableMilliCpu()).isEqualTo(1000);
        free.change(agent, -7500);
        assertThat(free.usableMilliCpu()).isEqualTo(500);
        free.left(task);
        assertThat(free.usableMilliCpu()).isZero();
    }

    @Test
    void an_agent_that_comes_later_counts_for_those_who_wait_already() {
        FreeCpus free = new FreeCpus();
        Task picky = Farms.task("s:one").requires(Map.of("gpu", "1")).build();
        Agent other = Farms.plain(1, 8).get(0);
        Agent right = new Agent("right", Labels.of(Map.of("gpu", "1")), other.capacity());

        free.change(other, 8000);
        free.queued(picky);
        assertThat(free.usableMilliCpu()).isZero();
        free.change(right, 8000);
        assertThat(free.usableMilliCpu()).isEqualTo(1000);
    }

    @Test
    void says_what_was_lost_and_repeated() {
        Arrival run = Farms.run("a", Duration.ZERO, MINUTE, Farms.task("s:one"));
        Fault dies = new Fault(Fault.Kind.DIES, Duration.ofSeconds(36), 0, Duration.ofHours(1));

        SimulationResult result = simulate(Farms.plain(2, 1), List.of(dies), run);

        assertThat(result.lostAttempts()).isOne();
        assertThat(result.repeatedAttempts()).isOne();
        assertThat(result.executed()).isOne();
        assertThat(result.busyCpuHours()).isCloseTo(0.01 + 1 / 60.0, within(1e-9));
        assertThat(result.lostCpuHours()).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void says_what_no_agent_can_ever_run() {
        Arrival run = Farms.run("a", Duration.ZERO, MINUTE, Farms.task("s:one").requires(Map.of("gpu", "1")));

        SimulationResult result = simulate(Farms.plain(2, 1), List.of(), run);

        assertThat(result.unplaceable())
                .hasValueSatisfying(why -> assertThat(why).startsWith("s:one needs gpu 1"));
        assertThat(result.succeededRuns()).isZero();
        assertThat(result.slowdown()).isEqualTo(new Spread(0, 0, 0, 0));
    }

    @Test
    void a_spread_is_of_values_that_were_there() {
        Spread.Gathering values = new Spread.Gathering();
        IntStream.rangeClosed(1, 1000).forEach(i -> values.add(1001 - i));

        assertThat(values.spread()).isEqualTo(new Spread(500, 900, 990, 1000));
        assertThat(new Spread.Gathering().spread()).isEqualTo(new Spread(0, 0, 0, 0));
    }

    private static SimulationResult simulate(List<Agent> fleet, List<Fault> faults, Arrival... arrivals) {
        Tally tally = new Tally();
        Simulation.of(fleet, Workload.of(List.of(arrivals)))
                .faults(faults)
                .watch(tally)
                .build()
                .run();
        return tally.result();
    }
}
