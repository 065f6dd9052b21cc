package io.slipway.core.bridge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Hides what is secret in what is shown: the values of variables that by their name are a token, a password, a secret or a
 * key. A host hides what it knows to be secret; this is for the rest. Immutable; O(text · secrets).
 */
public final class Masks {
    private static final Pattern SECRET =
            Pattern.compile(".*(TOKEN|PASSWORD|PASSWD|SECRET|PRIVATE_KEY|API_KEY|CREDENTIALS|JWT).*");

    /** Shorter ones would hide ordinary words. */
    private static final int SHORTEST = 6;

    private final List<String> secrets;

    private Masks(List<String> secrets) {
        this.secrets = secrets;
    }

    public static Masks of(Map<String, String> environment) {
        List<String> secrets = new ArrayList<>();
        environment.forEach((name, value) -> {
            boolean secret = SECRET.matcher(name.toUpperCase(Locale.ROOT)).matches();
            if (!secret) return;
            for (String line : value.split("\\R")) if (line.length() >= SHORTEST) secrets.add(line);
        });
        secrets.sort(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        return new Masks(secrets);
    }

    /** What is hidden, the longest first. */
    public List<String> secrets() {
        return List.copyOf(secrets);
    }

    public String hide(String text) {
        String shown = text;
        for (String secret : secrets) shown = shown.replace(secret, "[MASKED]");
        return shown;
    }
}
