package io.slipway.core.local.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.local.process.LogFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Hides secrets in text: each of their {@linkplain SecretForms forms} becomes {@value #SHOWN}, also where it comes in several pieces.
 * Immutable, thread-safe; hiding costs O(text), however many secrets there are.
 */
public final class SecretMask implements LogFilter {
    /** What has fewer characters cannot be hidden: it would be found everywhere. */
    public static final int SHORTEST = 4;

    /** Stands in place of what is hidden. */
    public static final String SHOWN = "[MASKED]";

    private static final int BUFFER_BYTES = 1 << 16;

    private final PatternTree patterns;

    private SecretMask(PatternTree patterns) {
        this.patterns = patterns;
    }

    public static SecretMask of(Collection<String> values) {
        TreeSet<String> forms = new TreeSet<>();
        for (String value : values) forms.addAll(SecretForms.of(value));
        return new SecretMask(new PatternTree(forms));
    }

    /** The same text with secrets hidden. */
    public String hide(String text) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream(text.length());
        try (OutputStream out = over(shown)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return shown.toString(UTF_8);
    }

    /** Whether there is a secret in what is read; does not read on when there is. */
    boolean isIn(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int state = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                state = patterns.next(state, buffer[i] & 0xff);
                if (patterns.found(state) > 0) return true;
            }
        }
        return false;
    }

    /**
     * Lets everything through but secrets. What may be the beginning of one is held back until more comes; at the end it is hidden
     * too, since a program may be ended in the middle of a word.
     */
    @Override
    public OutputStream over(OutputStream log) {
        return new MaskingStream(patterns, log);
    }
}
