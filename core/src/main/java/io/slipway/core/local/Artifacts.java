package io.slipway.core.local;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.local.shard.TestFiles;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.Keep;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What tasks have kept of their outputs and reports, beside the store that holds the contents: a small file for each task of
 * a run. A collection of the store leaves what they name until their time is over. Immutable, and safe for several
 * processes.
 *
 * @param store its directory
 */
public record Artifacts(Path store) {
    private static final int VERSION = 1;

    private Path directory() {
        return store.resolve("artifacts");
    }

    /** Of all workspaces, the newest first; those whose time is over by {@code now} are forgotten. */
    public List<Artifact> all(Instant now) {
        List<Artifact> all = new ArrayList<>();
        if (!Files.isDirectory(directory())) return all;
        try (Stream<Path> files = Files.list(directory())) {
            for (Path file : files.sorted().toList()) {
                Optional<Artifact> read = read(file);
                if (read.isPresent() && read.get().until().isAfter(now)) all.add(read.get());
                else if (read.isPresent()) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new ContentStoreException("cannot read " + directory() + "; make it readable for you", e);
        }
        all.sort(Comparator.comparing(Artifact::made).reversed().thenComparing(Artifact::task));
        return all;
    }

    /** All contents that are not to be collected at {@code now}. */
    public Set<Digest> contents(Instant now) {
        Set<Digest> contents = new HashSet<>();
        for (Artifact artifact : all(now)) {
            for (TreeEntry entry : artifact.files().flatten().values())
                if (entry instanceof TreeEntry.File file) contents.add(file.digest());
        }
        return contents;
    }

    /**
     * Writes the files of the artifact below {@code target}, in place of what is called like them there.
     *
     * @return their paths
     * @throws IllegalArgumentException when one of them is gone from the store
     */
    public static List<String> copy(Artifact artifact, ContentStore contents, Path target) throws IOException {
        List<String> copied = new ArrayList<>();
        for (Map.Entry<String, TreeEntry> each : artifact.files().flatten().entrySet()) {
            if (!(each.getValue() instanceof TreeEntry.File file)) continue;
            Path to = target.resolve(each.getKey());
            Files.createDirectories(to.resolveSibling(""));
            Files.deleteIfExists(to);
            if (!contents.writeTo(file.digest(), to, file.executable()))
                throw new IllegalArgumentException(each.getKey() + " of " + artifact.task() + " in run "
                        + artifact.run() + " is no longer in the store; run the task again");
            copied.add(each.getKey());
        }
        return copied;
    }

    /** Keeps what the tasks of a run ask for that are done, as it lies in the workspace. */
    void keep(Path root, Pipeline pipeline, RunSummary summary, ContentStore contents, Instant now) {
        for (TaskSummary done : summary.tasks()) {
            if (!done.state().isDone()) continue;
            Optional<Task> task = pipeline.find(done.task());
            Optional<Keep> keep = task.flatMap(of -> of.terms().keep());
            if (keep.isEmpty()) continue;
            try {
                Tree files = files(root, task.get(), keep.get().paths(), contents);
                write(new Artifact(
                        root,
                        summary.run(),
                        done.task(),
                        now,
                        now.plus(keep.get().time()),
                        files));
            } catch (IOException e) {
                throw new ContentStoreException(
                        "cannot keep what " + done.task() + " made in " + directory() + "; make it writable for you",
                        e);
            }
        }
    }

    private static Tree files(Path root, Task task, PathSet paths, ContentStore contents) throws IOException {
        Tree.Builder files = Tree.builder();
        List<PathSet> made = new ArrayList<>(task.reports().values());
        made.add(task.outputs());
        Set<String> taken = new HashSet<>();
        PathSet wanted = paths.in(task.directory());
        for (PathSet some : made) {
            for (String path :
                    TestFiles.matching(root, some.in(task.directory()).patterns())) {
                Path file = root.resolve(path);
                if (!wanted.matches(path) || !Files.isRegularFile(file) || !taken.add(path)) continue;
                files.file(path, contents.put(file), Files.isExecutable(file));
            }
        }
        return files.build();
    }

    private void write(Artifact artifact) throws IOException {
        CanonicalOutput out = new CanonicalOutput()
                .writeByte(VERSION)
                .writeText(artifact.workspace().toString())
                .writeText(artifact.run().value())
                .writeText(artifact.task().toString())
                .writeLong(artifact.made().toEpochMilli())
                .writeLong(artifact.until().toEpochMilli());
        artifact.files().writeTo(out);
        String name = artifact.run().value() + "-"
                + Digest.of(artifact.task().toString().getBytes(StandardCharsets.UTF_8))
                        .hash()
                        .substring(0, 16);
        Files.createDirectories(directory());
        Path next = Files.createTempFile(directory(), ".", ".next");
        Files.write(next, out.toByteArray());
        Files.move(
                next, directory().resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<Artifact> read(Path file) {
        try {
            CanonicalInput in = new CanonicalInput(Files.readAllBytes(file));
            if (in.readByte() != VERSION) return Optional.empty();
            return Optional.of(new Artifact(
                    Path.of(in.readText()),
                    new RunId(in.readText()),
                    TaskAddress.parse(in.readText()),
                    Instant.ofEpochMilli(in.readLong()),
                    Instant.ofEpochMilli(in.readLong()),
                    Tree.readFrom(in)));
        } catch (IOException | MalformedContentException | IllegalArgumentException e) {
            return Optional.empty(); // being written, or damaged
        }
    }
}
