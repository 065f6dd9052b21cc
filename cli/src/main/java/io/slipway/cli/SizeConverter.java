package io.slipway.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500M}, {@code 10G} or {@code 512MiB}; all in steps of 1024. */
final class SizeConverter implements ITypeConverter<Long> {
    private static final String UNITS = "KMGT";
    private static final int LONGEST_NUMBER = 6;

    @Override
    public Long convert(String text) {
        String size = text.toUpperCase(Locale.ROOT);
        if (size.endsWith("B")) size = size.substring(0, size.length() - 1);
        if (size.endsWith("I")) size = size.substring(0, size.length() - 1);
        int digits = 0;
        while (digits < size.length() && Character.digit(size.charAt(digits), 10) >= 0) digits++;
        int unit = digits + 1 == size.length() ? UNITS.indexOf(size.charAt(digits)) : -1;
        if (digits == 0 || digits > LONGEST_NUMBER || unit < 0) {
            throw new TypeConversionException("'" + text + "' is no size (expected: such as 500M or 10G)");
        }
        return Long.parseLong(size.substring(0, digits)) << (10 * (unit + 1));
    }
}
