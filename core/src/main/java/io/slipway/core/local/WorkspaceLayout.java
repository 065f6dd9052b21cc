package io.slipway.core.local;

import io.slipway.core.content.Digest;
import io.slipway.core.local.process.TaskMark;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things lie in a workspace's {@code .slipway} directory. Immutable.
 *
 * @param root of the workspace
 */
record WorkspaceLayout(Path root) {
    private static final String DIRECTORY = ".slipway";
    /** Leaves room for an ending: most file systems allow 255 bytes. */
    private static final int LONGEST_FILE_NAME = 220;

    /** By which the processes of its tasks are known. */
    TaskMark mark() {
        return TaskMark.of(root);
    }

    Path directory() {
        return root.resolve(DIRECTORY);
    }

    /** Makes the directory, with a {@code .gitignore} of its own so that git never sees what is in it. */
    void create() {
        try {
            Files.createDirectories(runs());
            Files.createDirectories(sourceMemo().getParent());
            Path ignore = directory().resolve(".gitignore");
            if (!Files.exists(ignore)) Files.writeString(ignore, "*\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write to " + directory() + "; make the workspace writable for you", e);
        }
    }

    /** Held by whoever runs tasks in this workspace. */
    Path lock() {
        return directory().resolve("lock");
    }

    Path history() {
        return directory().resolve("history").resolve("tasks");
    }

    /** What is remembered of split tasks. */
    Path shards() {
        return directory().resolve("history").resolve("shards");
    }

    /** What other CI systems told of earlier runs. */
    Path importedRuns() {
        return directory().resolve("history").resolve("imported");
    }

    /** What the models have learnt of the tasks. */
    Path learntTasks() {
        return directory().resolve("history").resolve("learnt");
    }

    /** What was said of runs before they ended. */
    Path keptForecasts() {
        return directory().resolve("history").resolve("forecasts");
    }

    /** Digests of source files by how they looked when they were last read. */
    Path sourceMemo() {
        return directory().resolve("memo").resolve("source");
    }

    /** Digests of outputs by how they looked when they were last written or read. */
    Path outputMemo() {
        return directory().resolve("memo").resolve("outputs");
    }

    /** The workspace as it was parsed the last time. */
    Path definitionMemo() {
        return directory().resolve("memo").resolve("definitions");
    }

    Path toolMemo() {
        return directory().resolve("memo").resolve("tools");
    }

    /** What each task made the last time. */
    Path recordedOutputs() {
        return directory().resolve("memo").resolve("recorded");
    }

    /** What each task came to the last time. */
    Path standingResults() {
        return directory().resolve("memo").resolve("standing");
    }

    /** Files on their way into the workspace. */
    Path staging() {
        return directory().resolve("staging");
    }

    /** For sandboxes that cannot stand beside the store. */
    Path sandboxes() {
        return directory().resolve("sandboxes");
    }

    Path runs() {
        return directory().resolve("runs");
    }

    Path run(RunId run) {
        return runs().resolve(run.value());
    }

    Path journal(RunId run) {
        return run(run).resolve("journal.jsonl");
    }

    /** The encoded pipeline that the run began with. */
    Path pipeline(RunId run) {
        return run(run).resolve("pipeline");
    }

    /** The definition files as they were when the run began. */
    Path definitions(RunId run) {
        return run(run).resolve("definitions");
    }

    /** The values of parameters that the run began with; not there when the workspace has none. */
    Path parameters(RunId run) {
        return run(run).resolve("parameters");
    }

    /** The processes that the run started. */
    Path processes(RunId run) {
        return run(run).resolve("processes");
    }

    Path logs(RunId run) {
        return run(run).resolve("logs");
    }

    /** What the task printed in that run, in its last attempt. */
    Path log(RunId run, TaskAddress task) {
        return logs(run).resolve(fileName(task) + ".log");
    }

    /** What an attempt printed after which the task was tried again. */
    Path logOfEarlier(RunId run, TaskAddress task, int attempt) {
        return logs(run).resolve(fileName(task) + "~" + attempt + ".log"); // no name has a ~
    }

    /**
     * What a sidecar of the task printed in that run, in the task's last attempt.
     *
     * @param check whether it is what the command printed that tells whether the sidecar can be used
     */
    Path sidecarLog(RunId run, TaskAddress task, String sidecar, boolean check) {
        String name = shortened(task.service() + "." + task.task() + "@" + sidecar); // no name has an @
        return logs(run).resolve(name + (check ? "~ready.log" : ".log"));
    }

    private static String fileName(TaskAddress task) {
        return shortened(task.service() + "." + task.task());
    }

    /** No longer than file systems allow, whatever a variant is called. */
    private static String shortened(String name) {
        if (name.length() <= LONGEST_FILE_NAME) return name;
        String digest = Digest.of(name.getBytes(StandardCharsets.UTF_8)).hash();
        return name.substring(0, LONGEST_FILE_NAME - 17) + "~" + digest.substring(0, 16);
    }

    /** All runs that left a directory, newest first: names sort by time. */
    List<RunId> allRuns() {
        List<RunId> found = new ArrayList<>();
        if (!Files.isDirectory(runs())) return found;
        try (Stream<Path> directories = Files.list(runs())) {
            directories.forEach(path -> found.add(new RunId(path.getFileName().toString())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + runs() + "; make it readable for you", e);
        }
        found.sort(Collections.reverseOrder());
        return found;
    }
}
