package io.slipway.core.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.local.process.ProcessOutcome.CouldNotStart;
import io.slipway.core.local.process.ProcessOutcome.Exited;
import io.slipway.core.local.process.ProcessOutcome.Signalled;
import io.slipway.core.local.process.ProcessOutcome.Terminated;
import io.slipway.core.local.process.ProcessOutcome.TimedOut;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every way of starting programs keeps. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // A native wait hears no interrupt.
abstract class TaskProcessesContract {

    private static final Duration GRACE = Duration.ofSeconds(7);

    @TempDir
    Path directory;

    Ground ground;

    abstract ChildFactory children();

    @BeforeEach
    void lay_the_ground() {
        ground = Ground.on(directory, children());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 127})
    void tells_the_exit_code(int code) {
        ProcessOutcome outcome = ground.run(ground.shell("exit " + code));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Exited.class, exited -> assertThat(exited.code()).isEqualTo(code));
        assertThat(outcome.succeeded()).isEqualTo(code == 0);
    }

    @Test
    void what_is_printed_goes_through_the_filter_of_the_log() throws IOException {
        LogFilter upper = log -> new FilterOutputStream(log) {
            @Override
            public void write(int b) throws IOException {
                super.write(Character.toUpperCase(b));
            }
        };

        ProcessOutcome outcome = ground.run(
                ground.shell("echo one; echo two >&2; echo three >/dev/stdout; (sleep 0; echo four) & wait; exit 3")
                        .withFilter(upper));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Exited.class, exited -> assertThat(exited.code()).isEqualTo(3));
        assertThat(ground.log()).isEqualTo("ONE\nTWO\nTHREE\nFOUR\n");
    }

    @Test
    void much_more_than_a_pipe_holds_goes_through_a_filter_too() throws IOException {
        ground.run(ground.shell("i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done")
                .withFilter(log -> log));

        assertThat(ground.log()).hasSize(220_000);
    }

    @Test
    void what_was_left_behind_and_prints_is_ended_before_its_log_is_whole() throws IOException {
        ProcessOutcome outcome = ground.run(ground.shell("trap '' HUP; (while :; do echo x; done) & exit 0")
                .withGrace(Duration.ZERO)
                .withFilter(log -> log));

        assertThat(outcome.succeeded()).isTrue();
        assertThat(ground.log()).endsWith("x\n");
    }

    @Test
    void a_command_that_is_nowhere_leaves_an_empty_log_behind_its_filter() throws IOException {
        ProcessOutcome outcome = ground.run(ground.program("no-such-command").withFilter(log -> log));

        assertThat(outcome).isInstanceOf(CouldNotStart.class);
        assertThat(ground.log()).isEmpty();
    }

    @Test
    void tells_the_signal_that_ended_it() {
        ProcessOutcome outcome = ground.run(ground.shell("kill -SEGV $$"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Signalled.class,
                        signalled -> assertThat(signalled.signal()).isEqualTo(11));
        assertThat(outcome.describe()).contains("signal 11 (SEGV)");
    }

    @Test
    void says_where_it_looked_for_a_command_that_is_nowhere() {
        ProcessOutcome outcome = ground.run(ground.program("no-such-command", "--now"));

        assertThat(outcome)
                .isEqualTo(new CouldNotStart(
                        "command not found: no-such-command (looked in /usr/bin, /bin); install it, or"
                                + " add its directory to the task's PATH"));
    }

    @Test
    void has_no_identity_and_nothing_to_end_when_it_could_not_start() {
        RunningProcess process = ground.processes().start(ground.program("no-such-command"));

        process.terminate();

        assertThat(process.identity()).isEmpty();
        assertThat(process.await()).isInstanceOf(CouldNotStart.class);
    }

    @Test
    void names_a_file_that_does_not_exist() {
        ProcessOutcome outcome = ground.run(ground.program("./build.sh"));

        assertThat(outcome.describe()).contains("no such file: " + directory.resolve("build.sh"), "create the file");
    }

    @Test
    void names_a_file_that_is_not_executable() throws IOException {
        Path script = Files.writeString(directory.resolve("build.sh"), "#!/bin/sh\n");

        ProcessOutcome outcome = ground.run(ground.program("./build.sh"));

        assertThat(outcome.describe()).contains(script + " is not executable", "chmod +x");
    }

    @Test
    void names_a_working_directory_that_does_not_exist() {
        ProcessSpec spec = ProcessSpec.of(
                List.of("true"), Map.of("PATH", Ground.PATH), directory.resolve("gone"), directory.resolve("log"));

        ProcessOutcome outcome = ground.run(spec);

        assertThat(outcome.describe()).contains("no such working directory: " + directory.resolve("gone"));
    }

    @Test
    void names_a_log_that_cannot_be_written() {
        ProcessSpec spec =
                ProcessSpec.of(List.of("true"), Map.of("PATH", Ground.PATH), directory, directory.resolve("gone/log"));

        ProcessOutcome outcome = ground.run(spec);

        assertThat(outcome.describe()).contains("cannot write the log " + directory.resolve("gone/log"));
    }

    @Test
    void runs_in_the_working_directory() throws IOException {
        Path inside = Files.createDirectory(directory.resolve("with space and ü"));

        ground.run(ProcessSpec.of(List.of("/bin/pwd"), Map.of(), inside, directory.resolve("log")));

        assertThat(ground.log()).isEqualTo(inside.toRealPath() + "\n");
    }

    @Test
    void finds_a_relative_program_in_the_working_directory() throws IOException {
        ground.script("hello", "#!/bin/sh\necho hello $1\n");

        ground.run(ground.program("./hello", "you"));

        assertThat(ground.log()).isEqualTo("hello you\n");
    }

    @Test
    void looks_in_the_path_of_the_task_not_in_our_own() throws IOException {
        Files.createDirectory(directory.resolve("bin"));
        ground.script("bin/only-here", "#!/bin/sh\necho found\n");
        Map<String, String> environment = Map.of("PATH", "/nowhere:bin");

        ground.run(ProcessSpec.of(List.of("only-here"), environment, directory, directory.resolve("log")));

        assertThat(ground.log()).isEqualTo("found\n");
    }

    @Test
    void has_exactly_the_environment_it_was_given() throws IOException {
        Map<String, String> environment = Map.of("B", "two words", "A", "", "Ü", "ß=1\nnext line");

        ground.run(ProcessSpec.of(List.of("/usr/bin/env", "-0"), environment, directory, directory.resolve("log")));

        assertThat(ground.log().split("\0")).containsExactlyInAnyOrder("A=", "B=two words", "Ü=ß=1\nnext line");
    }

    @Test
    void has_nothing_to_read_on_standard_input() throws IOException {
        ProcessOutcome outcome = ground.run(ground.program("cat"));

        assertThat(outcome.succeeded()).isTrue();
        assertThat(ground.log()).isEmpty();
    }

    @Test
    void writes_output_and_errors_into_one_log_in_their_order() throws IOException {
        Files.writeString(directory.resolve("log"), "of an earlier attempt, and longer than what comes now");

        ground.run(ground.shell("echo 1; echo 2 >&2; echo 3; sh -c \"echo 4 >&2\"; echo 5 >>/dev/stderr; echo 6"));

        assertThat(ground.log()).isEqualTo("1\n2\n3\n4\n5\n6\n");
    }

    @Test
    void is_timed_out_with_everything_under_it() throws Exception {
        Path pipe = ground.pipe("ready");
        Duration timeout = Duration.ofMinutes(3);
        RunningProcess process = ground.processes()
                .start(ground.shell("sleep 1000 & echo $! $$ >ready; wait").withTimeout(timeout));
        List<Integer> tree = ground.pidsFrom(pipe);
        CompletableFuture<ProcessOutcome> outcome = ground.awaiting(process);

        ground.scheduler().pass(timeout);

        assertThat(outcome.join())
                .isInstanceOfSatisfying(
                        TimedOut.class, late -> assertThat(late.limit()).isEqualTo(timeout));
        assertThat(outcome.join().describe()).startsWith("timed out after 3m");
        assertThat(tree).hasSize(2).noneMatch(Ground::isRunning);
    }

    @Test
    void kills_after_the_grace_period_what_does_not_hear() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes()
                .start(ground.shell("trap '' TERM; sleep 1000 & echo $! $$ >ready; wait")
                        .withGrace(GRACE));
        int main = Math.toIntExact(process.identity().orElseThrow().pid());
        ground.pidsFrom(pipe);
        CompletableFuture<ProcessOutcome> outcome = ground.awaiting(process);

        process.terminate();
        assertThat(Ground.isRunning(main)).isTrue();
        ground.scheduler().pass(GRACE);

        assertThat(outcome.join()).isInstanceOf(Terminated.class);
        assertThat(ProcessTable.now().inSession(main)).noneMatch(entry -> !entry.zombie());
    }

    @Test
    void lets_a_program_clean_up_when_it_is_told_to_end() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes()
                .start(ground.shell(
                        "trap 'echo cleaned; exit 0' TERM; echo $$ >ready; while :; do sleep 1000 & wait; done"));
        ground.pidsFrom(pipe);

        process.terminate();
        ProcessOutcome outcome = process.await();

        assertThat(outcome).isInstanceOf(Terminated.class);
        assertThat(ground.log()).contains("cleaned");
    }

    @Test
    void ends_what_a_finished_program_left_in_the_background() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process = ground.processes().start(ground.shell("sleep 1000 & echo $! >ready; exit 5"));
        List<Integer> background = ground.pidsFrom(pipe);

        ProcessOutcome outcome = process.await();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Exited.class, exited -> assertThat(exited.code()).isEqualTo(5));
        assertThat(background).hasSize(1).noneMatch(Ground::isRunning);
    }

    @Test
    void gives_everyone_who_waits_the_same_outcome() {
        RunningProcess process = ground.processes().start(ground.shell("exit 4"));

        CompletableFuture<ProcessOutcome> first = ground.awaiting(process);
        CompletableFuture<ProcessOutcome> second = ground.awaiting(process);

        assertThat(first.join()).isSameAs(second.join()).isSameAs(process.await());
    }

    @Test
    void kills_at_once_when_nobody_will_be_there_later() throws Exception {
        Path pipe = ground.pipe("ready");
        RunningProcess process =
                ground.processes().start(ground.shell("trap '' TERM; echo $$ >ready; while :; do sleep 1000; done"));
        ground.pidsFrom(pipe);

        ground.scheduler().shutdown();
        process.terminate();

        assertThat(process.await()).isInstanceOf(Terminated.class);
    }
}
