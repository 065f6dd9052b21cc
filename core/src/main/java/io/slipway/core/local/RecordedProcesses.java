package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.slipway.core.local.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes that a run started, written down as they start, so that a run after a crash can end what is left of
 * them; forgotten when the run ends. Thread-safe.
 */
final class RecordedProcesses {
    /** Changes with every start of the machine, after which the numbers of processes mean nothing. */
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path file;

    RecordedProcesses(Path file) {
        this.file = file;
    }

    synchronized void add(ProcessIdentity process) {
        try {
            if (!Files.exists(file)) Files.writeString(file, boot() + "\n", US_ASCII);
            String line = process.pid() + " " + process.startTicks() + "\n";
            Files.writeString(file, line, US_ASCII, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; make the workspace writable for you", e);
        }
    }

    /** All have ended. */
    synchronized void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file + "; make the workspace writable for you", e);
        }
    }

    /** All that were written down since the machine was started; a torn last line is left out. */
    List<ProcessIdentity> read() {
        List<ProcessIdentity> processes = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file, US_ASCII);
            if (lines.isEmpty() || !lines.get(0).equals(boot())) return processes;
            for (String line : lines.subList(1, lines.size())) {
                int space = line.indexOf(' ');
                if (space < 0 || space == line.length() - 1) continue;
                processes.add(new ProcessIdentity(
                        Long.parseLong(line.substring(0, space)), Long.parseLong(line.substring(space + 1))));
            }
        } catch (NoSuchFileException e) {
            return processes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + "; make the workspace readable for you", e);
        }
        return processes;
    }

    private static String boot() throws IOException {
        return Files.exists(BOOT) ? Files.readString(BOOT, US_ASCII).strip() : "";
    }
}
