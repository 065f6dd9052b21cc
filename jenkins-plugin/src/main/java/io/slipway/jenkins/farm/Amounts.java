package io.slipway.jenkins.farm;

import java.math.BigDecimal;
import java.util.Map;

/** Reads how much somebody wants, as a step or a definition writes it. Stateless. */
public final class Amounts {
    private static final Map<String, Long> UNITS = Map.of(
            "Ki", 1L << 10,
            "Mi", 1L << 20,
            "Gi", 1L << 30,
            "Ti", 1L << 40,
            "k", 1000L,
            "M", 1_000_000L,
            "G", 1_000_000_000L,
            "T", 1_000_000_000_000L,
            "", 1L);

    private Amounts() {}

    /**
     * Thousandths of a processor: {@code 2}, {@code 0.5} or {@code 500m}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static int milliCpu(String text) {
        String trimmed = text.strip();
        boolean milli = trimmed.endsWith("m");
        try {
            BigDecimal amount = new BigDecimal(milli ? trimmed.substring(0, trimmed.length() - 1) : trimmed);
            int thousandths = amount.movePointRight(milli ? 0 : 3).intValueExact();
            if (thousandths >= 0) return thousandths;
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("cpu: '" + text + "' (expected: such as 2, 0.5 or 500m)", e);
        }
        throw new IllegalArgumentException("cpu: '" + text + "' (expected: 0 or more)");
    }

    /**
     * Bytes: {@code 4Gi}, {@code 512Mi}, {@code 2G} or a number.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static long bytes(String text) {
        String trimmed = text.strip();
        int unitAt = trimmed.length();
        while (unitAt > 0 && Character.isLetter(trimmed.charAt(unitAt - 1))) unitAt--;
        Long unit = UNITS.get(trimmed.substring(unitAt));
        try {
            if (unit != null) {
                long bytes = new BigDecimal(trimmed.substring(0, unitAt).strip())
                        .multiply(BigDecimal.valueOf(unit))
                        .longValueExact();
                if (bytes >= 0) return bytes;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("memory: '" + text + "' (expected: such as 4Gi, 512Mi or 2G)", e);
        }
        throw new IllegalArgumentException("memory: '" + text + "' (expected: such as 4Gi, 512Mi or 2G)");
    }
}
