package io.slipway.github.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Numbers to text and back, as expressions write them. Stateless. */
final class Numbers {
    private static final Pattern DECIMAL = Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]{1,9})?");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,200}");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,300}");
    private static final int DIGITS = 15;

    private Numbers() {}

    /** At most 15 digits. */
    static String text(double number) {
        if (number == 0) return "0"; // minus zero too
        if (Double.isNaN(number)) return "NaN";
        if (Double.isInfinite(number)) return number > 0 ? "Infinity" : "-Infinity";
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= DIGITS || exponent < -5) {
            String digits = rounded.unscaledValue().abs().toString().replaceAll("0+$", "");
            String mantissa = digits.length() > 1 ? digits.charAt(0) + "." + digits.substring(1) : digits;
            String power = String.format("%02d", Math.abs(exponent));
            return (number < 0 ? "-" : "") + mantissa + "E" + (exponent < 0 ? "-" : "+") + power;
        }
        return rounded.stripTrailingZeros().toPlainString();
    }

    /** Zero of blank text; not a number of what is none. */
    static double parse(String text) {
        String digits = text.strip();
        if (digits.isEmpty()) return 0;
        if (DECIMAL.matcher(digits).matches()) return Double.parseDouble(digits);
        if (HEX.matcher(digits).matches()) return new BigInteger(digits.substring(2), 16).doubleValue();
        if (OCTAL.matcher(digits).matches()) return new BigInteger(digits.substring(2), 8).doubleValue();
        return switch (digits) {
            case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }
}
