package io.slipway.core.local.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryLimitTest {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path root;

    @BeforeEach
    void haveSixteenGibibytes() {
        write("proc/meminfo", "MemTotal:       16777216 kB\nMemFree:        1 kB\n");
    }

    @Test
    void without_control_groups_it_is_all_memory_of_the_machine() {
        assertThat(limit()).isEqualTo(16 * GIB);
    }

    @Test
    void in_version_2_it_is_the_smallest_limit_on_the_way_up() {
        write("proc/self/cgroup", "0::/user.slice/build.scope\n");
        write("sys/fs/cgroup/user.slice/build.scope/memory.max", "max\n");
        write("sys/fs/cgroup/user.slice/memory.max", 4 * GIB + "\n");

        assertThat(limit()).isEqualTo(4 * GIB);
    }

    @Test
    void in_a_container_whose_group_is_named_as_the_host_sees_it_the_limit_is_at_the_top() {
        write("proc/self/cgroup", "0::/../../docker/abc\n");
        write("sys/fs/cgroup/memory.max", 2 * GIB + "\n");

        assertThat(limit()).isEqualTo(2 * GIB);
    }

    @Test
    void in_version_1_the_memory_controller_has_its_own_hierarchy() {
        write("proc/self/cgroup", "5:cpu,cpuacct:/a\n4:memory:/a/b\n1:name=systemd:/\n");
        write("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", 3 * GIB + "\n");

        assertThat(limit()).isEqualTo(3 * GIB);
    }

    @Test
    void a_limit_above_what_the_machine_has_limits_nothing() {
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/memory.max", 64 * GIB + "\n");

        assertThat(limit()).isEqualTo(16 * GIB);
    }

    @Test
    void elsewhere_than_on_linux_it_is_not_known() throws IOException {
        Files.delete(root.resolve("proc/meminfo"));

        assertThat(limit()).isZero();
    }

    private long limit() {
        return new MemoryLimit(root).bytes();
    }

    private void write(String path, String content) {
        try {
            Files.createDirectories(root.resolve(path).getParent());
            Files.writeString(root.resolve(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
