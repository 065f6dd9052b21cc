package io.slipway.jenkins.desk;

import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What tasks of builds have made lately, and who waits for what. Kept in a file of one line each, so that it is known after
 * a restart; the oldest are forgotten. Thread-safe; callbacks come from the thread that publishes or asks.
 */
final class Artifacts {
    /** Some days of a busy controller. */
    private static final int MOST = 10_000;

    private static final String SEPARATOR = "\t";

    private final Path file;
    private final int most;
    private final Map<Name, Artifact> made = new LinkedHashMap<>();
    private final Map<TaskAddress, Artifact> latest = new LinkedHashMap<>();
    private final List<Wish> wishes = new ArrayList<>();
    private int lines;

    private record Name(TaskAddress task, String revision) {}

    /** Somebody who waits; each is one of its own, whatever else waits for the same. */
    private static final class Wish {
        final TaskAddress task;
        final Optional<String> revision;
        final Consumer<Artifact> found;

        Wish(TaskAddress task, Optional<String> revision, Consumer<Artifact> found) {
            this.task = task;
            this.revision = revision;
            this.found = found;
        }

        boolean isMetBy(Artifact artifact) {
            return artifact.task().equals(task)
                    && revision.map(artifact.revision()::equals).orElse(true);
        }
    }

    Artifacts(Path file) throws IOException {
        this(file, MOST);
    }

    Artifacts(Path file, int most) throws IOException {
        this.file = file;
        this.most = most;
        if (!Files.exists(file)) return;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            lines++;
            read(line).ifPresent(this::remember);
        }
    }

    /** A line that was cut short, or is of another version, tells of nothing. */
    private static Optional<Artifact> read(String line) {
        String[] parts = line.split(SEPARATOR, -1);
        if (parts.length != 7 || !parts[6].equals(".")) return Optional.empty();
        try {
            return Optional.of(new Artifact(
                    TaskAddress.parse(parts[0]),
                    parts[1],
                    parts[2],
                    new RunId(parts[3]),
                    parts[4].isEmpty() ? Optional.empty() : Optional.of(Digest.parse(parts[4])),
                    Instant.parse(parts[5])));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String line(Artifact artifact) {
        return String.join(
                        SEPARATOR,
                        artifact.task().toString(),
                        artifact.revision(),
                        artifact.owner(),
                        artifact.run().value(),
                        artifact.outputs().map(Digest::toString).orElse(""),
                        artifact.at().toString(),
                        ".")
                + "\n";
    }

    private void remember(Artifact artifact) {
        Name name = new Name(artifact.task(), artifact.revision());
        made.remove(name);
        made.put(name, artifact);
        latest.put(artifact.task(), artifact);
        if (made.size() <= most) return;
        Artifact oldest = made.remove(made.keySet().iterator().next());
        if (oldest != null) latest.remove(oldest.task(), oldest);
    }

    /** Somebody made it; the second time changes nothing. */
    void publish(Artifact artifact) {
        for (Wish wish : take(artifact)) wish.found.accept(artifact);
    }

    private synchronized List<Wish> take(Artifact artifact) {
        if (artifact.equals(made.get(new Name(artifact.task(), artifact.revision())))) return List.of();
        remember(artifact);
        write(artifact);
        List<Wish> met = new ArrayList<>();
        for (Wish wish : wishes) if (wish.isMetBy(artifact)) met.add(wish);
        wishes.removeAll(met);
        return met;
    }

    private void write(Artifact artifact) {
        try {
            if (lines >= 2 * most) {
                rewrite();
            } else {
                Files.writeString(file, line(artifact), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                lines++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; make room for Slipway's files", e);
        }
    }

    private void rewrite() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Artifact each : made.values()) all.append(line(each));
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(whole, all);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = made.size();
    }

    ControlPlane.Waiting await(TaskAddress task, Optional<String> revision, Consumer<Artifact> found) {
        Wish wish = new Wish(task, revision, found);
        Optional<Artifact> known = findOrWish(wish);
        known.ifPresent(found);
        return () -> forget(wish);
    }

    private synchronized Optional<Artifact> findOrWish(Wish wish) {
        Optional<Artifact> known = wish.revision.isPresent()
                ? Optional.ofNullable(made.get(new Name(wish.task, wish.revision.get())))
                : Optional.ofNullable(latest.get(wish.task));
        if (known.isEmpty()) wishes.add(wish);
        return known;
    }

    private synchronized void forget(Wish wish) {
        wishes.remove(wish);
    }
}
