package io.slipway.core.local.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much memory Linux lets this process have: the machine's, or what the smallest control group it is in allows.
 *
 * <p>{@code /proc/self/cgroup} names the group, {@code 0::/path} for version 2 and {@code n:memory:/path} for version 1;
 * each of its directories upwards may set a limit. In a container the path may be the host's and not be there; its
 * limit is then at the top.
 */
final class MemoryLimit {
    private static final int BYTES_PER_KIB = 1024;

    private final Path root;

    /**
     * @param root of the file system, {@code /}
     */
    MemoryLimit(Path root) {
        this.root = root;
    }

    /** In bytes; 0 when this is no Linux. */
    long bytes() {
        long least = total();
        for (String line : lines("proc/self/cgroup")) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) continue;
            if (parts[1].isEmpty()) {
                least = Math.min(least, limit("sys/fs/cgroup", parts[2], "memory.max"));
            } else if (List.of(parts[1].split(",", -1)).contains("memory")) {
                least = Math.min(least, limit("sys/fs/cgroup/memory", parts[2], "memory.limit_in_bytes"));
            }
        }
        return least;
    }

    private long total() {
        for (String line : lines("proc/meminfo")) {
            if (line.startsWith("MemTotal:")) {
                String kib = line.substring("MemTotal:".length(), line.length() - "kB".length());
                return parse(kib.strip(), 0) * BYTES_PER_KIB;
            }
        }
        return 0;
    }

    private long limit(String hierarchy, String group, String file) {
        long least = Long.MAX_VALUE;
        for (String at = group; ; at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
            for (String line : lines(hierarchy + at + "/" + file)) {
                least = Math.min(least, parse(line.strip(), Long.MAX_VALUE));
            }
            if (at.lastIndexOf('/') < 0) return least;
        }
    }

    /** Version 2 writes {@code max} where there is no limit. */
    private static long parse(String number, long otherwise) {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private List<String> lines(String path) {
        try {
            return Files.readAllLines(root.resolve(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of();
        }
    }
}
