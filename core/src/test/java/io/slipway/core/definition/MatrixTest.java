package io.slipway.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.workspace.Workspace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code matrix}, and needs of tasks that are one. */
class MatrixTest {
    private static List<String> addresses(Workspace workspace) {
        return workspace.pipeline().tasks().stream()
                .map(task -> task.address().toString())
                .toList();
    }

    private static Workspace read(String tasks) {
        return Definitions.read("slipway.yaml", "slipway: 1\nservice: s\ntasks:\n" + tasks.indent(2));
    }

    private static List<String> problems(String tasks) {
        return Definitions.problems(
                Definitions.files("slipway.yaml", "slipway: 1\nservice: s\ntasks:\n" + tasks.indent(2)));
    }

    private static Task task(Workspace workspace, String address) {
        return workspace.pipeline().get(TaskAddress.parse(address));
    }

    @Test
    void a_matrix_is_a_task_for_each_combination_with_its_values_put_in() {
        Workspace read = read("""
                test:
                  matrix: {os: [linux, macos], jdk: [17, 21], exclude: [{os: macos, jdk: 17}], include: [{os: windows, jdk: 21}]}
                  requires: {os: "${{ matrix.os }}", jdk: "${{ matrix.jdk }}"}
                  outputs: ["build/${{matrix.os}}-${{ matrix.jdk }}/**"]
                  env: {WHO: "${{ service }}:${{ task }}"}
                  run: ./test --jdk ${{ matrix.jdk }}
                """);

        assertThat(addresses(read))
                .containsExactly(
                        "s:test[jdk=17,os=linux]",
                        "s:test[jdk=21,os=linux]",
                        "s:test[jdk=21,os=macos]",
                        "s:test[jdk=21,os=windows]");
        Task one = task(read, "s:test[os=macos,jdk=21]");
        assertThat(one.requires().ranges()).hasToString("{jdk=21, os=macos}");
        assertThat(one.outputs().patterns()).containsExactly("build/macos-21/**");
        assertThat(one.env()).containsEntry("WHO", "s:test");
        assertThat(one.command()).isEqualTo(new Command.Shell("./test --jdk 21"));
    }

    @Test
    void a_need_of_a_matrix_is_one_of_all_its_variants_or_of_those_that_agree() {
        Workspace read = read("""
                build: {matrix: {jdk: [17, 21], os: [a, b]}, run: make, outputs: ["o-${{ matrix.jdk }}-${{ matrix.os }}"]}
                all: {run: make, needs: [build]}
                some: {run: make, needs: [{task: "s:build[jdk=21]", kind: test, optional: true}]}
                test: {matrix: {jdk: [17, 21]}, run: make, needs: ["build[jdk=${{ matrix.jdk }},os=b]"]}
                """);

        assertThat(task(read, "s:all").needs()).hasSize(4);
        assertThat(task(read, "s:some").needs())
                .extracting(need -> need.task().task())
                .containsExactly("build[jdk=21,os=a]", "build[jdk=21,os=b]");
        assertThat(task(read, "s:some").needs()).allMatch(need -> need.optional());
        assertThat(task(read, "s:test[jdk=17]").needs())
                .extracting(need -> need.task().toString())
                .containsExactly("s:build[jdk=17,os=b]");
    }

    @Test
    void wrong_matrices_are_told_with_their_places() {
        assertThat(problems("""
                a: {matrix: {jdk: []}, run: make}
                b: {matrix: {jdk: [">=17"]}, run: make}
                c: {matrix: {}, run: make}
                d: {matrix: [17], run: make}
                e: {matrix: {a: [1, 2], exclude: [{a: 1}, {a: 2}]}, run: make}
                """))
                .containsExactly(
                        "slipway.yaml:4:16 the axis `jdk` has no value; write for example `matrix: {jdk: [17, 21]}`",
                        "slipway.yaml:5:22 `>=17` cannot be a value of a matrix, whose values are part of a task's address;"
                                + " write letters, digits, '.', '_', '+' or '-', at most 100",
                        "slipway.yaml:6:15 this matrix has no variant; write for example `matrix: {jdk: [17, 21]}`",
                        "slipway.yaml:7:15 `matrix` must be a map, but this is a list; write for example"
                                + " `matrix: {jdk: [17, 21]}`",
                        "slipway.yaml:8:15 this matrix has no variant; write for example `matrix: {jdk: [17, 21]}`");
    }

    @Test
    void an_exclusion_of_an_axis_that_is_not_there_is_told() {
        assertThat(problems("a: {matrix: {jdk: [17, 21], exclude: [{jkd: 17}], include: [{os: linux}]}, run: make}"))
                .containsExactly("slipway.yaml:4:42 this matrix has no axis `jkd`, so nothing agrees with this item;"
                        + " did you mean `jdk`?");
    }

    @Test
    void a_matrix_that_grows_without_end_is_refused_at_once() {
        String axis = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";

        assertThat(problems("a: {matrix: {a: %1$s, b: %1$s, c: %1$s, d: %1$s}, run: make}".formatted(axis)))
                .singleElement()
                .asString()
                .contains("more than 256 variants");
    }

    @Test
    void a_name_that_stands_for_nothing_and_a_variant_that_is_not_there_are_told() {
        assertThat(problems("""
                a: {matrix: {jdk: [17]}, run: "make ${{ matrix.jkd }}"}
                b: {run: "make ${{ matrix.jdk"}
                c: {run: make, needs: ["a[jdk=18]"]}
                d: {run: make, needs: ["a[jdk"]}
                e: {run: make, needs: ["a", "a[jdk=17]"]}
                f: {run: "echo $${{ x }}"}
                """))
                .containsExactly(
                        "slipway.yaml:4:33 `${{ matrix.jkd }}` stands for nothing here; did you mean `matrix.jdk`?",
                        "slipway.yaml:5:12 `${{` is never closed; write `${{ name }}`, or `$${{` for the characters"
                                + " themselves",
                        "slipway.yaml:6:26 `s:c` needs `s:a[jdk=18]`, but service `s` has no task `a[jdk=18]`;"
                                + " did you mean `a[jdk=17]`?",
                        "slipway.yaml:7:26 `a[jdk` cannot be a task; write `task`, or `service:task` for one of another"
                                + " service",
                        "slipway.yaml:8:31 `s:a[jdk=17]` is needed twice (slipway.yaml:8:26); name each variant by one need");
    }
}
