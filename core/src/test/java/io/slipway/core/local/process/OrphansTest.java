package io.slipway.core.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.local.process.ProcessOutcome.Signalled;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone in its JVM: what the killed Slipway left is adopted here, and would be taken for another test's. */
@Isolated
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // A native wait hears no interrupt.
class OrphansTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final TaskMark MARK = new TaskMark("0123456789abcdef");
    private static final TaskMark OTHER = new TaskMark("fedcba9876543210");

    @TempDir
    Path directory;

    private final Orphans orphans = new Orphans(System::nanoTime);
    private Ground ground;

    @BeforeEach
    void lay_the_ground() {
        ground = Ground.on(directory, Lineage.ofThisJvm());
    }

    @Test
    void ends_what_a_killed_slipway_left_with_its_whole_tree() throws Exception {
        Path pipe = ground.pipe("ready");
        Process slipway = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledSlipway.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessIdentity left;
        try (BufferedReader told = slipway.inputReader()) {
            String[] pidAndTicks = told.readLine().split(" ");
            left = new ProcessIdentity(Long.parseLong(pidAndTicks[0]), Long.parseLong(pidAndTicks[1]));
        }
        List<Integer> tree = ground.pidsFrom(pipe);
        slipway.destroyForcibly().waitFor();
        assertThat(tree).hasSize(3).allMatch(Ground::isRunning);

        List<ProcessIdentity> ended = orphans.end(List.of(left), MARK, LONG);

        assertThat(ended).contains(left).hasSize(3);
        assertThat(tree).noneMatch(Ground::isRunning);
    }

    /** Starts a tree, one of it in a session of its own, tells who leads it, and waits to be killed. */
    static final class KilledSlipway {
        private KilledSlipway() {}

        public static void main(String[] arguments) {
            TaskProcesses processes = TaskProcesses.onThisMachine(
                    Executors.newSingleThreadScheduledExecutor(), System::nanoTime, Runnable::run);
            Path directory = Path.of(arguments[0]);
            String tree = "sleep 1000 & a=$!; setsid sleep 1001 & echo $$ $a $! >ready; wait";
            RunningProcess process = processes.start(ProcessSpec.of(
                    List.of("sh", "-c", tree), Map.of("PATH", Ground.PATH), directory, directory.resolve("log")));
            ProcessIdentity identity = process.identity().orElseThrow();
            System.out.println(identity.pid() + " " + identity.startTicks());
            process.await();
        }
    }

    @Test
    void ends_what_nobody_came_to_write_down() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes()
                .start(marked(MARK, "setsid env -i sleep 1000 & sleep 1001 & echo $$ $! >ready; wait"));
        List<Integer> tree = ground.pidsFrom(pipe);

        List<ProcessIdentity> ended = orphans.end(List.of(), MARK, LONG);

        assertThat(ended).contains(process.identity().orElseThrow()).hasSize(3);
        assertThat(tree).noneMatch(Ground::isRunning);
        process.await();
    }

    @Test
    void ends_what_goes_on_when_the_one_that_was_written_down_has_ended() throws Exception {
        Path pipe = ground.pipe("ready");
        String lone = "sleep 1000 >/dev/null 2>&1 & with=$!; env -i sleep 1001 >/dev/null 2>&1 & echo $with $! >ready";
        RunningProcess process = ground.processes().start(marked(MARK, lone));
        List<Integer> left = ground.pidsFrom(pipe);

        orphans.end(List.of(process.identity().orElseThrow()), MARK, LONG);

        assertThat(left).hasSize(2).noneMatch(Ground::isRunning);
        process.await();
    }

    @Test
    void does_not_touch_what_another_workspace_left() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes().start(marked(OTHER, "echo $$ >ready; exec sleep 1000"));
        ground.pidsFrom(pipe);

        List<ProcessIdentity> ended = orphans.end(List.of(), MARK, Duration.ZERO);

        assertThat(ended).isEmpty();
        assertThat(Ground.isRunning((int) process.identity().orElseThrow().pid()))
                .isTrue();
        process.terminate();
        process.await();
    }

    @Test
    void does_not_touch_the_session_of_somebody_else_in_which_one_is_left() throws Exception {
        Path pipe = ground.pipe("ready");
        // The one with the mark speaks for itself: until it is a program of its own it has none.
        String session = "sleep 1000 & stranger=$!; SLIPWAY_WORKSPACE=" + MARK.value()
                + " sh -c \"echo $$ $stranger \\$\\$ >ready; exec sleep 1001\" & wait";
        RunningProcess process = ground.processes().start(ground.shell(session));
        List<Integer> pids = ground.pidsFrom(pipe);

        List<ProcessIdentity> ended = orphans.end(List.of(), MARK, LONG);

        assertThat(ended).extracting(ProcessIdentity::pid).containsExactly((long) pids.get(2));
        assertThat(pids.subList(0, 2)).allMatch(Ground::isRunning);
        process.terminate();
        process.await();
    }

    private ProcessSpec marked(TaskMark mark, String script) {
        return ProcessSpec.of(
                List.of("sh", "-c", script),
                Map.of("PATH", Ground.PATH, TaskMark.VARIABLE, mark.value()),
                directory,
                directory.resolve("log"));
    }

    @Test
    void does_not_touch_another_process_that_got_the_same_id() throws Exception {
        RunningProcess process = ground.processes().start(ground.program("sleep", "1000"));
        ProcessIdentity identity = process.identity().orElseThrow();
        ProcessIdentity earlier = new ProcessIdentity(identity.pid(), identity.startTicks() - 1);

        List<ProcessIdentity> ended = orphans.end(List.of(earlier), MARK, Duration.ZERO);

        assertThat(ended).isEmpty();
        assertThat(Ground.isRunning((int) identity.pid())).isTrue();
        process.terminate();
        process.await();
    }

    @Test
    void does_not_touch_a_process_that_leads_no_session() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes().start(ground.shell("sleep 1000 & echo $! >ready; wait"));
        int follower = ground.pidsFrom(pipe).get(0);
        ProcessIdentity identity = ProcessEntry.of(follower).orElseThrow().identity();

        List<ProcessIdentity> ended = orphans.end(List.of(identity), MARK, Duration.ZERO);

        assertThat(ended).isEmpty();
        assertThat(Ground.isRunning(follower)).isTrue();
        process.terminate();
        process.await();
    }

    @Test
    void does_not_touch_its_own_session() {
        int session =
                ProcessEntry.of(ProcessHandle.current().pid()).orElseThrow().session();
        List<ProcessIdentity> leader =
                ProcessEntry.of(session).map(ProcessEntry::identity).stream().toList();

        assertThat(orphans.end(leader, MARK, Duration.ZERO)).isEmpty();
    }

    @Test
    void kills_what_does_not_hear_after_the_grace_period() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process =
                ground.processes().start(ground.shell("trap '' TERM; echo $$ >ready; while :; do sleep 1000; done"));
        ground.pidsFrom(pipe);
        CompletableFuture<ProcessOutcome> outcome = ground.awaiting(process);

        orphans.end(List.of(process.identity().orElseThrow()), MARK, Duration.ofMillis(50));

        assertThat(outcome.join())
                .isInstanceOfSatisfying(
                        Signalled.class,
                        signalled -> assertThat(signalled.signal()).isEqualTo(9));
    }

    @Test
    void finds_nothing_of_a_process_that_has_ended() {
        RunningProcess process = ground.processes().start(ground.program("true"));
        process.await();

        assertThat(orphans.end(List.of(process.identity().orElseThrow()), MARK, LONG))
                .isEmpty();
    }
}
