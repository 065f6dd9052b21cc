package io.slipway.core.definition;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations, sizes, numbers of pieces and shares of a CPU as people write them. Each gives nothing for a text of another form. */
final class Amounts {
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)([KMGT]i)?");
    private static final Pattern CPU = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)|(\\d{1,9})m");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Map<String, Long> UNITS =
            Map.of("Ki", 1L << 10, "Mi", 1L << 20, "Gi", 1L << 30, "Ti", 1L << 40);

    private Amounts() {}

    /** {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 2d}, or ISO-8601 such as {@code PT5M}. Longer than nothing. */
    static Optional<Duration> duration(String text) {
        return wait(text).filter(duration -> !duration.isZero());
    }

    /** As {@link #duration}, but {@code 0s} too. */
    static Optional<Duration> wait(String text) {
        Matcher matcher = DURATION.matcher(text);
        Optional<Duration> read = text.startsWith("P") ? isoDuration(text) : Optional.empty();
        if (matcher.matches() && !text.isEmpty()) {
            read = Optional.of(Duration.ofDays(number(matcher, 1))
                    .plusHours(number(matcher, 2))
                    .plusMinutes(number(matcher, 3))
                    .plusSeconds(number(matcher, 4)));
        }
        return read.filter(duration -> !duration.isNegative());
    }

    private static Optional<Duration> isoDuration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Bytes: {@code 1048576}, {@code 512Mi}, {@code 1.5Gi}. */
    static Optional<Long> bytes(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        BigDecimal bytes = new BigDecimal(matcher.group(1));
        if (matcher.group(2) != null)
            bytes = bytes.multiply(BigDecimal.valueOf(UNITS.getOrDefault(matcher.group(2), 1L)));
        try {
            return Optional.of(bytes.longValueExact());
        } catch (ArithmeticException e) { // not whole, or more than any machine has
            return Optional.empty();
        }
    }

    /** Whole pieces: {@code 1}, {@code 12}. */
    static Optional<Integer> count(String text) {
        return COUNT.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** Thousandths of one CPU: {@code 2}, {@code 0.5}, {@code 500m}. */
    static Optional<Integer> milliCpu(String text) {
        Matcher matcher = CPU.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        BigDecimal milli = matcher.group(1) != null
                ? new BigDecimal(matcher.group(1)).movePointRight(3)
                : new BigDecimal(matcher.group(2));
        return milli.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(milli.intValue());
    }
}
