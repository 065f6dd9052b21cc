package io.slipway.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 90m}, {@code 12h}, {@code 30d} or {@code 4w}. */
final class AgeConverter implements ITypeConverter<Duration> {
    private static final int LONGEST_NUMBER = 6;

    @Override
    public Duration convert(String text) {
        int last = text.length() - 1;
        if (last < 1 || last > LONGEST_NUMBER) throw refused(text);
        for (int i = 0; i < last; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') throw refused(text);
        }
        long amount = Long.parseLong(text.substring(0, last));
        return switch (text.charAt(last)) {
            case 'm' -> Duration.ofMinutes(amount);
            case 'h' -> Duration.ofHours(amount);
            case 'd' -> Duration.ofDays(amount);
            case 'w' -> Duration.ofDays(7 * amount);
            default -> throw refused(text);
        };
    }

    private static TypeConversionException refused(String text) {
        return new TypeConversionException("'" + text + "' is no age (expected: such as 12h or 30d)");
    }
}
