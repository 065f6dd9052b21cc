package io.slipway.core.local;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.Tree;
import io.slipway.core.definition.DefinitionReader;
import io.slipway.core.definition.ParameterValues;
import io.slipway.core.local.shard.Sharding;
import io.slipway.core.local.source.SourceFiles;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.PipelineCodec;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.workspace.Workspace;
import io.slipway.core.workspace.WorkspaceCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Reads the definitions of a workspace, remembering what they were parsed to: while no definition changes, no parser is
 * loaded. The memo is only a shorter way to the same answer, and a damaged one is as good as none. Confined to one thread.
 */
public final class Definitions {
    private final Path root;
    private final Path memo;
    private final ParameterValues parameters;
    /** What could not be remembered yet, because nothing of ours was in the workspace when it was read. */
    private Optional<byte[]> unwritten = Optional.empty();

    /**
     * @param memo in a directory that is there
     */
    public Definitions(Path root, Path memo, ParameterValues parameters) {
        this.root = root;
        this.parameters = parameters;
        this.memo = memo;
    }

    /**
     * As {@link #read(SourceFiles, Sharding, Function, Executor)}, where nothing is learnt of how long test files take.
     */
    public Defined read(SourceFiles files, Executor executor) {
        Sharding sharding = new Sharding(root, memo.resolveSibling("shards"), memo.resolveSibling("shards"));
        return read(files, sharding, pipeline -> Tree.empty(), executor);
    }

    /**
     * What is written, with the files of split tasks dealt out to their parts.
     *
     * @param sources scans the sources of a pipeline; asked only when another split may be better
     * @param executor on which files that changed are read
     * @throws io.slipway.core.pipeline.InvalidPipelineException with every problem of every definition
     */
    Defined read(SourceFiles files, Sharding sharding, Function<Pipeline, Tree> sources, Executor executor) {
        Defined read = read(files, sharding.counts(), executor);
        Pipeline written = read.workspace().pipeline();
        if (!Sharding.concerns(written)) return read;
        List<String> all = files.all();
        if (sharding.reconsider(written, all, () -> sources.apply(written))) {
            read = read(files, sharding.counts(), executor);
            Pipeline other = read.workspace().pipeline();
            sharding.reconsider(other, all, () -> sources.apply(other));
        }
        return read.with(sharding.deal(read.workspace().pipeline()));
    }

    private Defined read(SourceFiles files, Map<TaskAddress, Integer> shards, Executor executor) {
        SortedMap<String, byte[]> texts = texts(files);
        Digest digest = digest(texts, parameters, shards);
        Optional<Defined> remembered = recall(digest);
        if (remembered.isPresent()) return remembered.get();
        Workspace workspace = new DefinitionReader().read(texts, parameters, shards, executor);
        byte[] encoded = WorkspaceCodec.encode(workspace);
        byte[] pipeline = WorkspaceCodec.encodedPipeline(encoded);
        Defined defined = new Defined(workspace, pipeline, Digest.of(pipeline));
        unwritten = Optional.of(new CanonicalOutput()
                .writeDigest(digest)
                .writeDigest(defined.pipelineDigest())
                .writeBytes(encoded)
                .toByteArray());
        remember();
        return defined;
    }

    /** What is defined, and its pipeline once more as it is kept beside a run. Immutable. */
    public static final class Defined {
        private final Workspace workspace;
        private final byte[] pipeline;
        private final Digest pipelineDigest;

        private Defined(Workspace workspace, byte[] pipeline, Digest pipelineDigest) {
            this.workspace = workspace;
            this.pipeline = pipeline;
            this.pipelineDigest = pipelineDigest;
        }

        /** The same workspace with another pipeline. */
        Defined with(Pipeline other) {
            if (other.equals(workspace.pipeline())) return this;
            byte[] encoded = PipelineCodec.encode(other);
            return new Defined(workspace.with(other), encoded, Digest.of(encoded));
        }

        public Workspace workspace() {
            return workspace;
        }

        public Digest pipelineDigest() {
            return pipelineDigest;
        }

        /** Writes the bytes that {@link #pipelineDigest} is of. */
        void writePipeline(Path file) throws IOException {
            Files.write(file, pipeline);
        }
    }

    private SortedMap<String, byte[]> texts(SourceFiles files) {
        TreeMap<String, byte[]> texts = new TreeMap<>();
        for (String name : DefinitionReader.FILES) for (String path : files.named(name)) put(texts, path);
        put(texts, DefinitionReader.WORKSPACE_FILE);
        return texts;
    }

    private void put(SortedMap<String, byte[]> texts, String path) {
        try {
            texts.put(path, Files.readAllBytes(root.resolve(path)));
        } catch (NoSuchFileException e) {
            return; // tracked by git and deleted, or a workspace without the file
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + "; make it readable for you", e);
        }
    }

    private static Digest digest(
            SortedMap<String, byte[]> texts, ParameterValues parameters, Map<TaskAddress, Integer> shards) {
        CanonicalOutput all = new CanonicalOutput().writeInt(parameters.given().size());
        parameters.given().forEach((name, value) -> all.writeText(name).writeText(value.text()));
        all.writeTextMap(parameters.begun()).writeTextMap(parameters.environment());
        texts.forEach((path, bytes) -> all.writeText(path).writeBytes(bytes));
        new TreeMap<>(shards)
                .forEach((task, count) -> all.writeText(task.toString()).writeInt(count));
        return Digest.of(all.toByteArray());
    }

    private Optional<Defined> recall(Digest digest) {
        try {
            CanonicalInput in = new CanonicalInput(Files.readAllBytes(memo));
            if (!in.readDigest().equals(digest)) return Optional.empty();
            Digest pipelineDigest = in.readDigest();
            byte[] encoded = in.readBytes();
            return Optional.of(new Defined(
                    WorkspaceCodec.decode(encoded), WorkspaceCodec.encodedPipeline(encoded), pipelineDigest));
        } catch (IOException | MalformedContentException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Keeps what was read for the next start, if that is still to be done and there is a directory for it. */
    void remember() {
        if (unwritten.isEmpty()) return;
        Path aside = memo.resolveSibling(memo.getFileName() + ".new");
        try {
            Files.write(aside, unwritten.get());
            Files.move(aside, memo, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            unwritten = Optional.empty();
        } catch (IOException e) {
            return; // only the next start is slower
        }
    }
}
