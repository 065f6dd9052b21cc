package io.slipway.jenkins.desk;

import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.PipelineCodec;
import io.slipway.core.schedule.Pipelines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pipelines of the runs that the desk has in mind, each in a file named by its digest. Equal pipelines, such as those of
 * a step that comes in every build of a job, are kept once. Thread-safe.
 */
final class PipelineShelf implements Pipelines {
    private final Path directory;
    private final Map<Digest, Pipeline> read = new ConcurrentHashMap<>();

    PipelineShelf(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /** Keeps the pipeline for as long as a run refers to it; when this returns, its file is whole. */
    Digest put(Pipeline pipeline) {
        byte[] bytes = PipelineCodec.encode(pipeline);
        Digest digest = Digest.of(bytes);
        if (read.containsKey(digest)) return digest;
        try {
            if (!Files.exists(file(digest))) write(file(digest), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file(digest) + "; make room for Slipway's files", e);
        }
        read.put(digest, pipeline);
        return digest;
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path whole = Files.createTempFile(directory, "new", ".part");
        try {
            Files.write(whole, bytes);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    @Override
    public Pipeline get(Digest digest) {
        Pipeline known = read.get(digest);
        if (known != null) return known;
        try {
            byte[] bytes = Files.readAllBytes(file(digest));
            if (!Digest.of(bytes).equals(digest)) throw lost(digest, null);
            Pipeline pipeline = PipelineCodec.decode(bytes);
            read.put(digest, pipeline);
            return pipeline;
        } catch (IOException e) {
            throw lost(digest, e);
        }
    }

    private IllegalStateException lost(Digest digest, @Nullable IOException cause) {
        return new IllegalStateException(
                "the pipeline " + file(digest) + " is not whole; start the builds that used it anew", cause);
    }

    /** Forgets all others, and what was left half written. */
    void keepOnly(Set<Digest> digests) {
        read.keySet().retainAll(digests);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                boolean kept = digests.stream().anyMatch(digest -> file(digest).equals(file));
                if (!kept) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tidy " + directory + "; make it writable for the controller", e);
        }
    }

    private Path file(Digest digest) {
        return directory.resolve(digest.hash());
    }
}
