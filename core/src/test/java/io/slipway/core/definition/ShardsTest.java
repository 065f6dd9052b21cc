package io.slipway.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Shard;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code shards}, and needs of tasks that are split. */
class ShardsTest {
    private static final String HEAD = "slipway: 1\nservice: s\ntasks:\n";

    private static Workspace read(String tasks) {
        return read(tasks, Map.of());
    }

    private static Workspace read(String tasks, Map<TaskAddress, Integer> counts) {
        return new DefinitionReader()
                .read(
                        Definitions.files("slipway.yaml", HEAD + tasks.indent(2)),
                        ParameterValues.NONE,
                        counts,
                        Runnable::run);
    }

    private static List<String> addresses(Workspace workspace) {
        return workspace.pipeline().tasks().stream()
                .map(task -> task.address().toString())
                .toList();
    }

    private static List<String> problems(String tasks) {
        return Definitions.problems(Definitions.files("slipway.yaml", HEAD + tasks.indent(2)));
    }

    @Test
    void a_number_makes_as_many_tasks_that_know_their_part() {
        Workspace read = read("""
                test:
                  shards: 3
                  run: npx jest --shard=${{ shard }}/${{ shards }}
                  outputs: ["build/${{ shard }}/**"]
                  env: {CI_NODE_TOTAL: mine}
                """);

        assertThat(addresses(read)).containsExactly("s:test[shard=1of3]", "s:test[shard=2of3]", "s:test[shard=3of3]");
        Task second = read.pipeline().tasks().get(1);
        assertThat(second.command()).hasToString("Shell[script=npx jest --shard=2/3]");
        assertThat(second.outputs().patterns()).containsExactly("build/2/**");
        assertThat(second.env())
                .containsEntry("SLIPWAY_SHARD", "2")
                .containsEntry("SLIPWAY_SHARDS", "3")
                .containsEntry("TEST_SHARD_INDEX", "1")
                .containsEntry("TEST_TOTAL_SHARDS", "3")
                .containsEntry("GTEST_SHARD_INDEX", "1")
                .containsEntry("CI_NODE_INDEX", "2")
                .containsEntry("CI_NODE_TOTAL", "mine");
    }

    @Test
    void a_need_of_the_whole_is_one_of_every_part_also_in_a_matrix() {
        Workspace read = read("""
                test: {matrix: {jdk: [17, 21]}, shards: 2, run: make}
                all: {run: make, needs: [test]}
                some: {run: make, needs: ["test[jdk=21]"]}
                """);

        assertThat(read.pipeline().get(TaskAddress.parse("s:all")).needs()).hasSize(4);
        assertThat(read.pipeline().get(TaskAddress.parse("s:some")).needs())
                .extracting(need -> need.task().task())
                .containsExactly("test[jdk=21,shard=1of2]", "test[jdk=21,shard=2of2]");
        assertThat(Shard.whole(TaskAddress.parse("s:test[jdk=21,shard=1of2]"))).hasToString("s:test[jdk=21]");
        assertThat(Shard.whole(TaskAddress.parse("s:test[shard=1of2]"))).hasToString("s:test");
    }

    @Test
    void auto_is_one_part_until_something_is_known_and_then_as_many_as_it_says() {
        String tasks = "test: {shards: {files: [test/**], each: 2m}, run: make}";

        assertThat(addresses(read(tasks))).containsExactly("s:test");
        assertThat(read(tasks).pipeline().tasks().get(0).env()).containsEntry("SLIPWAY_SHARDS", "1");
        Workspace known = read(tasks, Map.of(TaskAddress.parse("s:test"), 2));
        assertThat(addresses(known)).containsExactly("s:test[shard=1of2]", "s:test[shard=2of2]");
        assertThat(known.pipeline().tasks().get(0).terms().shard().orElseThrow().each())
                .contains(Duration.ofMinutes(2));
        assertThat(addresses(read("test: {shards: auto, run: make}", Map.of(TaskAddress.parse("s:test"), 1_000))))
                .hasSize(Shard.MOST);
    }

    @Test
    void wrong_shards_are_told_with_their_places() {
        assertThat(problems("""
                a: {shards: 0, run: make}
                b: {shards: 65, run: make}
                c: {shards: {count: 2, each: 1m}, run: make}
                d: {shards: {fils: [test/**]}, run: make}
                e: {shards: {each: 2d}, run: make}
                f: {matrix: {shard: [1]}, shards: 2, run: make}
                g: {shards: [2], run: make}
                """))
                .containsExactly(
                        "slipway.yaml:4:15 `0` is no number of shards; write a number from 1 to 64, or `auto`",
                        "slipway.yaml:5:15 `65` is no number of shards; write a number from 1 to 64, or `auto`",
                        "slipway.yaml:6:26 `each` means nothing where `count` is a number; write `count: auto`",
                        "slipway.yaml:7:16 unknown key `fils`; did you mean `files`?",
                        "slipway.yaml:8:22 `2d` cannot be how long a shard takes; write for example `90s` or `5m`, at most a day",
                        "slipway.yaml:9:37 the axis `shard` of the matrix is that of the shards too; give the axis of the matrix another name",
                        "slipway.yaml:10:15 `shards` must be text, but this is a list; write for example `shards: 4`");
    }
}
