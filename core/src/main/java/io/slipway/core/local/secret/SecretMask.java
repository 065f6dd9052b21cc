package io.slipway.core.local.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.local.process.LogFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

    /**
     * Lets everything through but secrets. What may be the beginning of one is held back until more comes; at the end it is hidden
     * too, since a program may be ended in the middle of a word.
     */
    @Override
    public OutputStream over(OutputStream log) {
        return new MaskingStream(patterns, log);
    }
}
