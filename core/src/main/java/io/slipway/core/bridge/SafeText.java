package io.slipway.core.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that anybody may have written, made safe for where it goes. Stateless. */
public final class SafeText {
    private SafeText() {}

    /** Without line breaks and other control characters. */
    public static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    /** As a cell of a table in Markdown: no markup of it counts. */
    public static String markdown(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        oneLine(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '\\', '|', '`', '*', '_', '[', ']', '!', '#', '~', '@' ->
                    safe.append('\\').appendCodePoint(c);
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** As one word of a POSIX shell. */
    public static String shellWord(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /**
     * The end of a log, which says why something failed, with what was left out before it. Ends with a line break unless
     * it is empty.
     */
    public static String tail(Path log, int mostBytes) throws IOException {
        if (!Files.exists(log)) return "";
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            long from = Math.max(0, channel.size() - mostBytes);
            channel.position(from);
            InputStream rest = Channels.newInputStream(channel);
            String text = new String(rest.readNBytes(mostBytes), StandardCharsets.UTF_8);
            return (from > 0 ? "… " + from + " bytes before this\n" : "")
                    + text
                    + (text.endsWith("\n") || text.isEmpty() ? "" : "\n");
        }
    }
}
