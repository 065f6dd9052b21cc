package io.slipway.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code templates}, {@code extends} and {@code defaults}. */
class InheritanceTest {
    private static final String WORKSPACE = """
            slipway: 1
            templates:
              java:
                requires: {jdk: ">=17", os: linux}
                env: {LANG: C, MODE: fast}
                resources: {cpu: 2, memory: 1Gi}
              slow: {extends: java, timeout: 1h, env: {MODE: slow}}
            defaults:
              test: {timeout: 10m, retry: 2}
              build: {timeout: 20m}
            """;

    @Test
    void a_task_says_what_its_template_says_and_joins_maps_key_by_key() {
        Task task = task("t: {extends: java, run: make, requires: {jdk: 21}, env: {MODE: own, MORE: 1}}");

        assertThat(task.requires().ranges()).hasToString("{jdk=21, os=linux}");
        assertThat(task.env()).isEqualTo(Map.of("LANG", "C", "MODE", "own", "MORE", "1"));
        assertThat(task.resources().milliCpu()).isEqualTo(2_000);
    }

    @Test
    void a_map_within_a_joined_map_is_joined_too() {
        Task task = task("t: {extends: java, run: make, resources: {memory: 2Gi}}");

        assertThat(task.resources().milliCpu()).isEqualTo(2_000);
        assertThat(task.resources().memoryBytes()).isEqualTo(2L << 30);
    }

    @Test
    void lists_are_replaced_as_a_whole() {
        Workspace read = read("""
                slipway: 1
                service: s
                templates: {a: {inputs: [one, two], outputs: [x/**]}}
                tasks: {t: {extends: a, run: make, inputs: [three]}}
                """);

        assertThat(task(read, "s:t").inputs().patterns()).containsExactly("three");
        assertThat(task(read, "s:t").outputs().patterns()).containsExactly("x/**");
    }

    @Test
    void of_several_templates_the_last_one_counts_and_a_shared_one_comes_before_both() {
        Task slowLast = task("t: {extends: [java, slow], run: make}");

        assertThat(slowLast.env()).containsEntry("MODE", "slow").containsEntry("LANG", "C");
        assertThat(slowLast.timeout()).contains(Duration.ofHours(1));
    }

    @Test
    void the_nearer_default_of_the_kind_counts_and_a_template_counts_more() {
        Workspace read = read("""
                slipway: 1
                service: s
                templates: {check: {kind: test, priority: 3}}
                defaults: {test: {timeout: 5m}}
                tasks:
                  t: {extends: check, run: make}
                  b: {run: make}
                  s: {extends: [check, slow], run: make}
                """);

        assertThat(task(read, "s:t").timeout()).contains(Duration.ofMinutes(5));
        assertThat(task(read, "s:t").retry()).isNotEqualTo(task(read, "s:b").retry());
        assertThat(task(read, "s:t").priority()).isEqualTo(3);
        assertThat(task(read, "s:b").timeout()).contains(Duration.ofMinutes(20));
        assertThat(task(read, "s:s").timeout()).contains(Duration.ofHours(1));
    }

    @Test
    void what_is_wrong_in_a_template_is_told_once_at_its_place() {
        assertThat(problems("""
                slipway: 1
                service: s
                templates:
                  a: {timeout: soon, rum: x}
                tasks:
                  t: {extends: a, run: make}
                  u: {extends: a, run: make}
                """))
                .containsExactly(
                        "s/slipway.yaml:4:16 `soon` is no duration; write for example `90s`, `5m` or `1h30m`",
                        "s/slipway.yaml:4:22 unknown key `rum`; did you mean `run`?");
    }

    @Test
    void an_unknown_template_and_a_circle_are_told() {
        assertThat(problems("""
                slipway: 1
                service: s
                templates: {a: {extends: b}, b: {extends: a}}
                tasks:
                  t: {extends: jave, run: make}
                  u: {extends: a, run: make}
                """))
                .containsExactly(
                        "s/slipway.yaml:3:43 templates extend each other in a circle: a -> b -> a; remove one of these `extends`",
                        "s/slipway.yaml:5:16 there is no template `jave`; did you mean `java`?");
    }

    @Test
    void templates_that_double_at_every_step_are_read_in_no_time() {
        StringBuilder text = new StringBuilder("slipway: 1\nservice: s\ntemplates:\n  t0: {env: {A: b}}\n");
        for (int i = 1; i < 200; i++)
            text.append("  t%d: {extends: [t%d, t%d]}%n".formatted(i, i - 1, Math.max(0, i - 2)));
        text.append("tasks: {t: {extends: t199, run: make}}\n");

        assertThat(task(read(text.toString()), "s:t").env()).containsEntry("A", "b");
    }

    private static Task task(String written) {
        return task(read("slipway: 1\nservice: s\ntasks:\n  " + written + "\n"), "s:t");
    }

    private static Task task(Workspace workspace, String address) {
        return workspace.pipeline().get(TaskAddress.parse(address));
    }

    private static Workspace read(String service) {
        return Definitions.read("slipway-workspace.yaml", WORKSPACE, "s/slipway.yaml", service);
    }

    private static List<String> problems(String service) {
        return Definitions.problems(Definitions.files("slipway-workspace.yaml", WORKSPACE, "s/slipway.yaml", service));
    }
}
