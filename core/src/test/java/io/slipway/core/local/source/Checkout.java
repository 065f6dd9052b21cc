package io.slipway.core.local.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real directory that tests write to, and real git in it. */
public final class Checkout {
    private final Path root;

    public Checkout(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    public Path at(String path) {
        return root.resolve(path);
    }

    public Checkout write(String path, String content) {
        return write(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public Checkout write(String path, byte[] content) {
        try {
            Files.createDirectories(at(path).getParent());
            Files.write(at(path), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Checkout link(String path, String target) {
        try {
            Files.createDirectories(at(path).getParent());
            Files.createSymbolicLink(at(path), Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Checkout directory(String path) {
        try {
            Files.createDirectories(at(path));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Checkout delete(String path) {
        try {
            Files.delete(at(path));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a directory and everything below it. */
    public Checkout deleteAll(String path) {
        try (Stream<Path> all = Files.walk(at(path))) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Checkout executable(String path, boolean executable) {
        if (!at(path).toFile().setExecutable(executable, true)) throw new IllegalStateException(path);
        return this;
    }

    /** Sets when the file was modified, as programs may. */
    public Checkout modifiedAt(String path, long nanos) {
        try {
            Files.setLastModifiedTime(at(path), FileTime.from(nanos, TimeUnit.NANOSECONDS));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on when whatever is written from now on gets a later time than everything written so far. */
    public Checkout letTheClockTick() {
        Path probe = at(".slipway").resolve("tick");
        directory(".slipway");
        long first = FileSystemTime.now(probe);
        while (FileSystemTime.now(probe) == first) Thread.onSpinWait();
        return this;
    }

    public Checkout git(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-c",
                "user.name=Test",
                "-c",
                "user.email=test@example.org",
                "-c",
                "protocol.file.allow=always"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
            Process git = builder.start();
            String printed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() != 0) throw new IllegalStateException(command + ": " + printed);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
