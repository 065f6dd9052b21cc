package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.source.Checkout;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.TaskState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A workspace in a git checkout with one service {@code app}, and beside it a store and a place to leave marks. */
final class Project {
    static final RunRequest ALL = request(RunOptions.DEFAULT);

    private final Path directory;
    private final Checkout files;
    private final RandomGenerator random = new SplittableRandom(7);
    private final Map<String, String> environment = new HashMap<>();
    final List<String> warnings = new ArrayList<>();
    final List<RunEvent> events = new ArrayList<>();

    private Project(Path directory) {
        this.directory = directory;
        this.files = new Checkout(directory.resolve("workspace"));
        environment.put("PATH", System.getenv("PATH"));
        environment.put("MARKS", marks().toString());
    }

    /** Makes it in an empty directory. */
    static Project in(Path directory, String tasks) {
        Project project = new Project(directory);
        project.files.write("slipway.yaml", "").git("init", "-q");
        new Checkout(project.marks()).directory("");
        return project.define(tasks);
    }

    /** One that is there already. */
    static Project at(Path directory) {
        return new Project(directory);
    }

    static RunRequest request(RunOptions options, String... selections) {
        return new RunRequest(List.of(selections), Set.of(), TaskFilter.NONE, 0, false, options);
    }

    static RunRequest sandboxed() {
        return new RunRequest(List.of(), Set.of(), TaskFilter.NONE, 0, true, RunOptions.DEFAULT);
    }

    static RunRequest with(TaskKind kind) {
        return new RunRequest(List.of(), Set.of(kind), TaskFilter.NONE, 0, false, RunOptions.DEFAULT);
    }

    static RunRequest jobs(int jobs) {
        return new RunRequest(List.of(), Set.of(), TaskFilter.NONE, jobs, false, RunOptions.DEFAULT);
    }

    /**
     * @param tasks YAML below the key {@code tasks}, not indented
     */
    Project define(String tasks) {
        return write("slipway.yaml", "slipway: 1\nservice: app\ntasks:\n" + tasks.indent(2));
    }

    Project write(String path, String content) {
        files.write(path, content);
        return this;
    }

    Project commit() {
        files.git("add", "--all");
        files.git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "--message", "all");
        return this;
    }

    Project environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Path at(String path) {
        return files.at(path);
    }

    String read(String path) {
        return read(at(path));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Outside the workspace; tasks that let {@code MARKS} pass can write there. */
    Path marks() {
        return directory.resolve("marks");
    }

    List<String> marksIn(String file) {
        Path marked = marks().resolve(file);
        return Files.exists(marked) ? read(marked).lines().toList() : List.of();
    }

    Path store() {
        return directory.resolve("store");
    }

    WorkspaceLayout layout() {
        return new WorkspaceLayout(files.root());
    }

    /** As a run that is going on has it. */
    WorkspaceLock lock() {
        return WorkspaceLock.take(layout().lock(), warnings::add, () -> true).orElseThrow();
    }

    LocalEngine open() {
        return open(warnings::add);
    }

    LocalEngine open(Consumer<String> warned) {
        LocalSettings settings = new LocalSettings(
                store(), environment, Map.of(), "ada", InstantSource.system(), System::nanoTime, random, warned);
        return LocalEngine.open(files.root(), settings);
    }

    <T> T with(Function<LocalEngine, T> use) {
        try (LocalEngine engine = open()) {
            return use.apply(engine);
        }
    }

    RunSummary run() {
        return run(ALL);
    }

    RunSummary run(RunRequest request) {
        return with(engine -> engine.run(request, listener()));
    }

    /** Keeps what happened in {@link #events}, which it empties first. */
    EventListener listener() {
        events.clear();
        return this::keep;
    }

    private void keep(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            if (entry.event() instanceof RunEvent event) events.add(event);
        }
    }

    <E extends RunEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** State by name of task. */
    static Map<String, TaskState> states(RunSummary summary) {
        Map<String, TaskState> states = new TreeMap<>();
        for (TaskSummary task : summary.tasks()) states.put(task.task().task(), task.state());
        return states;
    }

    static TaskSummary task(RunSummary summary, String name) {
        return summary.tasks().stream()
                .filter(task -> task.task().equals(address(name)))
                .findFirst()
                .orElseThrow();
    }

    static TaskAddress address(String task) {
        return new TaskAddress("app", task);
    }
}
