package io.slipway.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Definitions and conditions as nobody means them: real ones that were mutated, noise, and every so often one of the large
 * kinds of {@link HostileYaml}. The same numbers give the same bytes. Immutable.
 */
final class FuzzInputs {
    /** One in so many is large: bombs, deep nesting, up to 10 MiB. */
    static final int ONE_LARGE_IN = 1_000;

    private static final List<String> CONDITIONS = List.of(
            "branch == 'main' && changed.exists(f, f.startsWith('src/')) || int(env.N) + 1 > 2",
            "needs.compile == 'succeeded' && needs['contracts:package'] != 'failed'",
            "event in ['push', 'schedule'] ? tag.matches('v[0-9]+') : size(changed) > 0",
            "!(params.target in ['staging', 'production']) && has(env.CI) && -1 < 2u || 1.5e3 == double(params.copies)",
            "changed.filter(f, f.endsWith('.md')).map(f, f.size()).all(n, n % 2 == 0)",
            "timestamp('2026-01-01T00:00:00Z') + duration('1h') < timestamp(env.NOW) // soon");

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            ":",
            ": ",
            ",",
            "- ",
            "? ",
            "&a ",
            "*a",
            "!x ",
            "!!int ",
            "|\n",
            ">-\n",
            "'",
            "\"",
            "#",
            "%YAML 1.3\n",
            "---\n",
            "...\n",
            "\n",
            "\r",
            "\t",
            "\0",
            "\uFEFF",
            "\u2028",
            "\uD83D\uDE00",
            "\\",
            "~",
            "null",
            "<<: *a",
            "tasks:",
            "run: ",
            "needs: ",
            "**",
            "../",
            "99999999999999999999",
            "-1",
            "1e999",
            ".inf",
            "${{ ",
            "${{ matrix.jdk }}",
            " }}",
            "extends: ",
            "matrix: {a: [1, 2]}",
            "when: ",
            " && ",
            " || ",
            "==",
            " in ",
            "changed.all(f, ",
            ".exists(x, ",
            ".matches('(a+)+$')",
            "size(",
            "u",
            "b'",
            "r\"",
            "?",
            "//");

    private final List<byte[]> definitions;
    private final long seed;

    /** @param definitions that are right */
    FuzzInputs(List<byte[]> definitions, long seed) {
        this.definitions = List.copyOf(definitions);
        this.seed = seed;
    }

    /** Which sort an input is of. */
    enum Sort {
        LARGE,
        DEFINITION,
        CONDITION
    }

    static Sort sort(long number) {
        if (number % ONE_LARGE_IN == 0) return Sort.LARGE;
        return number % 2 == 0 ? Sort.DEFINITION : Sort.CONDITION;
    }

    /** The input of this number. */
    byte[] get(long number) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
        return switch (sort(number)) {
            case LARGE ->
                HostileYaml.file(new String(definitions.get(0), UTF_8), (int) (number / ONE_LARGE_IN), random);
            case DEFINITION -> encoded(mutated(any(definitions, random), random), random);
            case CONDITION -> mutated(any(CONDITIONS, random).getBytes(UTF_8), random);
        };
    }

    private static <T> T any(List<T> some, RandomGenerator random) {
        return some.get(random.nextInt(some.size()));
    }

    private byte[] mutated(byte[] right, RandomGenerator random) {
        byte[] bytes = right;
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(30));
            int from = random.nextInt(bytes.length + 1);
            bytes = switch (random.nextInt(7)) {
                case 0 -> joined(bytes, at, new byte[0], to);
                case 1 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
                case 2 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, at + 1));
                case 3 ->
                    joined(
                            bytes,
                            at,
                            any(PIECES, random).repeat(1 + random.nextInt(40)).getBytes(UTF_8),
                            at);
                case 4 -> joined(bytes, at, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 60)), at);
                default -> joined(bytes, at, any(PIECES, random).getBytes(UTF_8), at);
            };
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int until, byte[] between, int from) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, until);
        joined.writeBytes(between);
        joined.write(bytes, from, bytes.length - from);
        return joined.toByteArray();
    }

    /** One in ten is not in UTF-8, or not only. */
    private static byte[] encoded(byte[] bytes, RandomGenerator random) {
        String text = new String(bytes, UTF_8);
        return switch (random.nextInt(40)) {
            case 0 -> text.getBytes(UTF_16LE);
            case 1 -> text.replace('e', '\u00e9').getBytes(ISO_8859_1);
            case 2 -> ("\uFEFF" + text).getBytes(UTF_8);
            case 3 -> text.replace("\n", "\r\n").getBytes(UTF_8);
            default -> bytes;
        };
    }
}
