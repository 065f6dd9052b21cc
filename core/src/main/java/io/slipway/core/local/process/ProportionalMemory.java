package io.slipway.core.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Memory that several processes hold together, with each page they share among n processes counted as one n-th in each: the
 * {@code Pss} of {@code /proc/<pid>/smaps_rollup}. The kernel walks all page tables for it, some milliseconds per gibibyte.
 */
final class ProportionalMemory {

    private ProportionalMemory() {}

    /** The sum in bytes; a process whose share the kernel does not tell counts with its whole resident set. */
    static long of(List<ProcessEntry> processes) {
        return processes.stream()
                .mapToLong(process -> of(process.pid()).orElse(process.residentBytes()))
                .sum();
    }

    private static OptionalLong of(int pid) {
        Path file = Path.of("/proc/" + pid + "/smaps_rollup");
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException endedOrRefused) {
            return Files.exists(file.getParent()) ? OptionalLong.empty() : OptionalLong.of(0);
        }
    }
}
