package io.slipway.core.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.local.process.ProcessOutcome.Exited;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // A native wait hears no interrupt.
class ConcurrentStartsTest {

    private static final int PROGRAMS = 200;

    @TempDir
    Path directory;

    @Test
    void two_hundred_programs_from_eight_threads_keep_their_outcomes_logs_and_descriptors_apart() throws Exception {
        Ground ground = Ground.on(directory, Lineage.ofThisJvm());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<ProcessOutcome>> outcomes = new ArrayList<>();

        for (int i = 0; i < PROGRAMS; i++) {
            String script =
                    "for fd in /proc/$$/fd/*; do case $fd in */[0-2]|*/10) ;; *) [ -e $fd ] && echo leak $fd; esac; done;"
                            + " echo I am " + i + "; exit " + i % 7;
            ProcessSpec spec = ProcessSpec.of(
                    List.of("sh", "-c", script), Map.of("PATH", Ground.PATH), directory, directory.resolve("log" + i));
            outcomes.add(threads.submit(() -> ground.run(spec)));
        }

        for (int i = 0; i < PROGRAMS; i++) {
            int code = i % 7;
            assertThat(outcomes.get(i).get())
                    .isInstanceOfSatisfying(
                            Exited.class, exited -> assertThat(exited.code()).isEqualTo(code));
            assertThat(Files.readString(directory.resolve("log" + i))).isEqualTo("I am " + i + "\n");
        }
        threads.shutdown();
    }

    @Test
    void garbage_is_collected_while_programs_are_awaited() throws Exception {
        Ground ground = Ground.on(directory, Lineage.ofThisJvm());
        RunningProcess process = ground.processes().start(ground.program("sleep", "1000"));
        Future<ProcessOutcome> outcome = ground.awaiting(process);

        for (int i = 0; i < 5; i++) System.gc();
        process.terminate();

        assertThat(outcome.get()).isInstanceOf(ProcessOutcome.Terminated.class);
    }
}
