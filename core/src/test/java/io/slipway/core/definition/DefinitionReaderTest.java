package io.slipway.core.definition;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.RetryPolicy.Backoff;
import io.slipway.core.pipeline.RetryPolicy.Failure;
import io.slipway.core.pipeline.RetryPolicy.OnLost;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.workspace.Service;
import io.slipway.core.workspace.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionReaderTest {
    private static final String ORDERS = """
            slipway: 1
            service: orders
            tasks:
              compile:
                run: javac -d build/classes @sources.txt     # text: through sh -e; a list: an argv without a shell
                inputs: [src/main/**, sources.txt]
                outputs: [build/classes/**]
                needs: [contracts:package]                   # other service; kind build
                requires: {os: linux, jdk: ">=17"}
                resources: {cpu: 1, memory: 512Mi}
                timeout: 5m
                retry: {attempts: 4, backoff: 10s, on: [75, 111, timeout]}
                throttle: [compilers, {class: database, weight: 2}]
                priority: 20
                prefers: {disk: ssd, docker: ">=24"}
              test:
                kind: test
                run: [java, -cp, build/classes:build/test-classes, shop.orders.Tests]
                needs: [compile, {task: "payments:package", kind: test, outputs: [lib/**], optional: true}]
                reports: {junit: build/reports/*.xml, other: [a, b]}
                locks: [port-8080]
                env: {DEBUG: true, RETRIES: 010, NAME: "", VERSION: 1.10}
                pass: [CI]
                always: true
                retry:
                  - {attempts: 2, on: exit, backoff: {first: 5s, factor: 1.5, most: 1m, jitter: 0}}
                  - {attempts: 5, on: [lost, exceeded], backoff: 0s}
              deploy:
                kind: deploy                                 # runs only with `--with deploy`
                run: ./deploy.sh
                on-lost: retry
                priority: -5
                needs: [compile, {task: "payments:deploy", kind: runtime}]
            """;
    private static final String PAYMENTS = """
            slipway: 1
            service: payments
            tasks:
              package: {run: make, outputs: [lib/**]}
              deploy: {run: make, kind: deploy}
            """;
    private static final String CONTRACTS = """
            slipway: 1
            service: contracts
            tasks:
              package: {run: make, outputs: [jar]}
            """;

    private static Task only(String keys) {
        Workspace workspace =
                Definitions.read("slipway.yaml", "slipway: 1\nservice: s\ntasks: {t: {run: make, " + keys + "}}");
        return workspace.pipeline().tasks().get(0);
    }

    /** Runs what it is given last first, once everything is handed in; what nobody ran yet is left to the caller. */
    private static final class LastFirst implements Executor {
        private final List<Runnable> given = new ArrayList<>();

        @Override
        public void execute(Runnable command) {
            given.add(command);
            if (given.size() < 3) return;
            for (int i = given.size() - 1; i > 0; i--) given.get(i).run();
        }
    }

    @Test
    void several_files_read_at_a_time_give_the_same_as_one_after_the_other() {
        Map<String, byte[]> files = Definitions.files(
                "orders/slipway.yaml", ORDERS,
                "payments/slipway.yaml", PAYMENTS,
                "contracts/slipway.yaml", CONTRACTS);

        assertThat(new DefinitionReader().read(files, ParameterValues.NONE, Map.of(), new LastFirst()))
                .isEqualTo(new DefinitionReader().read(files));
    }

    @Test
    void problems_of_files_that_are_read_at_a_time_come_in_the_order_of_their_places() {
        Map<String, byte[]> files = Definitions.files(
                "a/slipway.yaml", "slipway: 1\nservice: a\nbogus: 1\ntasks: {t: {rum: make}}",
                "b/slipway.yaml", "slipway: 1\nservice: a\ntasks: {t: {run: make}}",
                "c/slipway.yaml", "slipway: 1\nservice: c\ntasks: {t: {run: [}}");

        InvalidPipelineException refused = catchThrowableOfType(
                InvalidPipelineException.class,
                () -> new DefinitionReader().read(files, ParameterValues.NONE, Map.of(), new LastFirst()));

        assertThat(refused.problems().stream().map(Problem::toString).toList())
                .isEqualTo(Definitions.problems(files))
                .hasSizeGreaterThan(3);
    }

    @Test
    void an_executor_that_takes_nothing_any_more_leaves_the_reading_to_the_caller() {
        Map<String, byte[]> files = Definitions.files("payments/slipway.yaml", PAYMENTS);

        Workspace read = new DefinitionReader().read(files, ParameterValues.NONE, Map.of(), command -> {
            throw new RejectedExecutionException("closed");
        });

        assertThat(read.pipeline().tasks()).hasSize(2);
    }

    @Test
    void a_pipeline_is_the_same_read_from_files_and_built_in_java() {
        Workspace read = Definitions.read(
                "services/orders/slipway.yaml", ORDERS,
                "payments/slipway.yaml", PAYMENTS,
                "contracts/slipway.yaml", CONTRACTS);

        Pipeline built = Pipeline.of(List.of(
                Task.builder("orders:compile")
                        .directory("services/orders")
                        .run("javac -d build/classes @sources.txt")
                        .inputs("src/main/**", "sources.txt")
                        .outputs("build/classes/**")
                        .needs("contracts:package")
                        .requires(Map.of("os", "linux", "jdk", ">=17"))
                        .resources(new Resources(1000, 512L << 20))
                        .timeout(Duration.ofMinutes(5))
                        .retry(RetryPolicy.DEFAULT
                                .with(Failure.EXIT, Backoff.doubling(4, Duration.ofSeconds(10)))
                                .with(Failure.TIMEOUT, Backoff.doubling(4, Duration.ofSeconds(10)))
                                .onlyExitCodes(List.of(75, 111)))
                        .throttle("compilers", 1)
                        .throttle("database", 2)
                        .priority(20)
                        .prefers(Map.of("disk", "ssd", "docker", ">=24"))
                        .build(),
                Task.builder("orders:test")
                        .directory("services/orders")
                        .kind(TaskKind.TEST)
                        .run(new Command.Argv(
                                List.of("java", "-cp", "build/classes:build/test-classes", "shop.orders.Tests")))
                        .needs("compile")
                        .need(new Need(
                                TaskAddress.parse("payments:package"),
                                NeedKind.TEST,
                                true,
                                Optional.of(PathSet.of("lib/**"))))
                        .report("junit", PathSet.of("build/reports/*.xml"))
                        .report("other", PathSet.of("a", "b"))
                        .locks("port-8080")
                        .env("DEBUG", "true")
                        .env("RETRIES", "010")
                        .env("NAME", "")
                        .env("VERSION", "1.10")
                        .pass(List.of("CI"))
                        .always(true)
                        .retry(RetryPolicy.DEFAULT
                                .with(
                                        Failure.EXIT,
                                        new Backoff(2, Duration.ofSeconds(5), 1.5, Duration.ofMinutes(1), 0))
                                .with(Failure.LOST, Backoff.atOnce(5))
                                .with(Failure.EXCEEDED, Backoff.atOnce(5)))
                        .build(),
                Task.builder("orders:deploy")
                        .directory("services/orders")
                        .kind(TaskKind.DEPLOY)
                        .run("./deploy.sh")
                        .retry(RetryPolicy.DEFAULT.onLost(OnLost.RETRY))
                        .priority(-5)
                        .needs("compile")
                        .need(Need.of(TaskAddress.parse("payments:deploy"), NeedKind.RUNTIME))
                        .build(),
                Task.builder("payments:package").run("make").outputs("lib/**").build(),
                Task.builder("payments:deploy")
                        .run("make")
                        .kind(TaskKind.DEPLOY)
                        .build(),
                Task.builder("contracts:package").run("make").outputs("jar").build()));
        assertThat(read.pipeline()).isEqualTo(built);
        assertThat(read.pipeline().graph().nodes()).isEqualTo(built.graph().nodes());
    }

    @Test
    void the_same_is_said_about_tasks_from_files_and_built_in_java() {
        List<String> ofFiles = Definitions.problems(Definitions.files(
                "s/slipway.yaml",
                "slipway: 1\nservice: s\ntasks: {a: {run: make, needs: [b, lost], outputs: [x]}, "
                        + "b: {run: make, needs: [a], outputs: [x/y]}}"));

        InvalidPipelineException ofJava = catchThrowableOfType(
                InvalidPipelineException.class,
                () -> Pipeline.of(List.of(
                        Task.builder("s:a")
                                .run("make")
                                .needs("b", "lost")
                                .outputs("x")
                                .build(),
                        Task.builder("s:b")
                                .run("make")
                                .needs("a")
                                .outputs("x/y")
                                .build())));

        String place = "s/slipway\\.yaml:\\d+:\\d+";
        assertThat(ofFiles.stream()
                        .map(problem -> problem.replaceAll("^" + place + " | \\(" + place + "\\)", ""))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(
                        ofJava.problems().stream().map(Problem::toString).toList());
    }

    @Test
    void services_are_known_by_name_with_their_directory_and_file() {
        Workspace workspace = Definitions.read(
                "slipway.yaml", CONTRACTS,
                "services/payments/slipway.yaml", PAYMENTS);

        assertThat(workspace.services())
                .containsExactly(
                        new Service("contracts", "", "slipway.yaml"),
                        new Service("payments", "services/payments", "services/payments/slipway.yaml"));
    }

    @Test
    void every_part_knows_where_it_was_written() {
        Workspace workspace =
                Definitions.read("o/slipway.yaml", ORDERS, "p/slipway.yaml", PAYMENTS, "c/slipway.yaml", CONTRACTS);
        TaskAddress test = TaskAddress.parse("orders:test");
        TaskAddress compile = TaskAddress.parse("orders:compile");

        assertThat(workspace.places().ofTask(test)).contains(new Place("o/slipway.yaml", 16, 3));
        assertThat(workspace.places().ofNeed(test, compile)).contains(new Place("o/slipway.yaml", 19, 13));
        assertThat(workspace.places().ofInput(compile, "sources.txt")).contains(new Place("o/slipway.yaml", 6, 27));
        assertThat(workspace.places().ofOutput(compile, "build/classes/**"))
                .contains(new Place("o/slipway.yaml", 7, 15));
        assertThat(workspace.places().ofInput(test, "**")).isEmpty();
    }

    @Test
    void a_workspace_file_that_lists_services_leaves_out_the_others() {
        Workspace workspace = Definitions.read(
                "slipway-workspace.yaml",
                "slipway: 1\nservices: [./pay/, .]",
                "slipway.yaml",
                CONTRACTS,
                "pay/slipway.yaml",
                PAYMENTS,
                "orders/slipway.yaml",
                "broken: [");

        assertThat(workspace.services()).extracting(Service::name).containsExactly("contracts", "payments");
    }

    @Test
    void a_workspace_file_that_lists_nothing_takes_all_services() {
        Workspace workspace = Definitions.read(
                "slipway-workspace.yaml", "slipway: 1",
                "a/slipway-workspace.yaml", "not: read",
                "a/slipway.yaml", CONTRACTS,
                "a/b/slipway.yaml", PAYMENTS,
                "a/other.yaml", "[");

        assertThat(workspace.services()).hasSize(2);
    }

    @Test
    void an_alias_stands_for_what_its_anchor_holds() {
        Workspace workspace = Definitions.read("slipway.yaml", """
                slipway: 1
                service: s
                tasks:
                  a: {run: &run make, env: &env {A: 1}}
                  b: {run: *run, env: *env}
                """);

        assertThat(workspace.pipeline().get(TaskAddress.parse("s:b")).env()).containsEntry("A", "1");
        assertThat(workspace.pipeline().get(TaskAddress.parse("s:b")).command()).isEqualTo(new Command.Shell("make"));
    }

    @Test
    void windows_line_ends_and_many_lined_scripts_are_read() {
        Workspace workspace = Definitions.read(
                "slipway.yaml",
                "slipway: 1\r\nservice: s\r\ntasks:\r\n  t:\r\n    run: |\r\n      echo a\r\n      \techo b\r\n");

        assertThat(workspace.pipeline().tasks().get(0).command()).isEqualTo(new Command.Shell("echo a\n\techo b\n"));
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "5m, 300", "1h30m, 5400", "2d, 172800", "1d1h1m1s, 90061", "PT5M, 300", "P1D, 86400"})
    void durations_are_read(String text, long seconds) {
        assertThat(only("timeout: " + text).timeout()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "2.0, 2000", "0.5, 500", "0.125, 125", "500m, 500", "0, 0", "2147483, 2147483000"})
    void cpus_are_read(String text, int milliCpu) {
        assertThat(only("resources: {cpu: " + text + "}").resources()).isEqualTo(new Resources(milliCpu, 0));
    }

    @ParameterizedTest
    @CsvSource({"1024, 1024", "1Ki, 1024", "512Mi, 536870912", "1.5Gi, 1610612736", "1Ti, 1099511627776", "0, 0"})
    void sizes_are_read(String text, long bytes) {
        assertThat(only("resources: {memory: " + text + "}").resources()).isEqualTo(new Resources(1000, bytes));
    }

    @Test
    void a_number_of_attempts_alone_answers_what_a_second_try_may_help_against() {
        Backoff three = Backoff.doubling(3, Duration.ofSeconds(1));

        assertThat(only("retry: 3").retry())
                .isEqualTo(only("retry: {attempts: 3}").retry())
                .isEqualTo(only("retry: {on: [timeout, exit]}").retry())
                .isEqualTo(RetryPolicy.DEFAULT.with(Failure.EXIT, three).with(Failure.TIMEOUT, three));
    }

    @Test
    void a_first_wait_beyond_five_minutes_is_the_longest_too() {
        assertThat(only("retry: {attempts: 2, backoff: 1h, on: exit}").retry())
                .isEqualTo(only("retry: {attempts: 2, backoff: {first: 1h}, on: exit}")
                        .retry());
    }

    @ParameterizedTest
    @CsvSource({"database, 1", "{class: database}, 1", "[database], 1", "'{class: database, weight: 3}', 3"})
    void a_throttle_is_a_class_or_says_its_weight_too(String text, int weight) {
        assertThat(only("throttle: " + text).throttles()).containsExactly(Map.entry("database", weight));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "+7, 7", "-1000, -1000", "1000, 1000"})
    void priorities_are_read(String text, int priority) {
        assertThat(only("priority: " + text).priority()).isEqualTo(priority);
    }

    @ParameterizedTest
    @CsvSource({"retry, RETRY", "hold, HOLD", "fail, FAIL"})
    void what_becomes_of_a_lost_task_is_read(String text, OnLost answer) {
        assertThat(only("on-lost: " + text).retry()).isEqualTo(RetryPolicy.DEFAULT.onLost(answer));
    }

    @Test
    void the_workspace_file_limits_throttle_classes() {
        Workspace workspace = Definitions.read(
                "slipway-workspace.yaml",
                "slipway: 1\nthrottles: {database: 4, docker: 2}",
                "slipway.yaml",
                "slipway: 1\nservice: s\ntasks: {t: {run: make, throttle: docker}}");

        assertThat(workspace.throttles()).containsExactly(Map.entry("database", 4), Map.entry("docker", 2));
    }

    @Test
    void disk_and_counts_are_read() {
        assertThat(only("resources: {cpu: 2, memory: 4Gi, disk: 10Gi, counts: {gpu: 1, licence: 12, none: 0}}")
                        .resources())
                .isEqualTo(new Resources(2000, 4L << 30)
                        .withDisk(10L << 30)
                        .withCount("gpu", 1)
                        .withCount("licence", 12));
    }

    @Test
    void a_range_is_taken_as_written_and_not_as_a_number() {
        assertThat(only("requires: {jdk: 17, node: 20.10, gpu: true}")
                        .requires()
                        .texts())
                .containsExactly(Map.entry("gpu", "true"), Map.entry("jdk", "17"), Map.entry("node", "20.10"));
    }

    @Test
    void a_command_may_look_like_another_kind_of_value() {
        assertThat(Definitions.read("slipway.yaml", "slipway: 1\nservice: 7\ntasks: {t: {run: true}}")
                        .pipeline()
                        .tasks()
                        .get(0)
                        .command())
                .isEqualTo(new Command.Shell("true"));
    }

    @Test
    void bytes_that_are_not_utf_8_are_told_at_their_place() {
        assertThat(Definitions.problems(
                        Map.of("slipway.yaml", new byte[] {'a', ':', '\n', (byte) 0xc3, (byte) 0xa4, (byte) 0xff})))
                .containsExactly("slipway.yaml:2:2 this byte is not UTF-8; save the file as UTF-8");
        assertThat(Definitions.problems(Map.of("slipway.yaml", "slipway: 1".getBytes(UTF_16))))
                .containsExactly("slipway.yaml:1:1 this byte is not UTF-8; save the file as UTF-8");
        assertThat(Definitions.problems(Map.of("slipway.yaml", new byte[] {'a', (byte) 0xe2, (byte) 0x82})))
                .containsExactly("slipway.yaml:1:2 this byte is not UTF-8; save the file as UTF-8");
    }

    @Test
    void a_byte_order_mark_is_told() {
        assertThat(Definitions.problems(Definitions.files("slipway.yaml", "\uFEFFslipway: 1")))
                .containsExactly(
                        "slipway.yaml:1:1 the file begins with a byte order mark; save it as UTF-8 without one");
    }

    @Test
    void a_character_that_yaml_forbids_is_told_at_its_place() {
        assertThat(Definitions.problems(Definitions.files("slipway.yaml", "slipway: 1\nservice: ä\u0007")))
                .containsExactly("slipway.yaml:2:11 the character U+0007 must not be in YAML; "
                        + "remove it, or write it as an escape in double quotes");
    }

    @Test
    void a_file_beyond_ten_megabytes_is_refused_unread() {
        byte[] big = new byte[10 * 1024 * 1024 + 1];

        assertThat(Definitions.problems(Map.of("slipway.yaml", big)))
                .containsExactly("slipway.yaml:1:1 the file has 10485761 bytes, more than 10 MiB; "
                        + "move generated lists out of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void nesting_without_end_is_refused(String opening) {
        String text = "slipway: 1\nservice: s\ntasks:\n  ";

        List<String> problems = Definitions.problems(Definitions.files("slipway.yaml", text + opening.repeat(100_000)));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0))
                .startsWith("slipway.yaml:4:")
                .endsWith("more than 100 levels of lists and maps; write it flatter");
    }

    @Test
    void aliases_that_multiply_without_end_are_refused() {
        StringBuilder text = new StringBuilder("slipway: 1\nservice: s\ntasks:\n  t0: {run: x, needs: &n [");
        for (int i = 0; i < 1_000; i++) text.append("a:b").append(i).append(", ");
        text.append("c:d]}\n");
        for (int i = 1; i < 1_000; i++) text.append("  t").append(i).append(": {run: x, needs: *n}\n");

        List<String> problems = Definitions.problems(Definitions.files("slipway.yaml", text.toString()));

        assertThat(problems)
                .anySatisfy(
                        problem -> assertThat(problem)
                                .contains(
                                        "this file stands for more than 500000 values, each alias counted in full; split it, or write less with aliases"));
    }

    @Test
    void a_workspace_file_that_is_written_without_end_is_refused_too() {
        String wide = "slipway: 1\nservices: [" + "a,".repeat(500_001) + "]";

        assertThat(Definitions.problems(Definitions.files("slipway-workspace.yaml", wide)))
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem)
                        .startsWith("slipway-workspace.yaml:2:")
                        .endsWith("more than 500000 values; move generated lists out of it"));
    }

    @Test
    void a_bomb_of_aliases_is_read_in_no_time() {
        StringBuilder text = new StringBuilder("slipway: 1\nservice: s\nx:\n  - &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 60; i++) {
            text.append("  - &a")
                    .append(i)
                    .append(" [")
                    .append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("x]\n");
        }
        text.append("tasks: {t: {run: make, inputs: *a59}}\n");

        assertThat(Definitions.problems(Definitions.files("slipway.yaml", text.toString())))
                .contains(
                        "slipway.yaml:3:1 unknown key `x`; use one of `slipway`, `service`, `variables`, `templates`, `defaults`, `tasks`")
                .hasSize(2);
    }

    @Test
    void a_mistake_multiplied_by_an_alias_is_told_a_thousand_times_at_most() {
        StringBuilder text = new StringBuilder("slipway: 1\nservice: s\ntasks:\n  t0: {run: x, needs: &n [");
        for (int i = 0; i < 400; i++) text.append("unknown").append(i).append(", ");
        text.append("c:d]}\n");
        for (int i = 1; i < 400; i++) text.append("  t").append(i).append(": {run: x, needs: *n}\n");

        assertThat(Definitions.problems(Definitions.files("slipway.yaml", text.toString())))
                .hasSize(1_001)
                .contains("there are 159400 more needs of tasks that do not exist; correct the others first");
    }

    @Test
    void two_thousand_tasks_are_read() {
        StringBuilder text = new StringBuilder("slipway: 1\nservice: s\ntasks:\n  t0: {run: make}\n");
        for (int i = 1; i < 2_000; i++) {
            text.append("  t")
                    .append(i)
                    .append(": {run: make, inputs: [in")
                    .append(i)
                    .append("], outputs: [out")
                    .append(i)
                    .append("], needs: [t")
                    .append(i - 1)
                    .append("]}\n");
        }

        assertThat(Definitions.read("slipway.yaml", text.toString()).pipeline().tasks())
                .hasSize(2_000);
    }
}
