package io.slipway.core.local.secret;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a program for what it prints, of which nothing touches the disk: neither a file nor a message. What it says on standard error is
 * not looked at, since it may be the secret too. Thread-safe.
 */
final class ProgramOutput {
    /** What a background process that has the pipe open may keep us waiting. */
    private static final long AFTER_ITS_END_MILLIS = 1_000;

    private final Path directory;
    private final Map<String, String> environment;
    private final Executor readers;

    ProgramOutput(Path directory, Map<String, String> environment, Executor readers) {
        this.directory = directory;
        this.environment = environment;
        this.readers = readers;
    }

    /** Why there is nothing, as the end of a sentence that begins with the program. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String reason) {
            super(reason, null, false, false);
        }
    }

    /** Up to {@code most} bytes of what it prints; blocks. */
    byte[] of(List<String> argv, Duration timeout, int most) throws Failed {
        ProcessBuilder builder =
                new ProcessBuilder(argv).directory(directory.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process program;
        try {
            program = builder.start();
        } catch (IOException e) {
            throw new Failed("cannot be started; install `" + argv.get(0) + "`, or add its directory to PATH");
        }
        try {
            return read(program, timeout, most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("was interrupted; run it again");
        } finally {
            program.descendants().forEach(ProcessHandle::destroyForcibly);
            program.destroyForcibly();
        }
    }

    private byte[] read(Process program, Duration timeout, int most) throws Failed, InterruptedException {
        CompletableFuture<byte[]> printed = CompletableFuture.supplyAsync(() -> firstOf(program, most), readers);
        if (!program.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new Failed(
                    "did not end within " + timeout.toSeconds() + "s; raise its `timeout`, or see what it waits for");
        }
        if (program.exitValue() != 0)
            throw new Failed("ended with exit code " + program.exitValue() + "; try it by hand at the workspace root");
        try {
            return printed.get(AFTER_ITS_END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Failed("left something behind that holds its output; let it end all that it starts");
        }
    }

    /** The rest is read as well, so that the program can end. */
    private static byte[] firstOf(Process program, int most) {
        try (InputStream in = program.getInputStream()) {
            program.getOutputStream().close();
            byte[] first = in.readNBytes(most);
            in.transferTo(OutputStream.nullOutputStream());
            return first;
        } catch (IOException e) {
            return new byte[0]; // it was ended, which is told otherwise
        }
    }
}
