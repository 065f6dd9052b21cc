package io.slipway.core.local.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.local.process.LogFilter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * Looks at each line of a log as it is written, for one with a pattern in it. The last line counts as far as it has come. Lets
 * everything through.
 */
final class LogWatch implements LogFilter, ReadyCheck {
    /** Of a longer line the beginning is looked at. */
    private static final int LONGEST_LINE_BYTES = 1 << 12;

    private final Pattern pattern;
    private final CompletableFuture<Boolean> seen = new CompletableFuture<>();

    LogWatch(Pattern pattern) {
        this.pattern = pattern;
    }

    @Override
    public OutputStream over(OutputStream log) {
        return new Watched(log);
    }

    @Override
    public boolean isReady() {
        return seen.isDone();
    }

    @Override
    public String lacking() {
        return "no line of its log has `" + pattern + "` in it";
    }

    @Override
    public CompletableFuture<?> signal() {
        return seen;
    }

    @Override
    public boolean tells() {
        return true;
    }

    private final class Watched extends FilterOutputStream {
        private final byte[] line = new byte[LONGEST_LINE_BYTES];
        private int length;

        Watched(OutputStream log) {
            super(log);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
            for (int i = from; i < from + count && !seen.isDone(); i++) {
                if (bytes[i] == '\n') look();
                else if (length < line.length) line[length++] = bytes[i];
                if (bytes[i] == '\n') length = 0;
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
            if (!seen.isDone() && length > 0) look();
        }

        private void look() {
            if (pattern.matcher(new String(line, 0, length, UTF_8)).find()) seen.complete(true);
        }
    }
}
