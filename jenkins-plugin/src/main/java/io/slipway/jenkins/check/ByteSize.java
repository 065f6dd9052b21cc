package io.slipway.jenkins.check;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of bytes as people write it: {@code 1048576}, {@code 512Mi}, {@code 1.5Gi}. Immutable.
 *
 * @param bytes at least 0
 */
public record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,6})?)(Ki|Mi|Gi|Ti)?");
    private static final Map<String, Long> UNITS =
            Map.of("Ki", 1L << 10, "Mi", 1L << 20, "Gi", 1L << 30, "Ti", 1L << 40);

    public ByteSize {
        if (bytes < 0) throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= 0)");
    }

    /** Absent when the text has another form, or is more than 2^63 bytes. */
    public static Optional<ByteSize> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) return Optional.empty();
        long unit = form.group(2) == null ? 1 : UNITS.getOrDefault(form.group(2), 1L);
        BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
        boolean tooLarge = bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0;
        return tooLarge ? Optional.empty() : Optional.of(new ByteSize(bytes.longValue()));
    }

    /** The largest unit in which it is whole: {@code 20Gi}. */
    @Override
    public String toString() {
        for (String unit : new String[] {"Ti", "Gi", "Mi", "Ki"}) {
            long size = UNITS.getOrDefault(unit, 1L);
            if (bytes > 0 && bytes % size == 0) return bytes / size + unit;
        }
        return Long.toString(bytes);
    }
}
