package io.slipway.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.core.content.PathSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {
    @Test
    void a_task_that_says_only_its_command_has_every_default() {
        Task task = Task.builder("orders:compile").run("make").build();

        assertThat(task.directory()).isEqualTo("orders");
        assertThat(task.kind()).isEqualTo(TaskKind.BUILD);
        assertThat(task.inputs()).isEqualTo(PathSet.all());
        assertThat(task.outputs()).isEqualTo(PathSet.none());
        assertThat(task.needs()).isEmpty();
        assertThat(task.requires()).isEqualTo(Selector.any());
        assertThat(task.resources()).isEqualTo(new Resources(1000, 0));
        assertThat(task.timeout()).isEmpty();
        assertThat(task.reports()).isEmpty();
        assertThat(task.env()).isEmpty();
        assertThat(task.pass()).isEmpty();
        assertThat(task.locks()).isEmpty();
        assertThat(task.always()).isFalse();
    }

    @Test
    void names_that_stand_for_a_set_are_sorted_and_stand_once() {
        Task task = Task.builder("a:b")
                .run("make")
                .locks("db", "cache", "db")
                .pass(List.of("PATH", "CI", "PATH"))
                .build();

        assertThat(task.locks()).containsExactly("cache", "db");
        assertThat(task.pass()).containsExactly("CI", "PATH");
    }

    @Test
    void a_task_without_a_command_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Task.builder("a:b").build())
                .withMessage("run: nothing for a:b (expected: a command)");
    }

    @Test
    void a_need_written_twice_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Task.builder("a:b").run("make").needs("c", "a:c").build())
                .withMessage("needs: a:c twice (expected: once)");
    }

    @Test
    void a_timeout_of_nothing_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Task.builder("a:b").run("make").timeout(Duration.ZERO).build())
                .withMessage("timeout: PT0S (expected: longer than nothing)");
    }

    @Test
    void a_runtime_need_delays_only_a_deploy() {
        Need runtime = Need.of(TaskAddress.parse("db:deploy"), NeedKind.RUNTIME);
        Need test = Need.of(TaskAddress.parse("db:package"), NeedKind.TEST);
        Task.Builder task = Task.builder("a:b").run("make");

        assertThat(task.kind(TaskKind.TEST).build().waitsFor(runtime)).isFalse();
        assertThat(task.kind(TaskKind.BUILD).build().waitsFor(runtime)).isFalse();
        assertThat(task.kind(TaskKind.DEPLOY).build().waitsFor(runtime)).isTrue();
        assertThat(task.kind(TaskKind.TEST).build().waitsFor(test)).isTrue();
    }

    @Test
    void a_shell_command_ends_at_the_first_failure() {
        Command command = new Command.Shell("  make all\n");

        assertThat(command.argv()).containsExactly("sh", "-e", "-c", "  make all\n");
        assertThat(command.text()).isEqualTo("make all");
    }

    @Test
    void a_command_of_words_is_run_as_it_is() {
        Command command = new Command.Argv(List.of("node", "--test", "a b"));

        assertThat(command.argv()).containsExactly("node", "--test", "a b");
        assertThat(command.text()).isEqualTo("node --test a b");
    }

    @Test
    void a_command_of_nothing_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Command.Shell(" \n"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Command.Argv(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Command.Argv(List.of("", "x")));
    }

    @Test
    void resources_below_nothing_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Resources(-1, 0))
                .withMessage("milliCpu: -1 (expected: >= 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Resources(1, 2).minus(new Resources(0, 3)))
                .withMessage("memoryBytes: -1 (expected: >= 0)");
    }

    @Test
    void resources_add_up_and_fit() {
        Resources sum = new Resources(500, 10).plus(new Resources(1500, 5));

        assertThat(sum).isEqualTo(new Resources(2000, 15));
        assertThat(new Resources(2000, 15).fitsIn(sum)).isTrue();
        assertThat(new Resources(2001, 0).fitsIn(sum)).isFalse();
        assertThat(new Resources(0, 16).fitsIn(sum)).isFalse();
        assertThat(sum.minus(sum)).isEqualTo(new Resources(0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c-9", "0"})
    void these_are_names(String text) {
        assertThat(TaskAddress.isName(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", ".a", "a b", "a:b", "ä", "a/b", "a\n"})
    void these_are_not(String text) {
        assertThat(TaskAddress.isName(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new TaskAddress(text, "task"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TaskAddress("service", text));
    }

    @Test
    void a_name_ends_somewhere() {
        assertThat(TaskAddress.isName("a".repeat(100))).isTrue();
        assertThat(TaskAddress.isName("a".repeat(101))).isFalse();
    }

    @Test
    void an_address_is_read_as_it_is_written() {
        TaskAddress address = TaskAddress.parse("orders:compile");

        assertThat(address).isEqualTo(new TaskAddress("orders", "compile")).hasToString("orders:compile");
        assertThat(address).hasSameHashCodeAs(new TaskAddress("orders", "compile"));
        assertThat(address).isNotEqualTo(new TaskAddress("orders", "test")).isNotEqualTo("orders:compile");
        assertThat(TaskAddress.parse("compile", "orders")).isEqualTo(address);
        assertThat(TaskAddress.parse("orders:compile", "payments")).isEqualTo(address);
        assertThatIllegalArgumentException().isThrownBy(() -> TaskAddress.parse("compile"));
    }

    @Test
    void kinds_are_written_in_small_letters() {
        assertThat(TaskKind.DEPLOY.text()).isEqualTo("deploy");
        assertThat(NeedKind.RUNTIME.text()).isEqualTo("runtime");
        assertThat(NeedKind.RUNTIME.givesOutputs()).isFalse();
        assertThat(NeedKind.TEST.givesOutputs()).isTrue();
        assertThat(TaskKind.DEPLOY.isReusable()).isFalse();
        assertThat(TaskKind.TEST.isReusable()).isTrue();
    }

    @Test
    void places_are_in_the_order_of_reading() {
        assertThat(
                        List.of(new Place("b", 1, 1), new Place("a", 2, 1), new Place("a", 1, 9), new Place("a", 1, 2))
                                .stream()
                                .sorted())
                .extracting(Place::toString)
                .containsExactly("a:1:2", "a:1:9", "a:2:1", "b:1:1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Place("a", 0, 1));
    }

    @Test
    void a_problem_reads_as_one_line() {
        Place place = new Place("ci.yml", 3, 5);

        assertThat(Problem.at(place, "unknown key `rum`", "did you mean `run`?"))
                .hasToString("ci.yml:3:5 unknown key `rum`; did you mean `run`?");
        assertThat(new Problem(Optional.empty(), "no tasks", Optional.empty())).hasToString("no tasks");
    }

    @Test
    void a_problem_stays_on_its_line_and_ends_somewhere() {
        Problem problem = Problem.of(Optional.empty(), "no\nsuch\u001b[2J task ä😀", "x".repeat(20_000));

        assertThat(problem.message()).isEqualTo("no\\u000asuch\\u001b[2J task ä😀");
        assertThat(problem.suggestion()).contains("x".repeat(10_000) + "…");
    }

    @Test
    void written_places_are_found_by_what_was_written() {
        TaskAddress task = TaskAddress.parse("a:b");
        TaskAddress needed = TaskAddress.parse("a:c");
        Place place = new Place("f", 1, 1);
        WrittenPlaces.OfTask of = new WrittenPlaces.OfTask(
                place,
                new TreeMap<>(Map.of(needed, place)),
                new TreeMap<>(Map.of("in", place)),
                new TreeMap<>(Map.of("out", place)));
        WrittenPlaces places = new WrittenPlaces(new TreeMap<>(Map.of(task, of)));

        assertThat(places.ofTask(task)).contains(place);
        assertThat(places.ofNeed(task, needed)).contains(place);
        assertThat(places.ofInput(task, "in")).contains(place);
        assertThat(places.ofOutput(task, "out")).contains(place);
        assertThat(places.ofTask(needed)).isEmpty();
        assertThat(places.ofNeed(task, task)).isEmpty();
        assertThat(places.ofInput(task, "out")).isEmpty();
        assertThat(Places.NOWHERE.ofTask(task)).isEmpty();
        assertThat(Places.NOWHERE.ofInput(task, "in")).isEmpty();
    }
}
