package io.slipway.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.cache.Action;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.local.TaskHistory;
import io.slipway.core.local.output.OutputException;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreListener;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.jenkins.content.NodeHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskAttemptTest {
    private static final TaskAddress COMPILE = TaskAddress.parse("orders:compile");
    private static final Effect.Dispatch GIVEN =
            new Effect.Dispatch(new RunId("run-1"), COMPILE, 1, "one", Optional.empty());

    @TempDir
    Path directory;

    private final List<Input.Report> reports = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private TaskAttempt attempt;

    @BeforeEach
    void prepare() {
        DirectoryStore store =
                DirectoryStore.open(directory.resolve("store"), StoreListener.SILENT, InstantSource.system());
        RunFiles files = new RunFiles(directory.resolve("run"), directory.resolve("kept"));
        RunParts parts = new RunParts(
                Map.of(),
                new Results(store.contents(), store.actions(), directory),
                files,
                TaskHistory.open(directory.resolve("history")),
                new LocalWorkspace(directory, NodeHome.at(directory.toString(), ""), directory),
                (given, work) -> () -> {},
                new BuildLog(new PrintStream(printed, true, StandardCharsets.UTF_8), kept -> kept),
                new Allowance(1 << 20, 100, 1000),
                Runnable::run,
                InstantSource.system(),
                System::nanoTime);
        Task task = Task.builder(COMPILE)
                .directory("orders")
                .run("make")
                .outputs("out/**")
                .build();
        Action action = new Action(
                Tree.empty(),
                new TreeMap<>(),
                new Command.Shell("make"),
                "orders",
                new TreeMap<>(),
                PathSet.of("out/**"),
                new TreeMap<>(),
                "linux",
                "amd64",
                new TreeMap<>());
        attempt = new TaskAttempt(
                GIVEN,
                new PreparedAction(task, action, action.key()),
                Map.of(),
                parts,
                new MadeTrees(files),
                reports::add);
    }

    @Test
    void a_node_that_goes_away_loses_the_attempt() {
        attempt.run(new FakeSite() {
            @Override
            public End execute(OutputStream log) throws IOException {
                throw new IOException("the channel was closed");
            }
        });

        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.LOST);
        assertThat(outcome().message()).contains("one", "the channel was closed");
    }

    @Test
    void an_attempt_that_was_stopped_on_its_way_to_the_node_runs_nothing() {
        attempt.stop();

        attempt.run(new FakeSite() {
            @Override
            public End execute(OutputStream log) {
                throw new AssertionError("it ran");
            }
        });

        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
    }

    @Test
    void a_class_that_cannot_be_loaded_in_the_middle_is_reported_once() {
        assertThatThrownBy(() -> attempt.run(new FakeSite() {
                    @Override
                    public End execute(OutputStream log) {
                        throw new NoClassDefFoundError("hudson/Gone");
                    }
                }))
                .isInstanceOf(NoClassDefFoundError.class);

        assertThat(reports).hasSize(1);
        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.LOST);
    }

    @Test
    void what_breaks_after_it_was_stopped_is_no_fault_of_the_node() {
        attempt.run(new FakeSite() {
            @Override
            public End execute(OutputStream log) throws IOException {
                attempt.stop();
                throw new IOException("the channel was closed");
            }
        });

        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
    }

    @Test
    void a_command_that_was_stopped_did_not_fail() {
        attempt.run(new FakeSite() {
            @Override
            public End execute(OutputStream log) {
                attempt.stop();
                return new End(143, false);
            }
        });

        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
    }

    @Test
    void an_interrupt_ends_it() {
        attempt.run(new FakeSite() {
            @Override
            public End execute(OutputStream log) throws InterruptedException {
                throw new InterruptedException();
            }
        });

        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_tree_that_cannot_be_made_is_told_as_such() {
        attempt.run(new FakeSite() {
            @Override
            public String prepare(TaskAddress task, Action action) {
                throw new OutputException("cannot make a sandbox; see that there is room", new IOException("full"));
            }
        });

        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.COULD_NOT_START);
        assertThat(outcome().message()).contains("see that there is room");
    }

    @Test
    void what_it_printed_and_how_it_failed_are_in_the_log_of_the_build() {
        attempt.run(new FakeSite() {
            @Override
            public End execute(OutputStream log) throws IOException {
                log.write("no such rule\n".getBytes(StandardCharsets.UTF_8));
                return new End(2, false);
            }
        });

        assertThat(outcome().exitCode()).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("orders:compile on one failed after")
                .contains("no such rule")
                .contains("exit code 2");
    }

    @Test
    void a_node_that_tells_of_what_the_task_does_not_declare_is_not_believed() {
        Digest unasked = Digest.of(new byte[] {1});
        attempt.run(new FakeSite() {
            @Override
            public TaskMade collect(TaskAddress task, Action action) {
                Tree outputs = Tree.builder()
                        .file("orders/out/a", unasked, false)
                        .file("Jenkinsfile", unasked, false)
                        .build();
                return new TaskMade(outputs, Tree.empty(), Optional.empty(), true);
            }

            @Override
            public void fetch(Collection<Digest> digests, ContentStore into) {
                throw new AssertionError("fetched " + digests);
            }
        });

        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.OUTPUT_MISSING);
        assertThat(outcome().message()).contains("Jenkinsfile");
        assertThat(reports.get(0).outputs()).isEmpty();
    }

    @Test
    void what_a_command_prints_without_end_is_cut() {
        attempt.run(new FakeSite() {
            @Override
            public End execute(OutputStream log) throws IOException {
                for (int i = 0; i < 1000; i++) log.write("again and again\n".getBytes(StandardCharsets.UTF_8));
                return new End(2, false);
            }
        });

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("more than 1000 bytes")
                .hasSizeLessThan(2000);
    }

    @Test
    void one_that_never_got_an_executor_is_lost_with_its_node_or_else_cancelled() {
        attempt.neverBegan(true, "node one is no more");
        attempt.neverBegan(false, "somebody took it out of the queue");

        assertThat(reports)
                .extracting(report -> report.outcome().kind())
                .containsExactly(Outcome.Kind.LOST, Outcome.Kind.CANCELLED);
    }

    @Test
    void one_that_is_stopped_before_it_begins_asks_for_nothing() {
        attempt.stop();

        attempt.begin((given, work) -> {
            throw new AssertionError("asked for an executor");
        });

        assertThat(outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
    }

    @Test
    void one_that_is_stopped_while_it_waits_gives_its_place_back() {
        List<String> ended = new ArrayList<>();
        attempt.begin((given, work) -> () -> ended.add(given.agent()));

        attempt.stop();

        assertThat(ended).containsExactly("one");
    }

    private Outcome outcome() {
        assertThat(reports).hasSize(1);
        return reports.get(0).outcome();
    }

    /** A node on which everything goes well and nothing is made. */
    private static class FakeSite implements Site {
        @Override
        public List<Digest> lacking(Collection<Digest> digests) {
            return List.of();
        }

        @Override
        public void send(Collection<Digest> digests, ContentStore from) {}

        @Override
        public String prepare(TaskAddress task, Action action) {
            return "";
        }

        @Override
        public End execute(
                List<String> argv,
                String directory,
                Map<String, String> environment,
                OutputStream log,
                Optional<Duration> timeout)
                throws IOException, InterruptedException {
            return execute(log);
        }

        End execute(OutputStream log) throws IOException, InterruptedException {
            return new End(0, false);
        }

        @Override
        public TaskMade collect(TaskAddress task, Action action) {
            return new TaskMade(Tree.empty(), Tree.empty(), Optional.empty(), true);
        }

        @Override
        public void fetch(Collection<Digest> digests, ContentStore into) {}
    }
}
