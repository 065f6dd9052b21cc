package io.slipway.core.local.secret;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** Remembers which secrets were handed out, for all that is shown later. Thread-safe. */
public final class HiddenValues {
    private final SortedSet<String> values = new TreeSet<>();
    private SecretMask mask = SecretMask.of(values);

    public synchronized void add(Collection<String> more) {
        if (values.addAll(more)) mask = SecretMask.of(values);
    }

    /** The same text with all of them hidden. */
    public String hide(String text) {
        SecretMask now;
        synchronized (this) {
            if (values.isEmpty()) return text;
            now = mask;
        }
        return now.hide(text);
    }
}
