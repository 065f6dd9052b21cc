package io.slipway.core.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The cgroup of one task: the kernel holds it to its limit, without swap, and kills all of it when it exceeds that. */
final class MemoryCgroup {

    private final Path directory;
    private final long limitBytes;

    MemoryCgroup(Path directory, long limitBytes) {
        this.directory = directory;
        this.limitBytes = limitBytes;
    }

    void limit() throws IOException {
        write("memory.max", Long.toString(limitBytes));
        writeIfThere("memory.swap.max", "0");
        writeIfThere("memory.oom.group", "1");
    }

    /** Processes are moved one by one, so one that was started just before its parent moved has to be moved after it. */
    void add(ProcessIdentity process) throws IOException {
        int main = (int) process.pid();
        write("cgroup.procs", Integer.toString(main));
        Set<Integer> moved = new HashSet<>(Set.of(main));
        boolean foundMore = true;
        while (foundMore) {
            foundMore = false;
            for (ProcessEntry entry : ProcessTable.now().treesOf(List.of(main))) {
                if (!moved.add(entry.pid())) continue;
                // It has ended meanwhile, or nothing of the kind can be moved, as was seen above.
                writeIfThere("cgroup.procs", Integer.toString(entry.pid()));
                foundMore = true;
            }
        }
    }

    long limitBytes() {
        return limitBytes;
    }

    /** The most it ever held; empty before Linux 5.19. */
    OptionalLong peakBytes() {
        return readNumber("memory.peak", "");
    }

    boolean hasKilled() {
        return readNumber("memory.events", "oom_kill ").orElse(0) > 0;
    }

    void kill() {
        writeIfThere("cgroup.kill", "1");
    }

    /** To be called when its processes have ended. */
    void remove() {
        try {
            Files.deleteIfExists(directory);
        } catch (IOException somethingIsLeft) {
            // An empty directory in a file system that only lives in memory: not worth failing a task.
        }
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private void writeIfThere(String file, String text) {
        try {
            write(file, text);
        } catch (IOException notInThisKernel) {
            // The limit holds without it, if less exactly.
        }
    }

    private OptionalLong readNumber(String file, String prefix) {
        try (Stream<String> lines = Files.lines(directory.resolve(file))) {
            return lines.filter(line -> line.startsWith(prefix))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(prefix.length()).strip()))
                    .findFirst();
        } catch (IOException notInThisKernel) {
            return OptionalLong.empty();
        }
    }
}
