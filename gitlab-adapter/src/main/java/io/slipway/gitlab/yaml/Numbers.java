package io.slipway.gitlab.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Numbers as YAML 1.1 writes them, and as they look when they are text again. Stateless. */
final class Numbers {
    private static final int LONGEST = 40;
    private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]+");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:0|[1-9][0-9_]*)");
    private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
    private static final Pattern SIXTIES = Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}");
    private static final Pattern FRACTION = Pattern.compile("[-+]?(?:[0-9][0-9_]*)?\\.[0-9]*(?:[eE][-+][0-9]{1,3})?");

    private Numbers() {}

    /** The number in its usual form; anything else as it is. */
    static String meaning(String text) {
        char first = text.charAt(0);
        boolean mayBe = (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
        if (!mayBe || text.length() > LONGEST) return text;
        String digits = text.replace("_", "");
        if (DECIMAL.matcher(text).matches()) return integer(digits, "", 10);
        if (OCTAL.matcher(text).matches()) return integer(digits, "", 8);
        if (HEXADECIMAL.matcher(text).matches()) return integer(digits, "0x", 16);
        if (BINARY.matcher(text).matches()) return integer(digits, "0b", 2);
        if (SIXTIES.matcher(text).matches()) return sixties(digits);
        return FRACTION.matcher(text).matches() ? fraction(digits) : text;
    }

    private static String integer(String digits, String prefix, int base) {
        String unsigned = digits.replaceFirst("^[-+]", "").substring(prefix.length());
        if (unsigned.isEmpty()) return digits;
        BigInteger value = new BigInteger(unsigned, base);
        return (digits.startsWith("-") ? value.negate() : value).toString();
    }

    private static String sixties(String digits) {
        long value = 0;
        for (String part : digits.replaceFirst("^[-+]", "").split(":", -1)) {
            if (part.length() > 12) return digits;
            value = value * 60 + Long.parseLong(part);
        }
        return (digits.startsWith("-") ? "-" : "") + value;
    }

    private static String fraction(String digits) {
        if (digits.matches("[-+]?\\.")) return digits;
        BigDecimal value =
                new BigDecimal(digits.replaceFirst("\\.(?=[eE]|$)", ".0").replaceFirst("^([-+]?)\\.", "$10."));
        String plain = value.stripTrailingZeros().toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
