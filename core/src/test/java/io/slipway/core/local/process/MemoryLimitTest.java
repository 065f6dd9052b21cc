package io.slipway.core.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.local.process.ProcessOutcome.MemoryExceeded;
import io.slipway.core.local.process.ProcessOutcome.Terminated;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Limits held by looking: no cgroups here. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // A native wait hears no interrupt.
class MemoryLimitTest {

    private static final long MIB = 1 << 20;
    private static final Duration FIRST_LOOK = Duration.ofMillis(20);

    @TempDir
    Path directory;

    private Ground ground;

    @BeforeEach
    void lay_the_ground() {
        ground = Ground.on(directory, Lineage.ofThisJvm());
    }

    @Test
    void names_the_limit_that_was_exceeded_and_kills_the_tree() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes()
                .start(ground.shell("trap '' TERM; perl -e '" + holding(48, "ready") + "' & wait")
                        .withMemoryLimitBytes(32 * MIB));
        List<Integer> holder = ground.pidsFrom(pipe);

        ground.scheduler().pass(FIRST_LOOK);

        ProcessOutcome outcome = process.await();
        assertThat(outcome).isInstanceOfSatisfying(MemoryExceeded.class, exceeded -> {
            assertThat(exceeded.limitBytes()).isEqualTo(32 * MIB);
            assertThat(exceeded.seenBytes()).isBetween(48 * MIB, 120 * MIB);
            assertThat(exceeded.usage().peakMemoryBytes().orElseThrow()).isGreaterThanOrEqualTo(exceeded.seenBytes());
        });
        assertThat(outcome.describe()).startsWith("exceeded its memory limit of 32.0 MiB (seen: ");
        assertThat(holder).hasSize(1).noneMatch(Ground::isRunning);
    }

    @Test
    void adds_up_processes_that_are_each_below_the_limit() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes()
                .start(ground.program("perl", "-e", "open R, q(>ready); fork; fork;" + holdingAndTelling(20))
                        .withMemoryLimitBytes(60 * MIB));
        List<Integer> holders = ground.pidsFrom(pipe);

        ground.scheduler().pass(FIRST_LOOK);

        assertThat(process.await()).isInstanceOf(MemoryExceeded.class);
        assertThat(holders).hasSize(4).noneMatch(Ground::isRunning);
    }

    @Test
    void counts_memory_that_processes_share_once() throws Exception {
        Path pipe = ground.pipe("ready");
        String shared = "open R, q(>ready); $x = chr(65) x " + 40 * MIB + "; fork; fork; fork;"
                + " syswrite R, qq($$ ); close R; sleep 1000";
        RunningProcess process =
                ground.processes().start(ground.program("perl", "-e", shared).withMemoryLimitBytes(160 * MIB));
        ground.pidsFrom(pipe);

        ground.scheduler().pass(FIRST_LOOK);
        process.terminate();

        assertThat(process.await())
                .isInstanceOfSatisfying(
                        Terminated.class,
                        ended -> assertThat(ended.usage().peakMemoryBytes().orElseThrow())
                                .isGreaterThan(160 * MIB));
    }

    @Test
    void does_not_limit_what_a_program_only_reserves() throws Exception {
        // A Java program reserves address space for gibibytes.
        String java = ProcessHandle.current().info().command().orElseThrow();
        ProcessSpec spec = ground.program(java, "-Xmx8g", "-version").withMemoryLimitBytes(300 * MIB);

        RunningProcess process = ground.processes().start(spec);
        ground.scheduler().pass(FIRST_LOOK);

        assertThat(process.await().succeeded()).isTrue();
    }

    @Test
    void kills_at_once_what_takes_too_much_while_it_is_asked_to_end() throws Exception {
        Path pipe = ground.pipe("ready");
        String deaf = "$SIG{TERM} = sub { " + holding(48, "more")
                + " }; open R, q(>ready); syswrite R, $$; close R; sleep 1000";
        Path more = ground.pipe("more");
        RunningProcess process =
                ground.processes().start(ground.program("perl", "-e", deaf).withMemoryLimitBytes(32 * MIB));
        ground.pidsFrom(pipe);

        process.terminate();
        ground.pidsFrom(more);
        ground.scheduler().pass(FIRST_LOOK);

        assertThat(process.await()).isInstanceOf(Terminated.class);
    }

    @Test
    void watches_twenty_at_once_and_kills_only_those_that_take_too_much() throws Exception {
        List<RunningProcess> processes = new ArrayList<>();
        List<Path> pipes = new ArrayList<>();
        for (int i = 0; i < 20; i++) pipes.add(ground.pipe("ready" + i));
        for (int i = 0; i < 20; i++) {
            int mebibytes = i % 2 == 0 ? 40 : 1;
            ProcessSpec spec = ProcessSpec.of(
                    List.of("perl", "-e", holding(mebibytes, "ready" + i)),
                    Map.of("PATH", Ground.PATH),
                    directory,
                    directory.resolve("log" + i));
            processes.add(ground.processes().start(spec.withMemoryLimitBytes(30 * MIB)));
        }
        for (Path pipe : pipes) ground.pidsFrom(pipe);

        ground.scheduler().pass(FIRST_LOOK);
        processes.forEach(process -> process.terminate());

        List<ProcessOutcome> outcomes =
                processes.stream().map(RunningProcess::await).toList();
        assertThat(IntStream.range(0, 20).filter(i -> i % 2 == 0).mapToObj(outcomes::get))
                .hasOnlyElementsOfType(MemoryExceeded.class);
        assertThat(IntStream.range(0, 20).filter(i -> i % 2 == 1).mapToObj(outcomes::get))
                .hasOnlyElementsOfType(Terminated.class);
    }

    /** A Perl program that takes so much, tells its process id and waits. */
    private static String holding(int mebibytes, String pipe) {
        return "open R, q(>" + pipe + ");" + holdingAndTelling(mebibytes);
    }

    private static String holdingAndTelling(int mebibytes) {
        return "$x = chr(65) x " + mebibytes * MIB + "; syswrite R, qq($$ ); close R; sleep 1000;";
    }
}
