package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.cache.Invalidation;
import io.slipway.core.cache.Invalidation.Cause;
import io.slipway.core.graph.Dag;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.PlannedTask;
import io.slipway.core.local.PlannedTask.Verdict;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final TaskAddress LIBRARY = TaskAddress.parse("contracts:package");
    private static final TaskAddress COMPILE = TaskAddress.parse("orders:compile");
    private static final TaskAddress TEST = TaskAddress.parse("orders:test");

    private static final LocalPlan PLAN = plan(
            List.of(
                    new PlannedTask(
                            COMPILE,
                            Verdict.RUN,
                            Optional.of(new Invalidation(List.of(
                                    new Cause(Cause.Kind.FILE_CHANGED, "orders/Main.java"),
                                    new Cause(Cause.Kind.COMMAND_CHANGED, "")))),
                            List.of(),
                            Optional.of(Duration.ofMillis(1240))),
                    new PlannedTask(TEST, Verdict.RUN_IF_CHANGED, Optional.empty(), List.of(COMPILE), Optional.empty()),
                    new PlannedTask(
                            LIBRARY, Verdict.REUSE, Optional.empty(), List.of(), Optional.of(Duration.ofSeconds(70)))),
            COMPILE,
            TEST);

    @Test
    void says_what_would_run_in_which_order_and_why() {
        assertThat(new PlanText(Style.PLAIN).of(PLAN)).isEqualTo("""
                        run    orders:compile        1.24s  orders/Main.java changed and 1 more
                        maybe  orders:test                  unless orders:compile makes the same as before
                        reuse  contracts:package     1m10s
                        3 tasks: 1 to run, 1 to run if what they need changes, 1 reused
                        critical path at least 1.24s (1 of 2 never ran here): orders:compile > orders:test
                        """);
    }

    @Test
    void gives_the_length_of_the_critical_path_only_where_it_is_known() {
        PlannedTask neverRan = new PlannedTask(COMPILE, Verdict.RUN, Optional.empty(), List.of(), Optional.empty());
        PlannedTask test = PLAN.tasks().get(1);
        PlannedTask library = PLAN.tasks().get(2);
        PlannedTask ranBefore = new PlannedTask(
                TEST, Verdict.RUN_IF_CHANGED, Optional.empty(), List.of(COMPILE), Optional.of(Duration.ofMillis(760)));

        assertThat(new PlanText(Style.PLAIN).of(plan(List.of(neverRan, test, library), COMPILE, TEST)))
                .endsWith("critical path of unknown length: orders:compile > orders:test\n");
        assertThat(new PlanText(Style.PLAIN).of(plan(List.of(PLAN.tasks().get(0), ranBefore, library), COMPILE, TEST)))
                .endsWith("critical path about 2.00s: orders:compile > orders:test\n");
    }

    @Test
    void counts_the_causes_that_are_not_named() {
        Invalidation many = new Invalidation(List.of(new Cause(Cause.Kind.FILE_CHANGED, "orders/Main.java")), 9_980);
        LocalPlan plan = plan(
                List.of(
                        new PlannedTask(COMPILE, Verdict.RUN, Optional.of(many), List.of(), Optional.empty()),
                        PLAN.tasks().get(1),
                        PLAN.tasks().get(2)),
                COMPILE,
                TEST);

        assertThat(new PlanText(Style.PLAIN).of(plan)).contains("orders/Main.java changed and 9980 more\n");
        assertThat(PlanJson.of(plan, List.of()))
                .contains("\"text\":\"orders/Main.java changed\"}],\"moreCauses\":9980}");
    }

    @Test
    void says_in_json_what_it_says_in_words() {
        assertThat(PlanJson.of(PLAN, List.of()))
                .isEqualTo("{\"type\":\"plan\",\"tasks\":["
                        + "{\"task\":\"orders:compile\",\"verdict\":\"run\",\"needs\":[\"contracts:package\"],"
                        + "\"expectedMillis\":1240,\"because\":[{\"kind\":\"fileChanged\",\"subject\":\"orders/Main.java\","
                        + "\"text\":\"orders/Main.java changed\"},"
                        + "{\"kind\":\"commandChanged\",\"text\":\"its command changed\"}]},"
                        + "{\"task\":\"orders:test\",\"verdict\":\"runIfChanged\",\"needs\":[\"orders:compile\"],"
                        + "\"after\":[\"orders:compile\"]},"
                        + "{\"task\":\"contracts:package\",\"verdict\":\"reuse\",\"needs\":[],\"expectedMillis\":70000}],"
                        + "\"criticalPath\":[\"orders:compile\",\"orders:test\"],"
                        + "\"criticalPathAtLeastMillis\":1240,\"criticalPathNeverRan\":1}");
    }

    @Test
    void gives_the_length_of_the_critical_path_in_json_only_where_it_is_known() {
        PlannedTask neverRan = new PlannedTask(COMPILE, Verdict.RUN, Optional.empty(), List.of(), Optional.empty());
        PlannedTask ranBefore = PLAN.tasks().get(0);

        assertThat(PlanJson.of(plan(List.of(ranBefore), COMPILE), List.of()))
                .endsWith("\"criticalPath\":[\"orders:compile\"],\"criticalPathMillis\":1240,"
                        + "\"criticalPathNeverRan\":0}");
        assertThat(PlanJson.of(plan(List.of(neverRan), COMPILE), List.of()))
                .endsWith("\"criticalPathAtLeastMillis\":0,\"criticalPathNeverRan\":1}");
    }

    @Test
    void draws_itself_for_graphviz() {
        assertThat(PlanGraph.dot(PLAN)).isEqualTo("""
                        digraph slipway {
                          rankdir=LR;
                          node [shape=box, style="rounded,filled", fontname="sans-serif"];
                          "orders:compile" [fillcolor="#d3f5d3"];
                          "orders:test" [fillcolor="#fdf3c7", style="rounded,filled,dashed"];
                          "contracts:package" [fillcolor="#eeeeee", fontcolor="#777777"];
                          "orders:compile" -> "orders:test";
                          "contracts:package" -> "orders:compile";
                        }
                        """);
    }

    @Test
    void draws_itself_for_mermaid() {
        assertThat(PlanGraph.mermaid(PLAN)).startsWith("""
                        flowchart LR
                          t0["orders:compile"]:::run
                          t1["orders:test"]:::runIfChanged
                          t2["contracts:package"]:::reuse
                          t0 --> t1
                          t2 --> t0
                          classDef run \
                        """);
    }

    @Test
    void is_short_when_there_is_nothing_to_do() {
        LocalPlan plan =
                plan(List.of(new PlannedTask(LIBRARY, Verdict.REUSE, Optional.empty(), List.of(), Optional.empty())));

        assertThat(new PlanText(Style.PLAIN).of(plan))
                .isEqualTo("reuse  contracts:package\n1 task: 0 to run, 1 reused\n");
    }

    private static LocalPlan plan(List<PlannedTask> tasks, TaskAddress... criticalPath) {
        Dag<TaskAddress> graph = Dag.<TaskAddress>builder()
                .add(LIBRARY)
                .edge(LIBRARY, COMPILE)
                .edge(COMPILE, TEST)
                .build();
        return new LocalPlan(tasks, graph, List.of(criticalPath));
    }
}
