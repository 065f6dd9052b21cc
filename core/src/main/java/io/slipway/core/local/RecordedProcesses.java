package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.slipway.core.local.process.ProcessIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The processes that a run started, written down as they start, so that a run after a crash can end what is left of
 * them; forgotten when the run ends. Thread-safe.
 */
final class RecordedProcesses {
    /** Changes with every start of the machine, after which the numbers of processes mean nothing. */
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Few enough digits to be a number. */
    private static final Pattern LINE = Pattern.compile("([1-9][0-9]{0,17}) ([0-9]{1,18})");

    private final Path file;
    private @Nullable OutputStream written; // open from the first process to the last

    RecordedProcesses(Path file) {
        this.file = file;
    }

    /** One is about to start: should Slipway be killed before it is written down, the next run knows that there is something to look for. */
    synchronized void begin() {
        if (written != null) return;
        try {
            OutputStream out = Files.newOutputStream(file);
            written = out;
            out.write((boot() + "\n").getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; make the workspace writable for you", e);
        }
    }

    synchronized void add(ProcessIdentity process) {
        begin();
        try {
            if (written != null) {
                written.write((process.pid() + " " + process.startTicks() + "\n").getBytes(US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; make the workspace writable for you", e);
        }
    }

    /** All have ended. */
    synchronized void forget() {
        try {
            if (written != null) written.close();
            written = null;
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file + "; make the workspace writable for you", e);
        }
    }

    /**
     * All that were written down since the machine was started; a line that cannot be read is left out. Absent when nothing was
     * started, or all is known to have ended.
     */
    Optional<List<ProcessIdentity>> read() {
        List<ProcessIdentity> processes = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file, ISO_8859_1); // any bytes are text in it
            if (lines.isEmpty() || !lines.get(0).equals(boot())) return Optional.of(processes);
            for (String line : lines.subList(1, lines.size())) {
                Matcher fields = LINE.matcher(line);
                if (!fields.matches()) continue;
                processes.add(new ProcessIdentity(Long.parseLong(fields.group(1)), Long.parseLong(fields.group(2))));
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + "; make the workspace readable for you", e);
        }
        return Optional.of(processes);
    }

    private static String boot() throws IOException {
        return Files.exists(BOOT) ? Files.readString(BOOT, US_ASCII).strip() : "";
    }
}
