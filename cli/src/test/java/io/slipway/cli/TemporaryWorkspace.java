package io.slipway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A workspace of a test, with a store of its own, and the command line in it. */
final class TemporaryWorkspace {
    private final Path root;
    private final FakeSurroundings process;

    TemporaryWorkspace(Path directory) {
        this.root = directory.resolve("workspace");
        this.process = new FakeSurroundings()
                .in(root)
                .with("SLIPWAY_STORE", directory.resolve("store").toString());
        write("slipway-workspace.yaml", "slipway: 1\n");
    }

    Path root() {
        return root;
    }

    TemporaryWorkspace write(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What each task of the last run printed, by the name of its log. */
    Map<String, String> logs() {
        Map<String, String> logs = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root.resolve(".slipway/runs"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".log")).toList())
                logs.put(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return logs;
    }

    boolean has(String path) {
        return Files.exists(root.resolve(path));
    }

    /** From another directory than the workspace's root. */
    FakeSurroundings startedIn(Path directory) {
        return process.in(directory);
    }

    int slipway(String... args) {
        return process.slipway(args);
    }

    String out() {
        return process.out();
    }

    String err() {
        return process.err();
    }
}
