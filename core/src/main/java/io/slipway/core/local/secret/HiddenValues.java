package io.slipway.core.local.secret;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Remembers which secrets were handed out, for all that is shown later. Thread-safe. */
public final class HiddenValues {
    private final SortedSet<String> values = new TreeSet<>();
    private @Nullable SecretMask mask; // of all values, once somebody asks

    public synchronized void add(Collection<String> more) {
        if (values.addAll(more)) mask = null;
    }

    public synchronized boolean isEmpty() {
        return values.isEmpty();
    }

    /** The same text with all of them hidden. */
    public String hide(String text) {
        return isEmpty() ? text : mask().hide(text);
    }

    /** Hides all of them. */
    public synchronized SecretMask mask() {
        SecretMask now = mask == null ? SecretMask.of(values) : mask;
        mask = now;
        return now;
    }
}
