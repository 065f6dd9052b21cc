package io.slipway.core.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // A native wait hears no interrupt.
class ResourceUsageTest {

    private static final long MIB = 1 << 20;

    @TempDir
    Path directory;

    private Ground ground;

    @BeforeEach
    void lay_the_ground() {
        ground = Ground.on(directory, Lineage.ofThisJvm());
    }

    @Test
    void has_the_cpu_time_of_a_program_and_of_those_it_waited_for() {
        String busy = "perl -e 'do { $i++ for 1..100000 } while (times)[0] < 0.15'";

        ResourceUsage usage = usageOf(ground.shell(busy + "; " + busy + "; exit 0"));

        assertThat(usage.cpu().orElseThrow()).isBetween(Duration.ofMillis(300), Duration.ofMillis(900));
        assertThat(usage.wall()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void has_the_bytes_that_were_read_and_written() {
        ResourceUsage usage = usageOf(ground.shell("head -c 3000000 /dev/zero | cat >out"));

        // Twice each: through the pipe and to the file.
        assertThat(usage.bytesRead().orElseThrow()).isBetween(6_000_000L, 7_000_000L);
        assertThat(usage.bytesWritten().orElseThrow()).isBetween(6_000_000L, 7_000_000L);
        assertThat(directory.resolve("out")).hasSize(3_000_000);
    }

    @Test
    void has_the_peak_of_a_program_that_outgrew_slipway() throws IOException {
        long bytes = residentPeakOfThisJvm() + 64 * MIB;

        ResourceUsage usage = usageOf(ground.program("perl", "-e", "$x = chr(65) x " + bytes));

        assertThat(usage.peakMemoryBytes().orElseThrow()).isBetween(bytes, 3 * bytes);
    }

    @Test
    void does_not_take_slipways_own_size_for_that_of_a_small_program() {
        ResourceUsage usage = usageOf(ground.program("true"));

        assertThat(usage.peakMemoryBytes()).isEmpty();
    }

    @Test
    void adds_up_the_processes_of_a_task_at_each_look() throws Exception {
        Path pipe = ground.pipe("ready");
        String hold =
                "open R, '>ready'; fork; $x = chr(65) x " + 20 * MIB + "; syswrite R, qq($$ ); close R; sleep 1000";
        RunningProcess process = ground.processes().start(ground.program("perl", "-e", hold));
        List<Integer> pids = ground.pidsFrom(pipe);
        ground.scheduler().pass(Duration.ofMillis(20));

        process.terminate();
        ResourceUsage usage = ((ProcessOutcome.Ended) process.await()).usage();

        assertThat(pids).hasSize(2);
        assertThat(usage.peakMemoryBytes().orElseThrow()).isBetween(40 * MIB, 200 * MIB);
    }

    private ResourceUsage usageOf(ProcessSpec spec) {
        ProcessOutcome outcome = ground.run(spec);
        assertThat(outcome.succeeded()).as(outcome.describe()).isTrue();
        return ((ProcessOutcome.Ended) outcome).usage();
    }

    private static long residentPeakOfThisJvm() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
