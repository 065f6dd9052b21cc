package io.slipway.core.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Function;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // A native wait hears no interrupt.
@Isolated("another thread may open a descriptor between the look at ours and the spawn")
class NativeSpawnTest {

    @TempDir
    Path directory;

    private Ground ground;

    @BeforeEach
    void lay_the_ground() {
        ground = Ground.on(directory, Lineage.ofThisJvm());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gives_no_descriptor_but_the_first_three(boolean closesFrom) throws IOException, StartFailed {
        int inheritable = Function.getFunction("c", "dup").invokeInt(new Object[] {1});
        NativeSpawn spawn = NativeSpawn.bind(closesFrom, nanos -> {});
        ProcessSpec spec = ground.shell("for n in $(seq 0 400); do [ -e /proc/$$/fd/$n ] && echo $n; done");

        int exitCode;
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(socket.isBound()).isTrue();
            exitCode = collect(spawn.start(spec, Optional.empty()));
        } finally {
            Function.getFunction("c", "close").invokeInt(new Object[] {inheritable});
        }

        // The shell's own answer to whether the last one exists.
        assertThat(exitCode).isEqualTo(1);
        assertThat(inheritable).isBetween(3, 400);
        assertThat(ground.log()).isEqualTo("0\n1\n2\n");
    }

    @Test
    void leads_a_session_and_a_group_of_its_own() throws IOException {
        RunningProcess process = ground.processes().start(ground.program("cat", "/proc/self/stat"));
        long pid = process.identity().orElseThrow().pid();
        process.await();

        byte[] stat = ground.log().getBytes(StandardCharsets.US_ASCII);
        ProcessEntry entry = ProcessEntry.parse(stat, stat.length);

        assertThat(entry.pid()).isEqualTo((int) pid);
        assertThat(entry.session()).isEqualTo((int) pid);
        assertThat(entry.group()).isEqualTo((int) pid);
        assertThat(entry.startTicks())
                .isEqualTo(process.identity().orElseThrow().startTicks());
    }

    @Test
    void finds_every_signal_unblocked_and_at_its_default() throws IOException {
        ground.run(ground.program("sed", "-n", "/^Sig[BI]/p", "/proc/self/status"));

        assertThat(ground.log().replaceAll("\\s+", " "))
                .isEqualTo("SigBlk: 0000000000000000 SigIgn: 0000000000000000 ");
    }

    @Test
    void says_that_a_script_without_an_interpreter_cannot_be_run() throws IOException {
        Path script = ground.script("build", "echo hello\n");

        ProcessOutcome outcome = ground.run(ground.program("./build"));

        assertThat(outcome.describe()).contains(script + " is no program that this machine can run", "#!/bin/sh");
    }

    @Test
    void waits_for_a_program_whose_last_writer_is_just_closing_it() throws IOException, StartFailed {
        Path script = ground.script("build", "#!/bin/sh\necho hello\n");
        OutputStream writer = Files.newOutputStream(script, StandardOpenOption.APPEND);
        List<Long> pauses = new ArrayList<>();
        NativeSpawn spawn = NativeSpawn.bind(true, nanos -> {
            pauses.add(nanos);
            if (pauses.size() == 3) close(writer);
        });

        int exitCode = collect(spawn.start(ground.program("./build"), Optional.empty()));

        assertThat(exitCode).isZero();
        assertThat(ground.log()).isEqualTo("hello\n");
        assertThat(pauses).containsExactly(100_000L, 200_000L, 400_000L);
    }

    @Test
    void says_that_a_program_is_still_being_written_after_about_a_second() throws IOException {
        Path script = ground.script("build", "#!/bin/sh\necho hello\n");
        AtomicLong paused = new AtomicLong();
        NativeSpawn spawn = NativeSpawn.bind(true, paused::addAndGet);

        try (OutputStream writer = Files.newOutputStream(script, StandardOpenOption.APPEND)) {
            writer.write('\n');
            assertThatThrownBy(() -> spawn.start(ground.program("./build"), Optional.empty()))
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContaining(script + " cannot be started: another program still writes it");
        }
        assertThat(paused.get()).isBetween(500_000_000L, 2_000_000_000L);
    }

    @Test
    void names_the_interpreter_that_is_missing() throws IOException {
        Path script = ground.script("build", "#!/opt/no/such/python -u\n");

        ProcessOutcome outcome = ground.run(ground.program("./build"));

        assertThat(outcome.describe()).contains(script + " asks for /opt/no/such/python, which does not exist");
    }

    @Test
    void says_when_the_arguments_are_too_long() {
        ProcessOutcome outcome = ground.run(ground.program("true", "x".repeat(200_000)));

        assertThat(outcome.describe()).contains("too long", "file");
    }

    private static void close(OutputStream writer) {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int collect(int pid) {
        int[] status = new int[1];
        assertThat(Libc.wait4(pid, status, 0, new long[NativeChild.RUSAGE_LONGS]))
                .isEqualTo(pid);
        return status[0] >> 8;
    }
}
