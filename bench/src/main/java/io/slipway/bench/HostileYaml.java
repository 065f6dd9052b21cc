package io.slipway.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Files that a reader of YAML must survive: bombs of aliases, deep and huge ones, wrong types, odd encodings, and real ones
 * with holes in them. The same sample and numbers give the same bytes. Stateless.
 */
final class HostileYaml {
    private static final int MIB = 1 << 20;
    private static final List<String> ODD_VALUES = List.of(
            "[]",
            "{}",
            "[[[]]]",
            "{a: {b: c}}",
            "~",
            "yes",
            "0777",
            "1e999",
            "-",
            "''",
            "&x [*x]",
            "*nowhere",
            "!reference [a]",
            "!!binary x",
            "!!set {a}",
            "[1, two, {three: 3}]",
            "99999999999999999999",
            "${{ x",
            "$[[ y",
            "/(a+)+$/",
            "|",
            ">-",
            "? x",
            "<<");

    private HostileYaml() {}

    /**
     * One file.
     *
     * @param sample a definition that is right, with several jobs
     * @param kind which sort of trouble, counted from 0; after the last comes the first again
     */
    static byte[] file(String sample, int kind, RandomGenerator random) {
        return switch (kind % 16) {
            case 0 -> bomb(sample, "[", "]", 5 + random.nextInt(20)).getBytes(UTF_8);
            case 1 -> mergeBomb(sample, 5 + random.nextInt(20)).getBytes(UTF_8);
            case 2 -> (sample + "\nx: " + "[".repeat(1 + random.nextInt(MIB))).getBytes(UTF_8);
            case 3 -> (sample + "\nx: " + "{a: ".repeat(1 + random.nextInt(100_000))).getBytes(UTF_8);
            case 4 -> indented(sample, 50 + random.nextInt(500)).getBytes(UTF_8);
            case 5 -> repeated(sample, 10 * MIB).getBytes(UTF_8);
            case 6 -> repeated(sample, 1 + random.nextInt(2 * MIB)).getBytes(UTF_8);
            case 7 -> (sample + "\nx: \"" + "x".repeat(random.nextInt(10 * MIB)) + '"').getBytes(UTF_8);
            case 8 -> (sample + "\nx: [" + "a,".repeat(random.nextInt(MIB)) + "]").getBytes(UTF_8);
            case 9 -> wrongTypes(sample, random).getBytes(UTF_8);
            case 10 -> encoded(sample, random);
            case 11 -> noise(random);
            case 12 -> holes(sample, random);
            case 13 -> crowd(10 + random.nextInt(2_000)).getBytes(UTF_8);
            case 14 -> chain(10 + random.nextInt(5_000)).getBytes(UTF_8);
            default -> shuffled(sample, random).getBytes(UTF_8);
        };
    }

    /** Ten times ten times ten… of one value, at each of the places where a value may be. */
    private static String bomb(String sample, String open, String close, int levels) {
        StringBuilder text = new StringBuilder(".a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < levels; i++) {
            text.append(".a").append(i).append(": &a").append(i).append(' ').append(open);
            text.append(("*a" + (i - 1) + ", ").repeat(10)).append(close).append('\n');
        }
        String last = "*a" + (levels - 1);
        for (String key : List.of("script", "needs", "rules", "tags", "variables", "extends", "steps", "parallel"))
            text.append("b-")
                    .append(key)
                    .append(": {")
                    .append(key)
                    .append(": ")
                    .append(last)
                    .append("}\n");
        return text + sample;
    }

    private static String mergeBomb(String sample, int levels) {
        StringBuilder text = new StringBuilder(".m0: &m0 {a: 1, b: 2, script: x}\n");
        for (int i = 1; i < levels; i++) {
            text.append(".m").append(i).append(": &m").append(i).append(" {<<: [");
            text.append(("*m" + (i - 1) + ", ").repeat(10))
                    .append("], k")
                    .append(i)
                    .append(": {n: *m");
            text.append(i - 1).append("}}\n");
        }
        text.append("merged: {<<: *m").append(levels - 1).append("}\nextended: {extends: .m");
        return text.append(levels - 1).append("}\n").append(sample).toString();
    }

    private static String indented(String sample, int levels) {
        StringBuilder text = new StringBuilder(sample).append('\n');
        for (int i = 0; i < levels; i++) text.append(" ".repeat(i)).append("k:\n");
        return text.toString();
    }

    private static String repeated(String sample, int bytes) {
        StringBuilder text = new StringBuilder(bytes + sample.length());
        for (int i = 0; text.length() < bytes; i++)
            text.append(sample.replaceAll("(?m)^([a-z])", "j" + i + "$1")).append('\n');
        return text.substring(0, bytes);
    }

    /** Values in the place of others. */
    private static String wrongTypes(String sample, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (String line : sample.split("\n", -1)) {
            int colon = line.indexOf(": ");
            boolean changed = colon > 0 && random.nextInt(4) == 0;
            text.append(changed ? line.substring(0, colon + 2) + odd(random) : line)
                    .append('\n');
        }
        return text.toString();
    }

    private static String odd(RandomGenerator random) {
        return ODD_VALUES.get(random.nextInt(ODD_VALUES.size()));
    }

    private static byte[] encoded(String sample, RandomGenerator random) {
        String odd = sample + "# \u00e9\u2028\u0085\ud83d\ude00\u0000\u001b\ufeff\n";
        return switch (random.nextInt(6)) {
            case 0 -> odd.getBytes(UTF_16LE);
            case 1 -> odd.getBytes(UTF_16BE);
            case 2 -> odd.getBytes(ISO_8859_1);
            case 3 -> ("\ufeff" + odd).getBytes(UTF_8);
            case 4 -> ("\ufeff" + sample.replace("\n", "\r\n")).getBytes(UTF_8);
            default -> {
                byte[] bytes = odd.getBytes(UTF_8);
                bytes[random.nextInt(bytes.length)] = (byte) (128 + random.nextInt(128));
                yield bytes;
            }
        };
    }

    private static byte[] noise(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(100_000)];
        String letters = "ab:-[]{}&*!|>'\"#,?%@`\n\t <~=$/()";
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) letters.charAt(random.nextInt(letters.length()));
        return bytes;
    }

    private static byte[] holes(String sample, RandomGenerator random) {
        byte[] bytes = sample.getBytes(UTF_8);
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
            byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
            System.arraycopy(bytes, to, shorter, from, bytes.length - to);
            bytes = shorter;
        }
        return bytes;
    }

    /** Everybody waits for everybody before. */
    private static String crowd(int jobs) {
        StringBuilder text = new StringBuilder(".all: &all [");
        for (int i = 0; i < jobs; i++) text.append('j').append(i).append(", ");
        text.append("]\non: push\njobs: &jobs\n  x: {needs: *all, runs-on: a, steps: [{run: x}]}\n");
        for (int i = 0; i < jobs; i++)
            text.append('j').append(i).append(": {script: x, needs: *all, parallel: {matrix: [{A: *all}]}}\n");
        return text.toString();
    }

    private static String chain(int jobs) {
        StringBuilder text = new StringBuilder("j0: {script: x, variables: {A: b}}\n");
        for (int i = 1; i < jobs; i++) {
            text.append('j')
                    .append(i)
                    .append(": {extends: [j")
                    .append(i - 1)
                    .append(", j")
                    .append(i / 2);
            text.append("], needs: [j")
                    .append(i - 1)
                    .append("], variables: !reference [j")
                    .append(i - 1);
            text.append(", variables], rules: [{if: '")
                    .append("(".repeat(i % 300))
                    .append("$A =~ /(a+)+$/'}]}\n");
        }
        return text.toString();
    }

    private static String shuffled(String sample, RandomGenerator random) {
        String[] lines = sample.split("\n", -1);
        for (int i = 0; i < lines.length / 3; i++) {
            int one = random.nextInt(lines.length);
            int other = random.nextInt(lines.length);
            String line = lines[one];
            lines[one] = lines[other];
            lines[other] = random.nextInt(5) == 0 ? odd(random) : line;
        }
        return String.join("\n", lines);
    }
}
