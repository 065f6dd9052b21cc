package io.slipway.core.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A cgroup (version 2) in which Slipway may make others that limit memory: its own, or the one above it, since processes and
 * controlled children exclude each other. That is so under systemd for a user's own services and terminals, in a unit with
 * {@code Delegate=yes} and {@code DelegateSubgroup=}, and for root. Thread-safe.
 */
final class MemoryCgroups {

    private static final Path MOUNT = Path.of("/sys/fs/cgroup");

    private final Path root;
    private final AtomicLong made = new AtomicLong();

    private MemoryCgroups(Path root) {
        this.root = root;
    }

    static Optional<MemoryCgroups> ofThisMachine() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/cgroup"))) {
            return lines.filter(line -> line.startsWith("0::/"))
                    .map(line -> MOUNT.resolve(line.substring("0::/".length())))
                    .flatMap(own -> Stream.of(own, own.equals(MOUNT) ? own : own.getParent()))
                    .flatMap(candidate -> at(candidate).stream())
                    .findFirst();
        } catch (IOException noCgroups) {
            return Optional.empty();
        }
    }

    /** Empty unless the memory controller can be had for the children of {@code root}. */
    static Optional<MemoryCgroups> at(Path root) {
        Path enabled = root.resolve("cgroup.subtree_control");
        try {
            if (!words(root.resolve("cgroup.controllers")).contains("memory")) return Optional.empty();
            if (!Files.isWritable(root)) return Optional.empty();
            if (!words(enabled).contains("memory")) Files.writeString(enabled, "+memory");
            return Optional.of(new MemoryCgroups(root));
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }

    /**
     * Moves a process that has just started, and what it has started itself, into a cgroup of its own that holds them to a limit;
     * empty if that fails. Takes some milliseconds: the kernel waits for all CPUs.
     */
    Optional<MemoryCgroup> hold(ProcessIdentity process, long limitBytes) {
        Path directory = root.resolve("slipway-" + ProcessHandle.current().pid() + "-" + made.incrementAndGet());
        MemoryCgroup group = new MemoryCgroup(directory, limitBytes);
        try {
            Files.createDirectory(directory);
            group.limit();
            group.add(process);
            return Optional.of(group);
        } catch (IOException refused) {
            // The watch holds the limit then. What was moved stays there, unlimited by it or not, until it ends.
            group.remove();
            return Optional.empty();
        }
    }

    private static List<String> words(Path file) throws IOException {
        return Arrays.asList(Files.readString(file).strip().split("\\s+"));
    }
}
