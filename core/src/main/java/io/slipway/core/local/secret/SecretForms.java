package io.slipway.core.local.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The forms in which tools print a secret: as it is, each of its lines, in Base64 (alone, within other text, and wrapped), URL-encoded,
 * and as text in JSON, in XML and in single quotes of a shell. Confined to one thread; O(length).
 */
final class SecretForms {
    private static final int[] WRAPPED_AT = {64, 76}; // openssl and coreutils
    private static final int BITS_OF_LETTER = 6;

    private final SortedSet<String> forms = new TreeSet<>();

    private SecretForms() {}

    /** All that have at least {@link SecretMask#SHORTEST} characters, in order. */
    static SortedSet<String> of(String value) {
        SecretForms all = new SecretForms();
        all.add(value);
        all.add(value.strip());
        value.lines().forEach(line -> {
            all.add(line);
            all.add(line.strip());
        });
        all.addBase64(value);
        all.addUrlEncoded(value);
        for (String escaped : new String[] {"", "<>&", "/"}) {
            all.add(escapedForJson(value, escaped, false));
            all.add(escapedForJson(value, escaped, true));
        }
        all.add(value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;"));
        all.add(value.replace("&", "&amp;").replace("<", "&lt;"));
        all.add(value.replace("'", "'\\''")); // bash
        all.add(value.replace("'", "'\"'\"'")); // dash
        return all.forms;
    }

    private void add(String form) {
        if (form.length() >= SecretMask.SHORTEST) forms.add(form);
    }

    private void addBase64(String value) {
        byte[] bytes = value.getBytes(UTF_8);
        for (Base64.Encoder encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
            String whole = encoder.encodeToString(bytes);
            add(whole);
            add(encoder.withoutPadding().encodeToString(bytes));
            addWrapped(whole);
            addWrapped(encoder.encodeToString((value + "\n").getBytes(UTF_8)));
            for (int before = 0; before < 3; before++) add(within(encoder, bytes, before));
        }
    }

    private void addWrapped(String base64) {
        for (int width : WRAPPED_AT) {
            if (base64.length() <= width) continue;
            for (int at = 0; at < base64.length(); at += width)
                add(base64.substring(at, Math.min(base64.length(), at + width)));
        }
    }

    /** The letters that these bytes alone decide when {@code before} others, modulo 3, come before them. */
    private static String within(Base64.Encoder encoder, byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        int from = (before * Byte.SIZE + BITS_OF_LETTER - 1) / BITS_OF_LETTER;
        int to = shifted.length * Byte.SIZE / BITS_OF_LETTER;
        return from >= to ? "" : encoder.encodeToString(shifted).substring(from, to);
    }

    private void addUrlEncoded(String value) {
        for (String unescaped : new String[] {"-._~", "-._*", "-._~!*'()"}) {
            for (String hex : new String[] {"%%%02X", "%%%02x"}) {
                String encoded = urlEncoded(value, unescaped, hex);
                add(encoded);
                add(encoded.replace("%20", "+"));
            }
        }
    }

    private static String urlEncoded(String value, String unescaped, String hex) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(UTF_8)) {
            boolean plain = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
            if (plain || unescaped.indexOf(b) >= 0) encoded.append((char) b);
            else encoded.append(String.format(hex, b & 0xff));
        }
        return encoded.toString();
    }

    /**
     * @param more what is escaped without need: what HTML may not have, by Go; slashes, by PHP
     * @param ascii whether all else is too, as by Python
     */
    private static String escapedForJson(String value, String more, boolean ascii) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> escaped.append('\\').append(c);
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (c == '/' && more.equals("/")) escaped.append("\\/");
                    else if (c < ' ' || more.indexOf(c) >= 0 || (ascii && c > '~'))
                        escaped.append(String.format("\\u%04x", (int) c));
                    else escaped.append(c);
                }
            }
        }
        return escaped.toString();
    }
}
