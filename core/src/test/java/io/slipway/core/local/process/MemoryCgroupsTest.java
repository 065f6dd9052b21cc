package io.slipway.core.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.local.process.ProcessOutcome.Exited;
import io.slipway.core.local.process.ProcessOutcome.MemoryExceeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Against a directory that looks like a cgroup: what is read and written where. What a kernel makes of it is not tested here. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // A native wait hears no interrupt.
class MemoryCgroupsTest {

    private static final long LIMIT = 64 << 20;

    @TempDir
    Path root;

    @TempDir
    Path directory;

    @BeforeEach
    void delegate_memory() throws IOException {
        Files.writeString(root.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
        Files.writeString(root.resolve("cgroup.subtree_control"), "cpu pids\n");
    }

    @Test
    void asks_for_the_memory_controller() {
        assertThat(MemoryCgroups.at(root)).isPresent();

        assertThat(root.resolve("cgroup.subtree_control")).hasContent("+memory");
    }

    @Test
    void leaves_a_controller_that_is_there_alone() throws IOException {
        Files.writeString(root.resolve("cgroup.subtree_control"), "memory pids\n");

        assertThat(MemoryCgroups.at(root)).isPresent();

        assertThat(root.resolve("cgroup.subtree_control")).hasContent("memory pids\n");
    }

    @Test
    void does_without_where_there_is_no_memory_controller() throws IOException {
        Files.writeString(root.resolve("cgroup.controllers"), "hugetlb\n");

        assertThat(MemoryCgroups.at(root)).isEmpty();
        assertThat(MemoryCgroups.at(root.resolve("gone"))).isEmpty();
    }

    @Test
    void moves_a_task_into_a_group_with_its_limit_and_without_swap() throws IOException {
        Ground ground = Ground.on(directory, Lineage.ofThisJvm(), MemoryCgroups.at(root));

        RunningProcess process = ground.processes().start(ground.program("true").withMemoryLimitBytes(LIMIT));
        process.await();

        Path group = onlyGroup();
        assertThat(group.resolve("memory.max")).hasContent(Long.toString(LIMIT));
        assertThat(group.resolve("memory.swap.max")).hasContent("0");
        assertThat(group.resolve("memory.oom.group")).hasContent("1");
        assertThat(group.resolve("cgroup.procs"))
                .hasContent(Long.toString(process.identity().orElseThrow().pid()));
    }

    @Test
    void makes_no_group_for_a_task_without_a_limit() throws IOException {
        Ground ground = Ground.on(directory, Lineage.ofThisJvm(), MemoryCgroups.at(root));

        ground.run(ground.program("true"));

        try (Stream<Path> groups = Files.list(root)) {
            assertThat(groups.filter(Files::isDirectory)).isEmpty();
        }
    }

    @Test
    void tells_from_the_groups_events_that_the_kernel_killed_it() throws Exception {
        Ground ground = Ground.on(directory, Lineage.ofThisJvm(), MemoryCgroups.at(root));
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes()
                .start(ground.shell("echo $$ >ready; kill -KILL $$").withMemoryLimitBytes(LIMIT));
        Files.writeString(onlyGroup().resolve("memory.events"), "low 0\nhigh 0\nmax 12\noom 1\noom_kill 1\n");
        Files.writeString(onlyGroup().resolve("memory.peak"), LIMIT - 4096 + "\n");
        ground.pidsFrom(pipe);

        ProcessOutcome outcome = process.await();

        assertThat(outcome).isInstanceOfSatisfying(MemoryExceeded.class, exceeded -> {
            assertThat(exceeded.limitBytes()).isEqualTo(LIMIT);
            assertThat(exceeded.seenBytes()).isEqualTo(LIMIT - 4096);
            assertThat(exceeded.usage().peakMemoryBytes()).isEqualTo(OptionalLong.of(LIMIT - 4096));
        });
    }

    @Test
    void has_the_peak_that_the_group_saw() throws Exception {
        Ground ground = Ground.on(directory, Lineage.ofThisJvm(), MemoryCgroups.at(root));
        Path pipe = ground.pipe("ready");
        RunningProcess process =
                ground.processes().start(ground.shell("echo $$ >ready").withMemoryLimitBytes(LIMIT));
        Files.writeString(onlyGroup().resolve("memory.events"), "max 0\noom 0\noom_kill 0\n");
        Files.writeString(onlyGroup().resolve("memory.peak"), "1234567\n");
        ground.pidsFrom(pipe);

        ProcessOutcome outcome = process.await();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Exited.class,
                        exited -> assertThat(exited.usage().peakMemoryBytes()).isEqualTo(OptionalLong.of(1234567)));
    }

    @Test
    void kills_the_group_with_the_task() throws Exception {
        Ground ground = Ground.on(directory, Lineage.ofThisJvm(), MemoryCgroups.at(root));
        RunningProcess process = ground.processes()
                .start(ground.program("sleep", "1000")
                        .withMemoryLimitBytes(LIMIT)
                        .withGrace(Duration.ZERO));

        process.terminate();
        process.await();

        assertThat(onlyGroup().resolve("cgroup.kill")).hasContent("1");
    }

    @Test
    void removes_the_group_when_the_task_is_over() throws Exception {
        Path leaf = root.resolve("leaf");
        Files.createDirectory(leaf);

        new MemoryCgroup(leaf, LIMIT).remove();

        assertThat(leaf).doesNotExist();
    }

    @Test
    void leaves_the_limit_to_the_watch_where_a_group_cannot_be_made() throws Exception {
        Optional<MemoryCgroups> groups = MemoryCgroups.at(root);
        Files.delete(root.resolve("cgroup.controllers"));
        Files.delete(root.resolve("cgroup.subtree_control"));
        Files.delete(root);
        Ground ground = Ground.on(directory, Lineage.ofThisJvm(), groups);
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes()
                .start(ground.shell("echo $$ >ready; exec sleep 1000").withMemoryLimitBytes(4096));
        ground.pidsFrom(pipe);

        ground.scheduler().pass(Duration.ofMillis(20));

        assertThat(process.await()).isInstanceOf(MemoryExceeded.class);
        Files.createDirectory(root);
    }

    private Path onlyGroup() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(Files::isDirectory).reduce((a, b) -> root).orElseThrow();
        }
    }
}
