package io.slipway.core.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.data.Percentage.withPercentage;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Problem;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Where arrivals come from. */
class WorkloadsTest {
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private static final String HEADER = "submit_s,tenant,run,task,needs,requires,milli_cpu,memory_bytes,duration_s\n";

    @Test
    void a_table_gives_runs_in_the_order_in_which_they_are_asked_for() {
        List<Arrival> arrivals = read(HEADER
                + "90.5,shop,late,orders:compile,,,,,3\n"
                + "\n"
                + "0,shop,early,orders:compile,,\"os=linux;jdk=>=17,<22\",2000,1024,41.5\n"
                + "0,shop,early,test,orders:compile, os=linux ,500,0,120\n");

        assertThat(arrivals)
                .extracting(arrival -> arrival.submit().run().value())
                .containsExactly("early", "late");
        Arrival early = arrivals.get(0);
        assertThat(early.at()).isEqualTo(Duration.ZERO);
        assertThat(early.tenant()).isEqualTo("shop");
        Task compile = early.submit().pipeline().get(TaskAddress.parse("orders:compile"));
        assertThat(compile.requires().texts()).containsEntry("os", "linux").containsEntry("jdk", ">=17,<22");
        assertThat(compile.resources()).isEqualTo(new Resources(2000, 1024));
        Task test = early.submit().pipeline().get(TaskAddress.parse("shop:test"));
        assertThat(test.needs()).extracting(need -> need.task().toString()).containsExactly("orders:compile");
        assertThat(early.work(test.address()).duration()).isEqualTo(Duration.ofMinutes(2));
        assertThat(arrivals.get(1).at()).isEqualTo(Duration.ofMillis(90_500));
    }

    @Test
    void a_range_may_stand_right_behind_its_label() {
        List<Arrival> arrivals = read(HEADER + "0,shop,r,a,,os=linux; jdk>=17 ;glibc<2.40,,,1\n");

        Task task = arrivals.get(0).submit().pipeline().tasks().get(0);
        assertThat(task.requires().texts())
                .containsEntry("os", "linux")
                .containsEntry("jdk", ">=17")
                .containsEntry("glibc", "<2.40");
    }

    @Test
    void a_table_needs_only_four_columns_in_any_order() {
        List<Arrival> arrivals = read("task,run,duration_s,submit_s\nbuild,r,1,0\n");

        Task task = arrivals.get(0).submit().pipeline().tasks().get(0);
        assertThat(task.address()).hasToString("default:build");
        assertThat(task.resources()).isEqualTo(Resources.DEFAULT);
        assertThat(Workload.of(arrivals).lasting()).isZero();
    }

    @Test
    void a_table_with_problems_says_where_each_of_them_is() {
        assertThat(problems(HEADER
                        + "x,shop,r,a,,,,,1\n"
                        + "0,shop,,b,,,,,1\n"
                        + "0,shop,r,c c,,jdk,,,1\n"
                        + "0,shop,r,d,gone,,-1,,1\n"
                        + "0,shop,s,e,gone;gone,,,,1\n"
                        + "0,shop,t,f,,,,,1\n"
                        + "1,stop,t,g,,,,,1\n"
                        + "0,shop,u,h,none,,,,1\n"
                        + "0,too few\n"))
                .containsExactly(
                        "day.csv:2:1 submit_s is \"x\"; write a number from 0 on",
                        "day.csv:3:8 it has no run; give the run a name",
                        "day.csv:4:10 task: 'c c' (expected: a letter or digit, then letters, digits, '.', '_' or '-',"
                                + " at most 100); write it as orders:test",
                        "day.csv:4:15 'jdk' (expected: label=range, as jdk=>=17 or jdk>=17); write it as os=linux;jdk>=17",
                        "day.csv:5:18 milli_cpu is \"-1\"; write a number from 0 on",
                        "day.csv:6:12 shop:gone comes twice; leave one out",
                        "day.csv:8:1 run t was submitted at 0.0 above; say the same for all tasks of a run",
                        "day.csv:8:3 run t was of shop above; say the same for all tasks of a run",
                        "day.csv:9:12 `shop:h` needs `shop:none`, but service `shop` has no task `none`; use one of `h`",
                        "day.csv:10:3 2 fields for 9 columns; write one for each; a field with a comma stands in double"
                                + " quotes");
    }

    @Test
    void a_table_with_another_header_says_what_is_missing_and_what_was_meant() {
        assertThat(problems("submit,run,task,run,duration_s\n0,r,a,r,1\n"))
                .containsExactly(
                        "day.csv:1:1 unknown column \"submit\"; did you mean \"submit_s\"?",
                        "day.csv:1:1 column \"submit_s\" is missing; add it",
                        "day.csv:1:17 column \"run\" comes twice; leave one out");
        assertThat(problems(""))
                .singleElement()
                .asString()
                .startsWith("day.csv:1:1 there is nothing in it; begin with");
    }

    @Test
    void a_table_of_nothing_but_names_of_columns_is_no_workload() {
        assertThat(problems(HEADER))
                .containsExactly("day.csv:1:1 no task follows the columns' names; write one on each line below");
    }

    @Test
    void a_recorded_simulation_can_be_simulated_again_with_the_same_result() {
        List<Agent> fleet = Farms.mixed(4);
        Workload original = SeededWorkload.builder(5, fleet)
                .services(5)
                .load(0.5, 0)
                .lasting(Duration.ofMinutes(5))
                .build();
        List<Arrival> asked = new ArrayList<>();
        original.arrivals().forEachRemaining(asked::add);
        List<RecordedWorkload.Recorded> journal = new ArrayList<>();
        Tally first = simulate(fleet, original, journal);

        Workload again = RecordedWorkload.of(
                journal,
                digest -> asked.stream()
                        .map(arrival -> arrival.submit())
                        .filter(submit -> submit.pipelineDigest().equals(digest))
                        .findFirst()
                        .orElseThrow()
                        .pipeline());
        Tally second = simulate(fleet, again, new ArrayList<>());

        assertThat(asked).isNotEmpty();
        assertThat(second.result().runs()).isEqualTo(asked.size());
        assertThat(second.result().succeededRuns()).isEqualTo(asked.size());
        assertThat(second.result().executed()).isEqualTo(first.result().executed());
        assertThat(second.result().reused()).isEqualTo(first.result().reused());
        assertThat(second.result().busyCpuHours()).isCloseTo(first.result().busyCpuHours(), withPercentage(1));
        assertThat(second.result().tenants())
                .extracting(SimulationResult.Tenant::name)
                .isEqualTo(first.result().tenants().stream()
                        .map(SimulationResult.Tenant::name)
                        .toList());
    }

    @Test
    void a_recorded_failure_fails_again() {
        Arrival failing = Farms.run(
                "a",
                Duration.ZERO,
                Map.of(TaskAddress.parse("s:one"), new Work(Duration.ofSeconds(3), false, Outcome.Kind.FAILED)),
                List.of(Farms.task("s:one").build()));
        List<RecordedWorkload.Recorded> journal = new ArrayList<>();
        simulate(Farms.plain(1, 1), Workload.of(List.of(failing)), journal);

        Workload again = RecordedWorkload.of(journal, digest -> failing.submit().pipeline());

        assertThat(again.arrivals().next().work(TaskAddress.parse("s:one")).outcome())
                .isEqualTo(Outcome.Kind.FAILED);
    }

    @Test
    void a_day_from_a_seed_asks_for_as_much_as_it_is_told_to() {
        List<Agent> fleet = Farms.mixed(20);
        SeededWorkload day = SeededWorkload.builder(2, fleet)
                .services(50)
                .tenants(3)
                .tasks(2, 4)
                .load(0.8, 0.5)
                .reused(0.25)
                .durations(random -> 60_000_000_000L)
                .build();
        double cpuSeconds = 0;
        double firstHalf = 0;
        Iterator<Arrival> arrivals = day.arrivals();
        while (arrivals.hasNext()) {
            Arrival arrival = arrivals.next();
            for (Task task : arrival.submit().pipeline().tasks()) {
                Work work = arrival.work(task.address());
                if (work.reused()) continue;
                double seconds =
                        work.duration().toMillis() / 1e6 * task.resources().milliCpu();
                cpuSeconds += seconds;
                if (arrival.at().compareTo(Duration.ofHours(12)) < 0) firstHalf += seconds;
            }
        }

        double capacity = 20 * 6 * 86_400;
        assertThat(cpuSeconds / capacity).isBetween(0.77, 0.83);
        assertThat(firstHalf / cpuSeconds).isGreaterThan(0.6);
        assertThat(day.tasksAtATime()).isBetween(60.0, 120.0);
        assertThat(day.lasting()).isEqualTo(Duration.ofDays(1));
        assertThatThrownBy(arrivals::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void a_slow_agent_is_asked_for_as_much_less() {
        Resources cpus = new Resources(16_000, 64L << 30);
        Agent fast = new Agent("fast", Labels.of(Map.of("os", "linux")), cpus);
        Agent slow = new Agent("slow", Labels.of(Map.of("os", "macos")), cpus).withSpeed(0.25);
        SeededWorkload day = SeededWorkload.builder(4, List.of(fast, slow))
                .services(400)
                .lasting(Duration.ofHours(6))
                .build();
        double asked = 0;
        double ofSlow = 0;
        for (Iterator<Arrival> arrivals = day.arrivals(); arrivals.hasNext(); ) {
            Arrival arrival = arrivals.next();
            for (Task task : arrival.submit().pipeline().tasks()) {
                double seconds = arrival.work(task.address()).duration().toMillis()
                        / 1e3
                        * task.resources().milliCpu();
                asked += seconds;
                if (task.requires().texts().containsValue("macos")) ofSlow += seconds;
            }
        }

        assertThat(ofSlow / asked).isBetween(0.15, 0.25);
    }

    @Test
    void refuses_work_and_arrivals_that_cannot_be() {
        assertThatThrownBy(() -> Work.lasting(Duration.ofSeconds(-1))).hasMessage("duration: PT-1S (expected: >= 0)");
        assertThatThrownBy(() -> Farms.run("a", Duration.ofSeconds(-1), Duration.ZERO))
                .hasMessage("at: PT-1S (expected: >= 0)");
        assertThatThrownBy(() -> SeededWorkload.builder(1, List.of()))
                .hasMessage("fleet: no agents (expected: at least one)");
    }

    private static List<Arrival> read(String text) {
        List<Arrival> arrivals = new ArrayList<>();
        CsvWorkload.read("day.csv", text).arrivals().forEachRemaining(arrivals::add);
        return arrivals;
    }

    private static List<String> problems(String text) {
        InvalidPipelineException invalid =
                catchThrowableOfType(InvalidPipelineException.class, () -> CsvWorkload.read("day.csv", text));
        return invalid.problems().stream().map(Problem::toString).toList();
    }

    private static Tally simulate(List<Agent> fleet, Workload workload, List<RecordedWorkload.Recorded> journal) {
        Tally tally = new Tally();
        Watcher recorder = new Watcher() {
            @Override
            public void stepped(long nanos, Input input, Step step) {
                for (Event event : step.events()) {
                    journal.add(new RecordedWorkload.Recorded(START.plusNanos(nanos), event));
                }
            }
        };
        Simulation.of(fleet, workload).watch(tally).watch(recorder).build().run();
        return tally;
    }
}
