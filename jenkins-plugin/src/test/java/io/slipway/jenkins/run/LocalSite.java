package io.slipway.jenkins.run;

import io.slipway.core.cache.Action;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.jenkins.content.NodeHome;
import io.slipway.jenkins.content.Pack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A node that is a directory of this machine. */
final class LocalSite implements Site {
    private final NodeHome home;
    private final Path place;
    private final Path scratch;
    /** Bytes that went to the node. */
    long sentBytes;

    LocalSite(NodeHome home, Path place, Path scratch) {
        this.home = home;
        this.place = place;
        this.scratch = scratch;
    }

    @Override
    public List<Digest> lacking(Collection<Digest> digests) {
        return home.lacking(digests);
    }

    @Override
    public void send(Collection<Digest> digests, ContentStore from) throws IOException {
        byte[] pack = pack(digests, from);
        sentBytes += pack.length;
        Set<Digest> missing = home.take(new ByteArrayInputStream(pack), digests);
        if (!missing.isEmpty()) throw new IOException("missing " + missing);
    }

    private byte[] pack(Collection<Digest> digests, ContentStore from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Pack pack = new Pack(bytes);
        pack.add(digests, from, scratch);
        pack.end();
        return bytes.toByteArray();
    }

    @Override
    public String prepare(TaskAddress task, Action action) throws IOException {
        Files.createDirectories(place);
        return new NodeTask(home, place, task, Action.decode(action.encode()))
                .prepare()
                .toString();
    }

    @Override
    public End execute(
            List<String> argv,
            String directory,
            Map<String, String> environment,
            OutputStream log,
            Optional<Duration> timeout)
            throws IOException, InterruptedException {
        Path printed = Files.createTempFile(scratch, "printed", ".log");
        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(new File(directory))
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME"));
        builder.environment().putAll(new HashMap<>(environment));
        Process process = builder.start();
        try {
            long seconds = timeout.orElse(Duration.ofMinutes(1)).toMillis();
            boolean ended = process.waitFor(seconds, TimeUnit.MILLISECONDS);
            if (!ended) process.destroyForcibly().waitFor();
            Files.copy(printed, log);
            return new End(process.exitValue(), !ended);
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public TaskMade collect(TaskAddress task, Action action) {
        return TaskMade.decode(new NodeTask(home, place, task, action).collect().encode());
    }

    @Override
    public void fetch(Collection<Digest> digests, ContentStore into) throws IOException {
        Set<Digest> missing =
                Pack.take(new ByteArrayInputStream(pack(digests, home.contents())), digests, into, scratch);
        if (!missing.isEmpty()) throw new IOException("missing " + missing);
    }
}
