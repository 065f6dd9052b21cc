package io.slipway.core.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Brings what a program prints through a filter into its log. {@link #run} goes on in a thread of its own until nobody is left
 * who could print.
 */
final class LogPump implements Runnable {
    private static final int BUFFER_BYTES = 1 << 16;

    /** A process that got away from its tree may hold the pipe for ever; what it prints then is nobody's. */
    private static final long LONGEST_WAIT_SECONDS = 10;

    private final InputStream output;
    private final OutputStream filtered;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    LogPump(InputStream output, OutputStream filtered) {
        this.output = output;
        this.filtered = filtered;
    }

    /** Empties the log and opens it, behind its filter. */
    static OutputStream open(Path log, LogFilter filter) throws IOException {
        return filter.over(Files.newOutputStream(
                log, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
    }

    @Override
    public void run() {
        try (InputStream in = output) {
            pump(in);
            // Who prints must not be held up by a log that cannot be written.
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException nobodyPrintsAnyMore) {
            return;
        } finally {
            done.complete(null);
        }
    }

    private void pump(InputStream in) {
        try (OutputStream out = filtered) {
            pump(in, out);
        } catch (IOException logEndsHere) {
            return; // as it does for a program that finds the disk full
        }
    }

    private static void pump(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            out.flush();
        }
    }

    /** Waits until all that was printed is in the log; to be called when the program and all it started have ended. */
    void await() {
        try {
            done.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            return; // the log has what came until now
        }
    }
}
