package io.slipway.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.content.ContentStore;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.FileJournal;
import io.slipway.core.local.RunIds;
import io.slipway.core.local.TaskHistory;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreListener;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.SecretSource;
import io.slipway.core.pipeline.Sidecar;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.core.workspace.Selection;
import io.slipway.jenkins.content.NodeHome;
import io.slipway.jenkins.desk.ControlPlane;
import io.slipway.jenkins.desk.Desk;
import io.slipway.jenkins.desk.DeskParts;
import io.slipway.jenkins.desk.Order;
import io.slipway.jenkins.farm.NodeFacts;
import io.slipway.jenkins.teach.PastBuilds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real tasks on nodes that are directories of this machine, through a real desk. */
class WorkspaceRunTest {
    private static final String ORDERS = """
            slipway: 1
            service: orders
            tasks:
              compile:
                run: mkdir out; tr a-z A-Z < src/a.txt > out/a.txt; echo compiled $GREETING
                inputs: [src/**]
                outputs: [out/**]
                pass: [GREETING]
              test:
                kind: test
                run: mkdir reports; grep A out/a.txt > reports/found.xml
                inputs: [none/**]
                needs: [compile]
                reports: {junit: [reports/*.xml]}
            """;

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Executor background = threads;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Map<String, String> environment = new TreeMap<>(Map.of("GREETING", "hello"));
    private final List<LocalSite> sites = new ArrayList<>();
    private Path workspace;
    private Results results;
    private Desk desk;
    private int runs;

    @BeforeEach
    void open() throws IOException {
        workspace = Files.createDirectories(directory.resolve("ws/checkout"));
        write("slipway-workspace.yaml", "slipway: 1\n");
        write("orders/slipway.yaml", ORDERS);
        write("orders/src/a.txt", "a text\n");
        DirectoryStore store =
                DirectoryStore.open(directory.resolve("store"), StoreListener.SILENT, InstantSource.system());
        results = new Results(store.contents(), store.actions(), Files.createDirectories(directory.resolve("scratch")));
        openDesk();
    }

    private void openDesk() throws IOException {
        desk = Desk.open(new DeskParts(
                directory.resolve("desk"),
                () -> List.of(NodeFacts.of("one", 2)),
                owner -> true,
                PastBuilds.open(directory.resolve("past")),
                DeskParts.usualLimits(),
                PlacementRules.standard(),
                FileJournal.Force.LEFT_TO_SYSTEM,
                InstantSource.system(),
                threads,
                warning -> {}));
    }

    @AfterEach
    void close() throws InterruptedException {
        desk.close();
        threads.shutdownNow();
        threads.awaitTermination(10, TimeUnit.SECONDS);
    }

    @Test
    void tasks_run_on_nodes_and_what_they_made_comes_back() throws Exception {
        TaskOutcomes outcomes = run();

        assertThat(outcomes.isSuccess()).isTrue();
        assertThat(workspace.resolve("orders/out/a.txt")).hasContent("A TEXT");
        assertThat(workspace.resolve("orders/reports/found.xml")).hasContent("A TEXT");
        assertThat(kept().resolve("orders/compile.log")).hasContent("compiled hello");
        assertThat(kept().resolve("orders/test/orders/reports/found.xml")).hasContent("A TEXT");
        assertThat(entry(outcomes, "orders:compile"))
                .containsEntry("result", "succeeded")
                .containsEntry("reused", false)
                .containsEntry("node", "one");
        assertThat(log())
                .contains("orders:compile has to run: it has not succeeded here before")
                .contains("orders:compile goes to one")
                .contains("compiled hello");
    }

    @Test
    void a_second_run_reuses_everything_and_moves_nothing() throws Exception {
        run();
        sites.clear();

        TaskOutcomes again = run();

        assertThat(again.isSuccess()).isTrue();
        assertThat(sites).isEmpty();
        assertThat(entry(again, "orders:compile")).containsEntry("result", "reused");
        assertThat(entry(again, "orders:test")).containsEntry("reused", true);
        assertThat(again.sentence()).contains("0 ran, 2 reused");
    }

    @Test
    void what_a_reused_task_made_comes_back_into_a_fresh_workspace() throws Exception {
        run();
        Files.delete(workspace.resolve("orders/out/a.txt"));

        run();

        assertThat(workspace.resolve("orders/out/a.txt")).hasContent("A TEXT");
    }

    @Test
    void a_change_runs_again_what_depends_on_it_and_says_what_changed() throws Exception {
        run();
        write("orders/src/a.txt", "another text\n");

        TaskOutcomes again = run();

        assertThat(entry(again, "orders:compile")).containsEntry("result", "succeeded");
        assertThat(log()).contains("orders/src/a.txt changed");
        assertThat(workspace.resolve("orders/out/a.txt")).hasContent("ANOTHER TEXT");
    }

    @Test
    void a_variable_that_a_task_lets_pass_counts() throws Exception {
        run();
        environment.put("GREETING", "good morning");

        TaskOutcomes again = run();

        assertThat(entry(again, "orders:compile")).containsEntry("result", "succeeded");
        assertThat(log()).contains("GREETING changed");
    }

    @Test
    void a_secret_of_the_step_reaches_its_task_and_no_log() throws Exception {
        write("orders/slipway.yaml", """
                slipway: 1
                service: orders
                tasks:
                  publish: {run: 'printf %s "$TOKEN" > got; echo "with $TOKEN"', inputs: [], outputs: [got], secrets: {TOKEN: {env: NPM}}}
                """);
        environment.put("NPM", "sk_live_0123456789");

        TaskOutcomes outcomes = run();

        assertThat(outcomes.isSuccess()).isTrue();
        assertThat(workspace.resolve("orders/got")).hasContent("sk_live_0123456789");
        assertThat(kept().resolve("orders/publish.log")).hasContent("with [MASKED]");
        assertThat(log()).doesNotContain("sk_live_0123456789");
    }

    @Test
    void a_secret_that_the_step_has_not_and_one_for_a_fork_keep_their_task_from_starting() throws Exception {
        write("orders/slipway.yaml", """
                slipway: 1
                service: orders
                tasks: {publish: {run: echo, inputs: [], secrets: [TOKEN]}}
                """);

        run();
        assertThat(log()).contains("secret TOKEN cannot be had: the variable TOKEN is not set");

        environment.put("TOKEN", "sk_live_0123456789");
        environment.put("CHANGE_FORK", "eve");
        run();
        assertThat(log()).contains("it gets no secrets (TOKEN): the change request comes from the fork eve");
    }

    @Test
    void what_a_node_cannot_give_is_told() {
        Task task = Task.builder("orders:publish")
                .run("make")
                .secrets(
                        new TreeMap<>(Map.of("A", new SecretSource.Variable("A"), "B", new SecretSource.File("token"))))
                .sidecars(List.of(new Sidecar(
                        "db",
                        new Command.Shell("db"),
                        "",
                        new TreeMap<>(),
                        List.of(),
                        Optional.empty(),
                        Sidecar.DEFAULT_READY_WITHIN,
                        Sidecar.DEFAULT_GRACE)))
                .build();

        assertThat(NodeLimits.objections(Pipeline.of(List.of(task)), List.of(task.address())))
                .containsExactly(
                        "orders:publish has sidecars, which only `slipway run` starts; call that in a step of its own",
                        "the secret B of orders:publish comes from the file token, but here only from the environment of"
                                + " the step; bind it with withCredentials and write {env: NAME}");
    }

    @Test
    void a_node_is_sent_only_what_it_lacks() throws Exception {
        write("orders/src/big.txt", "x".repeat(100_000));
        run();
        sites.clear();
        write("orders/src/a.txt", "a small change\n");

        run();

        long sent = sites.stream().mapToLong(site -> site.sentBytes).sum();
        assertThat(sent).isLessThan(1_000);
    }

    @Test
    void a_failing_task_fails_the_run_and_says_how() throws Exception {
        write("orders/slipway.yaml", ORDERS.replace("grep A", "echo looking; grep Z"));

        TaskOutcomes outcomes = run();

        assertThat(outcomes.isSuccess()).isFalse();
        assertThat(outcomes.failures()).singleElement().asString().contains("orders:test", "exit code 1");
        assertThat(entry(outcomes, "orders:test").get("message")).asString().contains("exit code 1");
        assertThat(log()).contains("looking");
    }

    @Test
    void a_task_that_takes_too_long_is_ended() throws Exception {
        write("orders/slipway.yaml", ORDERS.replace("    run: mkdir out;", "    timeout: 1s\n    run: sleep 30;"));

        TaskOutcomes outcomes = run();

        assertThat(outcomes.failures()).singleElement().asString().contains("raise its timeout");
    }

    @Test
    void an_output_that_was_not_made_is_a_failure() throws Exception {
        write("orders/slipway.yaml", ORDERS.replace("outputs: [out/**]", "outputs: [out/**, other.txt]"));

        TaskOutcomes outcomes = run();

        assertThat(outcomes.failures()).singleElement().asString().contains("other.txt");
    }

    @Test
    void a_source_that_changes_while_the_run_goes_on_is_never_taken_for_what_was_read() throws Exception {
        SourceRead source = read();
        write("orders/src/a.txt", "b text\n");

        TaskOutcomes outcomes = run(source);

        assertThat(outcomes.isSuccess()).isFalse();
        assertThat(workspace.resolve("orders/out/a.txt")).doesNotExist();
    }

    @Test
    void a_workspace_that_is_gone_at_the_end_fails_the_run_with_a_reason_and_its_results_stay() throws Exception {
        SourceRead source = read();
        RunId id = nextId();
        WorkspaceRun lonely = conduct(source, id, places(), new LocalWorkspace(workspace, callingHome(), directory) {
            @Override
            public List<String> restore(List<Delivery> deliveries, ContentStore from) throws IOException {
                throw new IOException("the node is gone");
            }
        });

        desk.submit(order(source, id), lonely, lonely);

        assertThatThrownBy(() -> lonely.ended().toCompletableFuture().get(30, TimeUnit.SECONDS))
                .hasMessageContaining("kept for the next run")
                .hasMessageContaining("the node is gone");
        assertThat(entry(run(read()), "orders:compile")).containsEntry("reused", true);
    }

    @Test
    void a_run_goes_on_after_a_restart_and_what_was_done_stays_done() throws Exception {
        SourceRead source = read();
        RunId id = nextId();
        WorkspaceRun first = conduct(source, id, neverGetsAPlace());
        desk.submit(order(source, id), first, first);
        awaitLog("orders:compile goes to one");
        desk.close();
        openDesk();

        WorkspaceRun second = WorkspaceRun.takingUp(source, parts(id), false);
        ControlPlane.Attached attached = desk.attach(id, Set.of(), second, second);
        second.resume(attached.entries());
        List<JournalEntry> entries = second.ended().toCompletableFuture().get(30, TimeUnit.SECONDS);

        assertThat(attached.isKnown()).isTrue();
        TaskOutcomes outcomes = TaskOutcomes.of(entries, source.workspace().pipeline());
        assertThat(outcomes.isSuccess()).isTrue();
        assertThat(workspace.resolve("orders/out/a.txt")).hasContent("A TEXT");
    }

    @Test
    void a_cancelled_run_ends_what_runs() throws Exception {
        write("orders/slipway.yaml", ORDERS.replace("run: mkdir out;", "run: echo begun > ../../begun; sleep 60;"));
        SourceRead source = read();
        RunId id = nextId();
        WorkspaceRun conduct = conduct(source, id, places());
        desk.submit(order(source, id), conduct, conduct);
        awaitLog("orders:compile goes to one");

        desk.cancel("somebody", id, "not needed any more");
        List<JournalEntry> entries = conduct.ended().toCompletableFuture().get(30, TimeUnit.SECONDS);

        TaskOutcomes outcomes = TaskOutcomes.of(entries, source.workspace().pipeline());
        assertThat(outcomes.isCancelled()).isTrue();
        assertThat(log()).contains("the run ends: not needed any more");
    }

    @Test
    void an_attempt_that_is_stopped_before_anybody_has_begun_with_it_never_asks_for_a_node() throws Exception {
        List<Runnable> later = new ArrayList<>();
        background = later::add;
        List<Input> answers = new ArrayList<>();
        RunId id = nextId();
        WorkspaceRun conduct = conduct(read(), id, (attempt, work) -> {
            throw new AssertionError("asked for a node");
        });
        TaskAddress compile = TaskAddress.parse("orders:compile");
        conduct.execute(new Effect.Dispatch(id, compile, 1, "one", Optional.empty()), answers::add);

        conduct.stop(new Effect.Stop(id, compile, 1, "one", "not needed any more"));
        for (Runnable each : later) each.run();

        assertThat(answers)
                .singleElement()
                .isInstanceOfSatisfying(
                        Input.Report.class,
                        report -> assertThat(report.outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED));
    }

    @Test
    void a_store_that_cannot_be_used_costs_the_reuse_and_says_so() throws Exception {
        Files.writeString(directory.resolve("broken"), "no directory");
        DirectoryStore broken =
                DirectoryStore.open(directory.resolve("broken"), StoreListener.SILENT, InstantSource.system());
        SourceRead source = read();
        RunId id = nextId();
        results = new Results(results.contents(), broken.actions(), results.scratch());
        WorkspaceRun conduct = conduct(source, id, places());
        desk.submit(order(source, id), conduct, conduct);
        List<JournalEntry> entries = conduct.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);

        TaskOutcomes outcomes = TaskOutcomes.of(entries, source.workspace().pipeline());
        assertThat(outcomes.isSuccess()).isTrue();
        assertThat(log()).contains("the store cannot be used");
        assertThat(workspace.resolve("orders/out/a.txt")).hasContent("A TEXT");
    }

    @Test
    void a_run_that_ends_while_it_is_taken_up_brings_everything_back_once() throws Exception {
        SourceRead source = read();
        RunId id = nextId();
        WorkspaceRun first = conduct(source, id, places());
        desk.submit(order(source, id), first, first);
        List<JournalEntry> all = first.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
        Files.delete(workspace.resolve("orders/out/a.txt"));
        background = Runnable::run;
        WorkspaceRun second = WorkspaceRun.takingUp(source, parts(id), false);
        int cut = all.size() - 2;

        second.onEvents(all.subList(cut, cut + 1));
        second.onEvents(all.subList(cut + 1, all.size()));
        assertThat(second.ended().toCompletableFuture()).isNotDone();
        second.resume(all.subList(0, cut));

        assertThat(second.ended().toCompletableFuture()).isCompletedWithValue(all);
        assertThat(workspace.resolve("orders/out/a.txt")).hasContent("A TEXT");
    }

    @Test
    void a_run_that_had_ended_before_it_is_taken_up_brings_everything_back() throws Exception {
        SourceRead source = read();
        RunId id = nextId();
        WorkspaceRun first = conduct(source, id, places());
        desk.submit(order(source, id), first, first);
        List<JournalEntry> all = first.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
        Files.delete(workspace.resolve("orders/out/a.txt"));
        background = Runnable::run;
        WorkspaceRun second = WorkspaceRun.takingUp(source, parts(id), false);

        second.resume(desk.attach(id, Set.of(), second, second).entries());

        assertThat(second.ended().toCompletableFuture()).isCompletedWithValue(all);
        assertThat(workspace.resolve("orders/out/a.txt")).hasContent("A TEXT");
    }

    @Test
    void a_refused_run_says_why() throws IOException {
        WorkspaceRun conduct = conduct(read(), nextId(), places());
        String why = "too much waits; submit it again in 30 s";

        conduct.refused(new Effect.Refuse(nextId(), why, Optional.of(Duration.ofSeconds(30))));

        assertThatThrownBy(() -> conduct.ended().toCompletableFuture().join()).hasRootCauseMessage(why);
    }

    @Test
    void a_definition_that_is_wrong_says_where() throws IOException {
        write("orders/slipway.yaml", "slipway: 1\nservice: orders\ntasks: {compile: {rum: make}}\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessageContaining("orders/slipway.yaml:3:");
    }

    private TaskOutcomes run() throws Exception {
        return run(read());
    }

    private TaskOutcomes run(SourceRead source) throws Exception {
        RunId id = nextId();
        WorkspaceRun conduct = conduct(source, id, places());
        desk.submit(order(source, id), conduct, conduct);
        List<JournalEntry> entries = conduct.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
        return TaskOutcomes.of(entries, source.workspace().pipeline());
    }

    private RunId nextId() {
        return RunIds.next(Instant.EPOCH, new Random(++runs));
    }

    private SourceRead read() throws IOException {
        SourceRead read = NodeWorkspace.read(workspace, callingHome(), Map.of());
        return SourceRead.decode(read.encode());
    }

    private NodeHome callingHome() {
        return NodeHome.at(directory.resolve("calling").toString(), "");
    }

    private Order order(SourceRead source, RunId id) throws IOException {
        Pipeline pipeline = NodePipeline.of(source, false);
        return new Order(
                id,
                "shop/main#1",
                pipeline,
                source.tree().digest(),
                source.workspace().select(Selection.of(List.of(), "", Set.of())),
                RunOptions.DEFAULT,
                Optional.empty());
    }

    private WorkspaceRun conduct(SourceRead source, RunId id, TaskPlaces places) {
        return conduct(source, id, places, new LocalWorkspace(workspace, callingHome(), results.scratch()));
    }

    private WorkspaceRun conduct(SourceRead source, RunId id, TaskPlaces places, CallingWorkspace calling) {
        return new WorkspaceRun(source, parts(id, places, calling), false);
    }

    private RunParts parts(RunId id) {
        return parts(id, places(), new LocalWorkspace(workspace, callingHome(), results.scratch()));
    }

    private RunParts parts(RunId id, TaskPlaces places, CallingWorkspace calling) {
        return new RunParts(
                environment,
                results,
                new RunFiles(directory.resolve("build").resolve(id.value()), kept()),
                TaskHistory.open(directory.resolve("history")),
                calling,
                places,
                new BuildLog(new PrintStream(printed, true, StandardCharsets.UTF_8), kept -> kept),
                Allowance.ofCache(1 << 30),
                background,
                InstantSource.system(),
                System::nanoTime);
    }

    private Path kept() {
        return directory.resolve("artifacts");
    }

    private static TaskPlaces neverGetsAPlace() {
        return (attempt, work) -> () -> {};
    }

    private TaskPlaces places() {
        return (attempt, work) -> {
            NodeHome home =
                    NodeHome.at(directory.resolve("nodes/" + attempt.agent()).toString(), "");
            Path place = directory.resolve("places/" + attempt.task().task());
            LocalSite site = new LocalSite(home, place, results.scratch());
            sites.add(site);
            Thread thread = new Thread(() -> work.run(site));
            thread.start();
            return thread::interrupt;
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> entry(TaskOutcomes outcomes, String task) {
        return (Map<String, Object>) outcomes.toMap().get(task);
    }

    private void write(String path, String content) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private String log() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void awaitLog(String text) throws InterruptedException {
        while (!log().contains(text)) Thread.onSpinWait();
    }
}
