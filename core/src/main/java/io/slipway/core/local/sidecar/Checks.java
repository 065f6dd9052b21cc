package io.slipway.core.local.sidecar;

import io.slipway.core.local.process.ProcessSpec;
import io.slipway.core.local.process.RunningProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The ways to see that a sidecar can be used for which nobody tells when to look. */
final class Checks {
    private Checks() {}

    /** It runs, which is all that is asked. */
    record Started() implements ReadyCheck {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public String lacking() {
            return "it was not started";
        }
    }

    /** Somebody takes a connection. */
    record Listening(int port) implements ReadyCheck {
        private static final int LONGEST_MILLIS = 500; // on this machine the answer is there at once
        private static final List<String> ADDRESSES = List.of("127.0.0.1", "::1");

        @Override
        public boolean isReady() {
            return ADDRESSES.stream().anyMatch(this::takesConnection);
        }

        private boolean takesConnection(String address) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), LONGEST_MILLIS);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public String lacking() {
            return "nobody listens on port " + port;
        }
    }

    /**
     * There is a file.
     *
     * @param before when one that was there before was written
     */
    record Existing(Path file, Optional<FileTime> before) implements ReadyCheck {
        static Existing anew(Path file) {
            return new Existing(file, written(file));
        }

        private static Optional<FileTime> written(Path file) {
            try {
                return Optional.of(Files.getLastModifiedTime(file));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        @Override
        public boolean isReady() {
            Optional<FileTime> now = written(file);
            return now.isPresent() && !now.equals(before);
        }

        @Override
        public String lacking() {
            return before.isPresent() ? file + " is the one that was there before" : "there is no " + file;
        }
    }

    /**
     * A command succeeds.
     *
     * @param over ends the command too
     */
    record Succeeding(String command, ProcessSpec spec, Beginning beginning, CompletableFuture<?> over)
            implements ReadyCheck {
        @Override
        public boolean isReady() {
            RunningProcess process = beginning.start(spec);
            CompletableFuture<Void> ending = over.thenRun(process::terminate);
            boolean succeeded = process.await().succeeded();
            ending.cancel(false);
            return succeeded;
        }

        @Override
        public String lacking() {
            return "`" + command + "` did not succeed";
        }
    }
}
