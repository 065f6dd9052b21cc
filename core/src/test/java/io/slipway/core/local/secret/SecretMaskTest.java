package io.slipway.core.local.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    private static final String PEM = String.join(
            "\n",
            "-----BEGIN KEY-----",
            "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
            "MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu",
            "-----END KEY-----");

    private static String hidden(String text, String... secrets) {
        return SecretMask.of(List.of(secrets)).hide(text);
    }

    @Test
    void what_is_no_secret_goes_through_as_it_is() {
        assertThat(hidden("a hunter's tale, ends hunter", "hunter22")).isEqualTo("a hunter's tale, ends [MASKED]");
        assertThat(hidden("a hunter's tale\n", "hunter22")).isEqualTo("a hunter's tale\n");
    }

    @Test
    void bytes_that_are_no_text_go_through_as_they_are() throws IOException {
        byte[] bytes = new byte[512];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) i;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();

        try (OutputStream out = SecretMask.of(List.of("hunter22")).over(shown)) {
            out.write(bytes);
        }

        assertThat(shown.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void of_two_secrets_the_longer_is_hidden_whole_and_what_overlaps_too() {
        assertThat(hidden("x abcdefgh y", "abcd", "abcdefgh")).isEqualTo("x [MASKED] y");
        assertThat(hidden("x abcdefgh y", "abcdef", "defgh")).isEqualTo("x [MASKED] y");
        assertThat(hidden("x abcdeXYZ y", "bcde", "abcdefgh")).isEqualTo("x a[MASKED]XYZ y");
        assertThat(hidden("abcabcabcd", "abcabcd")).isEqualTo("abc[MASKED]");
        assertThat(hidden("aaaaaaaaaaaa b", "aaaa")).isEqualTo("[MASKED] b");
    }

    @Test
    void each_line_of_a_secret_is_hidden_for_itself() {
        assertThat(hidden(PEM.indent(2), PEM)).isEqualTo("  [MASKED]\n".repeat(4));
        assertThat(hidden(PEM.replace("\n", "\r\n"), PEM)).isEqualTo("[MASKED]\r\n".repeat(3) + "[MASKED]");
        assertThat(hidden(PEM.replace("\n", "\\n"), PEM)).isEqualTo("[MASKED]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3cr3t/ä+?", "four", "/+/+~~", "it's \"quoted\" & <tagged>\\", "sk_live_0123456789abcdefghij"})
    void every_form_is_hidden(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        List<String> forms = List.of(
                secret,
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                URLEncoder.encode(secret, UTF_8),
                URLEncoder.encode(secret, UTF_8).replace("+", "%20"),
                secret.replace("\\", "\\\\").replace("\"", "\\\""),
                secret.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;"),
                secret.replace("'", "'\\''"),
                secret.replace("'", "'\"'\"'"),
                secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("ä", "\\u00e4"),
                secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"),
                secret.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("&", "\\u0026")
                        .replace("<", "\\u003c")
                        .replace(">", "\\u003e"));

        assertThat(forms)
                .allSatisfy(
                        form -> assertThat(hidden("<<" + form + ">>", secret)).isEqualTo("<<[MASKED]>>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u:", "user:", "somebody:"})
    void base64_of_more_than_the_secret_shows_next_to_nothing_of_it(String before) {
        String secret = "sk_live_0123456789abcdefghij";
        String encoded = Base64.getEncoder().encodeToString((before + secret + "\n").getBytes(UTF_8));

        String shown = hidden(encoded, secret);

        assertThat(shown).contains("[MASKED]");
        assertThat(shown.replace("[MASKED]", "").length()).isLessThanOrEqualTo(before.length() * 4 / 3 + 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 76})
    void base64_in_lines_is_hidden_line_by_line(int width) {
        Base64.Encoder encoder = Base64.getMimeEncoder(width, new byte[] {'\n'});

        assertThat(hidden(encoder.encodeToString(PEM.getBytes(UTF_8)), PEM).replace("[MASKED]", ""))
                .isBlank();
        assertThat(hidden(encoder.encodeToString((PEM + "\n").getBytes(UTF_8)), PEM)
                        .replace("[MASKED]", ""))
                .isBlank();
    }

    @Test
    void what_a_killed_program_began_to_print_is_hidden() {
        assertThat(hidden("token sk_live_01234", "sk_live_0123456789")).isEqualTo("token [MASKED]");
        assertThat(hidden("token sk_", "sk_live_0123456789")).isEqualTo("token sk_");
    }

    @Test
    void only_what_may_become_a_secret_is_held_back() throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (OutputStream out = SecretMask.of(List.of("hunter22")).over(shown)) {
            out.write("a line\nhunt".getBytes(UTF_8));
            out.flush();
            assertThat(shown.toString(UTF_8)).isEqualTo("a line\n");
            out.write("ing\n".getBytes(UTF_8));
            out.flush();
            assertThat(shown.toString(UTF_8)).isEqualTo("a line\nhunting\n");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void in_whatever_pieces_it_comes_it_is_hidden_as_a_plain_search_would(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            List<String> secrets = new ArrayList<>();
            for (int i = random.nextInt(1, 4); i > 0; i--) secrets.add(word(random, random.nextInt(4, 9)));
            String text = word(random, random.nextInt(0, 60));
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            SecretMask mask = SecretMask.of(secrets);
            try (OutputStream out = mask.over(shown)) {
                int from = 0;
                while (from < text.length()) {
                    int to = random.nextInt(from, text.length()) + 1;
                    out.write(text.substring(from, to).getBytes(UTF_8));
                    if (random.nextBoolean()) out.flush();
                    from = to;
                }
                out.write('.');
            }
            assertThat(shown.toString(UTF_8)).as(secrets + " in " + text).isEqualTo(plainly(text, secrets) + ".");
            assertThat(mask.isIn(new ByteArrayInputStream(text.getBytes(UTF_8))))
                    .isEqualTo(plainly(text, secrets).contains("["));
        }
    }

    private static String word(SplittableRandom random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) word.append((char) ('a' + random.nextInt(2)));
        return word.toString();
    }

    /** Every place of every secret, marked one by one. */
    private static String plainly(String text, List<String> secrets) {
        boolean[] hide = new boolean[text.length()];
        for (String secret : secrets)
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1))
                for (int i = at; i < at + secret.length(); i++) hide[i] = true;
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < hide.length; i++) {
            if (!hide[i]) shown.append(text.charAt(i));
            else if (i == 0 || !hide[i - 1]) shown.append("[MASKED]");
        }
        return shown.toString();
    }
}
