package io.slipway.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.core.content.PathSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static Task.Builder task(String address) {
        return Task.builder(address).run("make");
    }

    private static List<String> problems(Task.Builder... tasks) {
        List<Task> built = List.of(tasks).stream().map(Task.Builder::build).toList();
        InvalidPipelineException thrown =
                catchThrowableOfType(InvalidPipelineException.class, () -> Pipeline.of(built));
        return thrown == null
                ? List.of()
                : thrown.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void tasks_are_sorted_and_found_by_address() {
        Task test = task("orders:test").needs("compile").build();
        Task compile = task("orders:compile").build();

        Pipeline pipeline = Pipeline.of(List.of(test, compile));

        assertThat(pipeline.tasks()).containsExactly(compile, test);
        assertThat(pipeline.get(test.address())).isSameAs(test);
        assertThat(pipeline.find(TaskAddress.parse("orders:deploy"))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pipeline.get(TaskAddress.parse("orders:deploy")))
                .withMessage("task: orders:deploy (expected: one of this pipeline)");
        assertThat(pipeline).hasToString("Pipeline[orders:compile, orders:test]");
    }

    @Test
    void equal_tasks_in_any_order_make_equal_pipelines_with_equal_order() {
        List<Task> tasks = new ArrayList<>(List.of(
                task("b:x").build(),
                task("a:y").needs("b:x").build(),
                task("a:x").build()));
        Pipeline forwards = Pipeline.of(tasks);
        Collections.reverse(tasks);
        Pipeline backwards = Pipeline.of(tasks);

        assertThat(backwards).isEqualTo(forwards).hasSameHashCodeAs(forwards);
        assertThat(backwards.graph().nodes()).isEqualTo(forwards.graph().nodes());
        assertThat(Pipeline.of(tasks.subList(0, 1))).isNotEqualTo(forwards);
        assertThat(forwards).isNotEqualTo("Pipeline");
    }

    @Test
    void a_runtime_need_is_an_edge_only_for_a_deploy() {
        Need runtime = Need.of(TaskAddress.parse("db:deploy"), NeedKind.RUNTIME);
        Pipeline pipeline = Pipeline.of(List.of(
                task("db:deploy").kind(TaskKind.DEPLOY).build(),
                task("a:test").kind(TaskKind.TEST).need(runtime).build(),
                task("a:deploy").kind(TaskKind.DEPLOY).need(runtime).build()));

        assertThat(pipeline.graph().successors(TaskAddress.parse("db:deploy")))
                .containsExactly(TaskAddress.parse("a:deploy"));
    }

    @Test
    void runtime_needs_of_builds_in_a_circle_are_no_cycle() {
        assertThat(problems(
                        task("a:build").need(Need.of(TaskAddress.parse("b:build"), NeedKind.RUNTIME)),
                        task("b:build").need(Need.of(TaskAddress.parse("a:build"), NeedKind.RUNTIME))))
                .isEmpty();
    }

    @Test
    void a_need_of_an_unknown_task_is_told_with_the_nearest_one() {
        assertThat(problems(task("orders:compile").needs("orders:pakage"), task("orders:package")))
                .containsExactly("`orders:compile` needs `orders:pakage`, but service `orders` has no task `pakage`; "
                        + "did you mean `package`?");
    }

    @Test
    void a_need_of_an_unknown_service_is_told_with_the_nearest_one() {
        assertThat(problems(task("orders:compile").needs("paymnts:package"), task("payments:package")))
                .containsExactly("`orders:compile` needs `paymnts:package`, but there is no service `paymnts`; "
                        + "did you mean `payments`?");
    }

    @Test
    void a_cycle_is_told_as_the_path_of_needs() {
        assertThat(problems(
                        task("a:x").needs("b:y"),
                        task("b:y").needs("c:z"),
                        task("c:z").needs("a:x")))
                .containsExactly(
                        "tasks need each other in a circle: a:x -> b:y -> c:z -> a:x; remove one of these needs");
    }

    @Test
    void a_task_that_needs_itself_is_told() {
        assertThat(problems(task("a:x").needs("x")))
                .containsExactly("tasks need each other in a circle: a:x -> a:x; remove one of these needs");
    }

    @Test
    void a_very_long_cycle_is_told_by_its_ends() {
        int length = 50_000;
        Task.Builder[] tasks = new Task.Builder[length];
        for (int i = 0; i < length; i++) tasks[i] = task("a:t" + i).needs("t" + (i + 1) % length);

        List<String> problems = problems(tasks);

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0))
                .startsWith("tasks need each other in a circle: a:t0 -> a:t1 -> a:t2 ->")
                .contains(" -> a:t19 -> … 49961 more … -> a:t49981 -> ")
                .endsWith(" -> a:t49999 -> a:t0; remove one of these needs");
    }

    @Test
    void every_problem_is_told_at_once() {
        assertThat(problems(
                        task("a:x").needs("y", "nowhere"),
                        task("a:y").needs("x").outputs("out/**"),
                        task("a:z").outputs("out/z").directory("a"),
                        task("a:z")))
                .hasSize(4)
                .anySatisfy(problem -> assertThat(problem).contains("circle"))
                .anySatisfy(problem -> assertThat(problem).contains("nowhere"))
                .anySatisfy(problem -> assertThat(problem).contains("is both"))
                .contains("there are two tasks `a:z`; rename one of them");
    }

    @Test
    void two_tasks_that_claim_one_output_are_told() {
        assertThat(problems(task("a:x").outputs("build/**"), task("a:y").outputs("build/classes/**")))
                .containsExactly("`a:y` claims the output `build/classes/**`, but `a:x` claims `build/**`, "
                        + "and `a/build/classes/x` is both; let each file be made by one task");
    }

    @Test
    void of_several_tasks_that_claim_one_output_each_hears_of_all_before_it() {
        assertThat(problems(
                        task("a:w").outputs("out.txt"),
                        task("a:x").outputs("*.txt"),
                        task("a:y").outputs("other", "out.txt")))
                .containsExactly(
                        "`a:x` claims the output `*.txt`, but `a:w` claims `out.txt`, and `a/out.txt` is both; "
                                + "let each file be made by one task",
                        "`a:y` claims the output `out.txt`, but `a:w` claims `out.txt`, and `a/out.txt` is both, "
                                + "and `a:x` claims `*.txt`, and `a/out.txt` is both; let each file be made by one task");
    }

    @Test
    void a_crowd_that_claims_one_output_is_told_in_few_words() {
        Task.Builder[] crowd = IntStream.range(0, 2_000)
                .mapToObj(i -> task("a:t%04d".formatted(i)).outputs("out/**"))
                .toArray(Task.Builder[]::new);

        assertThat(problems(crowd))
                .hasSize(1_999)
                .allSatisfy(problem -> assertThat(problem.length()).isLessThan(1_000));
    }

    @Test
    void outputs_that_only_look_alike_are_no_problem() {
        assertThat(problems(
                        task("a:x").outputs("build/*.jar", "gen/{a,b}.txt"),
                        task("a:y").outputs("build/*.war", "gen/c.txt"),
                        task("a:z").outputs("buildinfo", "build/classes/**", "!build/classes/test/**"),
                        task("a:t").outputs("build/classes/test/**"),
                        task("b:x").outputs("build/*.jar")))
                .isEmpty();
    }

    @Test
    void outputs_meet_across_services_and_however_they_are_written() {
        assertThat(problems(
                        task("root:all").directory("").outputs("services/**/report.txt"),
                        task("a:x").directory("services/a").outputs("./out/report.txt")))
                .containsExactly("`root:all` claims the output `services/**/report.txt`, but `a:x` claims "
                        + "`./out/report.txt`, and `services/a/out/report.txt` is both; "
                        + "let each file be made by one task");
        assertThat(problems(
                        task("a:x").directory("services/a").outputs("../../dist/a.jar"),
                        task("b:x").directory("services/b").outputs("../../dist/*.jar")))
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem).contains("`dist/a.jar` is both"));
        assertThat(problems(
                        task("r:a").directory("").outputs("./x"),
                        task("r:b").directory("").outputs("x/./y")))
                .hasSize(1);
    }

    @Test
    void a_thousand_tasks_that_all_claim_the_same_are_told_once_each() {
        Task.Builder[] tasks = new Task.Builder[1_000];
        for (int i = 0; i < tasks.length; i++) tasks[i] = task("a:t" + i).outputs("out");

        assertThat(problems(tasks)).hasSize(999);
    }

    @Test
    void paths_that_lead_out_of_the_workspace_are_told() {
        assertThat(problems(task("a:x")
                        .inputs("../../in/**")
                        .outputs("../../../out/**")
                        .report("junit", PathSet.of("../../*.xml"))))
                .containsExactly(
                        "`../../in/**` of `a:x` leads out of the workspace; name files below the workspace root",
                        "`../../../out/**` of `a:x` leads out of the workspace; name files below the workspace root",
                        "`../../*.xml` of `a:x` leads out of the workspace; name files below the workspace root");
    }

    @Test
    void a_need_of_outputs_that_are_not_made_is_told() {
        Need wish = new Need(
                TaskAddress.parse("b:package"), NeedKind.BUILD, false, Optional.of(PathSet.of("lib/**", "doc")));

        assertThat(problems(task("a:x").need(wish), task("b:package").outputs("build/*.jar")))
                .containsExactly("`a:x` takes `lib/**`, `doc` of `b:package`, which makes `build/*.jar`; "
                        + "name outputs of it, relative to its service, or leave `outputs` away to take all");
        assertThat(problems(task("a:x").need(wish), task("b:package")))
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem).contains("which makes nothing"));
        assertThat(problems(task("a:x").need(wish), task("b:package").outputs("lib/*.jar")))
                .isEmpty();
    }

    @Test
    void the_exception_says_every_problem_on_a_line_of_its_own() {
        InvalidPipelineException thrown = catchThrowableOfType(
                InvalidPipelineException.class,
                () -> Pipeline.of(List.of(task("a:x").needs("y", "z").build())));

        assertThat(thrown.getMessage().lines()).hasSize(2);
    }
}
