package io.slipway.core.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.local.process.ProcessOutcome.Exited;
import io.slipway.core.local.process.ProcessOutcome.Terminated;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone in its JVM: whose a runaway is depends on which tasks are running. */
@Isolated
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // A native wait hears no interrupt.
class NativeTreeTest {

    private static final Duration GRACE = Duration.ofSeconds(7);

    /** Leaves its parent, its session and its output behind, as a daemon does, and tells its process id. */
    private static final String DAEMON = "(setsid sh -c 'echo $$ >ready; exec sleep 1000' >/dev/null 2>&1 &)";

    @TempDir
    Path directory;

    private Ground ground;

    @BeforeEach
    void lay_the_ground() {
        ground = Ground.on(directory, Lineage.ofThisJvm());
    }

    @AfterEach
    void leave_nothing_behind() {
        int self = (int) ProcessHandle.current().pid();
        assertThat(ProcessTable.now().childrenOf(self)).allMatch(ProcessEntry::zombie);
    }

    @Test
    void ends_a_grandchild_with_a_session_of_its_own() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process =
                ground.processes().start(ground.shell("setsid sh -c 'echo $$ >ready; exec sleep 1000'; true"));
        List<Integer> away = ground.pidsFrom(pipe);

        process.terminate();

        assertThat(process.await()).isInstanceOf(Terminated.class);
        assertThat(away).hasSize(1).noneMatch(Ground::isRunning);
    }

    @Test
    void kills_a_grandchild_with_a_session_of_its_own_that_does_not_hear() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes()
                .start(ground.shell("setsid sh -c \"trap '' TERM; echo \\$\\$ >ready; exec sleep 1000\"; true")
                        .withGrace(GRACE));
        List<Integer> away = ground.pidsFrom(pipe);
        CompletableFuture<ProcessOutcome> outcome = ground.awaiting(process);

        process.terminate();
        assertThat(away).allMatch(Ground::isRunning);
        ground.scheduler().pass(GRACE);

        assertThat(outcome.join()).isInstanceOf(Terminated.class);
        assertThat(away).hasSize(1).noneMatch(Ground::isRunning);
    }

    @Test
    void ends_a_daemon_when_the_task_is_terminated() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes().start(ground.shell(DAEMON + "; exec sleep 1001"));
        List<Integer> daemon = ground.pidsFrom(pipe);

        process.terminate();

        assertThat(process.await()).isInstanceOf(Terminated.class);
        assertThat(daemon).hasSize(1).noneMatch(Ground::isRunning);
    }

    @Test
    void ends_a_daemon_that_a_finished_program_left() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes().start(ground.shell(DAEMON + "; exit 6"));
        List<Integer> daemon = ground.pidsFrom(pipe);

        assertThat(process.await())
                .isInstanceOfSatisfying(
                        Exited.class, exited -> assertThat(exited.code()).isEqualTo(6));
        assertThat(daemon).hasSize(1).noneMatch(Ground::isRunning);
    }

    @Test
    void kills_what_a_finished_program_left_and_does_not_hear() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes()
                .start(ground.shell("trap '' TERM; sleep 1000 & echo $! >ready; exit 0")
                        .withGrace(GRACE));
        List<Integer> background = ground.pidsFrom(pipe);
        CompletableFuture<ProcessOutcome> outcome = ground.awaiting(process);

        ground.scheduler().pass(GRACE);

        assertThat(outcome.join().succeeded()).isTrue();
        assertThat(background).hasSize(1).noneMatch(Ground::isRunning);
    }

    @Test
    void knows_a_daemon_by_the_log_it_writes_to() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess other = ground.processes()
                .start(ProcessSpec.of(List.of("/bin/sleep", "1001"), Map.of(), directory, directory.resolve("other")));
        RunningProcess process =
                ground.processes().start(ground.shell("(setsid sh -c 'echo $$ >ready; exec sleep 1000' &); exit 0"));
        List<Integer> daemon = ground.pidsFrom(pipe);

        assertThat(process.await().succeeded()).isTrue();

        assertThat(daemon).hasSize(1).noneMatch(Ground::isRunning);
        assertThat(Ground.isRunning((int) other.identity().orElseThrow().pid())).isTrue();
        other.terminate();
        other.await();
    }

    @Test
    void leaves_a_daemon_that_may_be_anothers_to_the_last_who_may_have_started_it() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess other = ground.processes()
                .start(ProcessSpec.of(List.of("/bin/sleep", "1001"), Map.of(), directory, directory.resolve("other")));
        RunningProcess process = ground.processes().start(ground.shell(DAEMON + "; exit 0"));
        List<Integer> daemon = ground.pidsFrom(pipe);

        assertThat(process.await().succeeded()).isTrue();
        assertThat(daemon).hasSize(1).allMatch(Ground::isRunning);
        other.terminate();
        other.await();

        assertThat(daemon).noneMatch(Ground::isRunning);
    }

    @Test
    void never_takes_another_task_for_something_left_behind() throws Exception {
        // The thread that starts it ends, so that the kernel gives its child to the first thread, as it does adopted
        // ones.
        CompletableFuture<RunningProcess> started = new CompletableFuture<>();
        Thread starter = new Thread(() -> started.complete(
                Ground.on(directory, Lineage.ofThisJvm()).processes().start(ground.program("sleep", "1000"))));
        starter.start();
        starter.join();
        RunningProcess other = started.join();
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes()
                .start(ProcessSpec.of(
                        List.of("/bin/sh", "-c", "sleep 1001 & echo $! >ready"),
                        Map.of("PATH", Ground.PATH),
                        directory,
                        directory.resolve("log2")));
        List<Integer> background = ground.pidsFrom(pipe);

        process.await();

        assertThat(background).noneMatch(Ground::isRunning);
        assertThat(Ground.isRunning((int) other.identity().orElseThrow().pid())).isTrue();
        other.terminate();
        other.await();
    }

    @Test
    void ends_a_program_that_is_stopped() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes().start(ground.shell("echo $$ >ready; kill -STOP $$; sleep 1000"));
        ground.pidsFrom(pipe);

        process.terminate();

        assertThat(process.await()).isInstanceOf(Terminated.class);
    }

    @Test
    void counts_what_the_left_behind_took() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes()
                .start(
                        ground.shell(
                                "perl -e 'do { $i++ for 1..100000 } while (times)[0] < 0.2; open F, \">ready\"; print F $$; close F; sleep 1000' & read x <ready"));
        CompletableFuture<ProcessOutcome> outcome = ground.awaiting(process);

        assertThat(outcome.join())
                .isInstanceOfSatisfying(
                        ProcessOutcome.Ended.class,
                        ended -> assertThat(ended.usage().cpu().orElseThrow())
                                .isGreaterThanOrEqualTo(Duration.ofMillis(200)));
        assertThat(pipe).exists();
    }
}
