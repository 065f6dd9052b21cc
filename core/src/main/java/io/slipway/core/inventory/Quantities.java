package io.slipway.core.inventory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads amounts as Kubernetes and people write them: {@code 8}, {@code 7910m}, {@code 512Mi}, {@code 1.5Gi}, {@code 1e9},
 * {@code 100G}. Each gives nothing for a text of another form. Capital and small letters are one, as some clouds allow
 * only small ones in their labels; so {@code m} is a thousandth for CPUs, and {@code 16m} of memory is refused.
 */
final class Quantities {
    private static final Pattern QUANTITY =
            Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?(?:[eE][0-9]{1,2})?)([a-zA-Z]{0,2})");
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("ki", 1L << 10),
            Map.entry("mi", 1L << 20),
            Map.entry("gi", 1L << 30),
            Map.entry("ti", 1L << 40),
            Map.entry("pi", 1L << 50),
            Map.entry("ei", 1L << 60),
            Map.entry("k", 1_000L),
            Map.entry("g", 1_000_000_000L),
            Map.entry("t", 1_000_000_000_000L),
            Map.entry("p", 1_000_000_000_000_000L),
            Map.entry("e", 1_000_000_000_000_000_000L));

    private Quantities() {}

    static Optional<Long> bytes(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        String unit = matcher.group(2);
        Long factor = unit.equals("M") ? Long.valueOf(1_000_000L) : UNITS.get(unit.toLowerCase(Locale.ROOT));
        if (factor == null) return Optional.empty();
        return bytes(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor)));
    }

    /** So many of {@code unitBytes}, as clouds count memory in MiB and disks in GiB. */
    static Optional<Long> bytes(String number, long unitBytes) {
        Matcher matcher = QUANTITY.matcher(number);
        if (!matcher.matches() || !matcher.group(2).isEmpty()) return Optional.empty();
        return bytes(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unitBytes)));
    }

    private static Optional<Long> bytes(BigDecimal bytes) {
        BigDecimal whole = bytes.setScale(0, RoundingMode.DOWN);
        return whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(whole.longValue());
    }

    static Optional<Integer> milliCpu(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        BigDecimal number = new BigDecimal(matcher.group(1));
        if (matcher.group(2).isEmpty()) number = number.movePointRight(3);
        else if (!matcher.group(2).equals("m")) return Optional.empty();
        BigDecimal whole = number.setScale(0, RoundingMode.DOWN);
        return whole.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(whole.intValue());
    }

    /** A whole number of pieces. */
    static Optional<Integer> count(String text) {
        if (!text.matches("\\d{1,9}")) return Optional.empty();
        return Optional.of(Integer.parseInt(text));
    }

    /** A number that is not negative, such as a price. */
    static Optional<Double> number(String text) {
        if (!text.matches("\\d{1,12}(\\.\\d{1,12})?")) return Optional.empty();
        return Optional.of(Double.parseDouble(text));
    }
}
