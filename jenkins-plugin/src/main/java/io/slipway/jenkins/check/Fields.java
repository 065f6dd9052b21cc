package io.slipway.jenkins.check;

import io.slipway.core.fairshare.FairShareQueue;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * What may be written into the fields of the settings. Each check answers what is wrong and what to write instead, or
 * nothing. Stateless.
 */
public final class Fields {
    /** What label expressions can name without quotes, and core can require. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");

    private static final int LONGEST_NAME = 100;

    private Fields() {}

    /** A throttle, a bench or a capability. */
    public static Optional<String> name(String text) {
        boolean fits = text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
        return fits
                ? Optional.empty()
                : Optional.of("'" + text + "' is not a name; write letters, digits, '.', '_', '+' and '-', at most "
                        + LONGEST_NAME + ", beginning with a letter or digit");
    }

    /** As {@link #weight(double)}, of what somebody wrote. */
    public static Optional<String> weight(String text) {
        return number(text, "a weight; write 0 (does not count) or more", Fields::weight);
    }

    /** As {@link #factor(double)}, of what somebody wrote. */
    public static Optional<String> factor(String text) {
        return number(text, "a factor; write a number above 0, such as 1 or 2.5", Fields::factor);
    }

    private static Optional<String> number(String text, String wanted, DoubleFunction<Optional<String>> check) {
        try {
            return check.apply(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.of("'" + text + "' is not " + wanted);
        }
    }

    /** How much something counts. */
    public static Optional<String> weight(double weight) {
        boolean fits = weight >= 0 && !Double.isInfinite(weight);
        return fits ? Optional.empty() : Optional.of(weight + " is not a weight; write 0 (does not count) or more");
    }

    /** A share beside others, or a speed. */
    public static Optional<String> factor(double factor) {
        boolean fits = factor > 0 && !Double.isInfinite(factor);
        return fits
                ? Optional.empty()
                : Optional.of(factor + " is not a factor; write a number above 0, such as 1 or 2.5");
    }

    /** As {@link #atLeastOne(int)}, of what somebody wrote. */
    public static Optional<String> atLeastOne(String text) {
        return wholeNumber(text, "write 1 or more", Fields::atLeastOne);
    }

    /** What may be left out, which is 0. */
    public static Optional<String> atLeastNone(String text) {
        return wholeNumber(
                text,
                "write 0 or more",
                number -> number >= 0 ? Optional.empty() : Optional.of(number + " is too few; write 0 or more"));
    }

    /** What comes first: 0 as usual, higher comes sooner. */
    public static Optional<String> priority(String text) {
        String wanted = "write one from -" + FairShareQueue.HIGHEST_PRIORITY + " to " + FairShareQueue.HIGHEST_PRIORITY;
        return wholeNumber(
                text,
                wanted,
                number -> Math.abs(number) <= FairShareQueue.HIGHEST_PRIORITY
                        ? Optional.empty()
                        : Optional.of(number + " is too far from 0; " + wanted));
    }

    private static Optional<String> wholeNumber(String text, String wanted, IntFunction<Optional<String>> check) {
        int number;
        try {
            number = Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return Optional.of("'" + text + "' is not a whole number that fits; " + wanted);
        }
        return check.apply(number);
    }

    public static Optional<String> atLeastOne(int number) {
        return number >= 1 ? Optional.empty() : Optional.of(number + " is too few; write 1 or more");
    }

    /** Full name of a folder, as in its address: {@code acme/web}. */
    public static Optional<String> folder(String text) {
        boolean fits = !text.isBlank() && !text.startsWith("/") && !text.endsWith("/") && !text.contains("//");
        return fits
                ? Optional.empty()
                : Optional.of("'" + text + "' is not a folder; write its full name, such as acme/web");
    }

    /** Room for what is cached. */
    public static Optional<String> cacheSize(String text) {
        Optional<ByteSize> size = ByteSize.parse(text);
        if (size.isEmpty()) return Optional.of("'" + text + "' is not a size; write for example 20Gi");
        boolean useful = size.get().bytes() >= 1 << 20;
        return useful ? Optional.empty() : Optional.of("'" + text + "' holds next to nothing; write at least 1Mi");
    }

    /** Where to keep what is cached; empty for the usual place. Looks at the disk. */
    public static Optional<String> cacheDirectory(String text) {
        if (text.isBlank()) return Optional.empty();
        Path directory;
        try {
            directory = Path.of(text.strip());
        } catch (InvalidPathException e) {
            return Optional.of("'" + text + "' is not a path; write an absolute one, such as /var/cache/slipway");
        }
        if (!directory.isAbsolute())
            return Optional.of("'" + text + "' is not absolute; write a path that begins at the root");
        if (Files.exists(directory) && !Files.isDirectory(directory))
            return Optional.of("'" + text + "' is a file; name a directory, or one that is not there yet");
        Path there = directory;
        while (there != null && !Files.exists(there)) there = there.getParent();
        boolean writable = there != null && Files.isWritable(there);
        return writable
                ? Optional.empty()
                : Optional.of("the controller may not write to '" + (there == null ? directory : there)
                        + "'; give its user that right, or name another directory");
    }

    /** Names with weights, as {@link #claims} reads them. */
    public static Optional<String> claimsText(String text) {
        try {
            claims(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /**
     * Reads {@code database=2, licence}: names, each with what it weighs, or 1.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static SortedMap<String, Integer> claims(String text) {
        TreeMap<String, Integer> claims = new TreeMap<>();
        for (String part : text.split("[,\\s]+")) {
            if (part.isEmpty()) continue;
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            name(name).ifPresent(Fields::refuse);
            if (claims.put(name, equals < 0 ? 1 : claim(part.substring(equals + 1), part)) != null)
                refuse("'" + name + "' is there twice; leave it out once");
        }
        return Collections.unmodifiableSortedMap(claims);
    }

    private static int claim(String weight, String part) {
        try {
            int number = Integer.parseInt(weight);
            if (number >= 1) return number;
        } catch (NumberFormatException e) {
            // told below, as what is too small
        }
        throw new IllegalArgumentException("'" + part + "' has no weight; write for example database=2");
    }

    private static void refuse(String why) {
        throw new IllegalArgumentException(why);
    }
}
