package io.slipway.core.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a label will do: {@code linux}, {@code 17}, {@code >=17}, {@code >=3.8,<4}. Dotted numbers are
 * compared number by number, missing parts count as 0; a bare version is a prefix ({@code 17} takes {@code 17.0.15});
 * a comma means and. A text that is no version is matched whole. Immutable.
 *
 * @param text as written
 */
public record VersionRange(String text) {
    /**
     * @throws IllegalArgumentException when the text is empty or an operator has no version after it
     */
    public VersionRange {
        if (text.isBlank())
            throw new IllegalArgumentException("range: '" + text + "' (expected: a value such as >=17)");
        terms(text);
    }

    /** Whether {@code value}, a version or a word, will do. */
    public boolean accepts(String value) {
        for (Term term : terms(text)) {
            if (!term.accepts(value)) return false;
        }
        return true;
    }

    private static List<Term> terms(String text) {
        List<Term> terms = new ArrayList<>(2);
        for (String part : text.split(",", -1)) terms.add(Term.parse(part.strip(), text));
        return terms;
    }

    // Written out, as every run comes by here: what a record is given costs a fresh JVM many milliseconds.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VersionRange same && text.equals(same.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private record Term(String operator, String operand) {
        private static final List<String> OPERATORS = List.of(">=", "<=", ">", "<", "=");

        static Term parse(String part, String whole) {
            for (String operator : OPERATORS) {
                if (!part.startsWith(operator)) continue;
                String operand = part.substring(operator.length()).strip();
                if (!isVersion(operand) && !(operator.equals("=") && isWord(operand))) throw malformed(whole);
                return new Term(operator, operand);
            }
            if (!isWord(part)) throw malformed(whole);
            return new Term("", part);
        }

        /** Operators of other languages, or ours in the wrong order, must not pass as a word that nothing ever equals. */
        private static boolean isWord(String text) {
            return !text.isEmpty() && text.chars().noneMatch(c -> "<>=^~|!".indexOf(c) >= 0);
        }

        private static IllegalArgumentException malformed(String whole) {
            return new IllegalArgumentException(
                    "range: '" + whole + "' (expected: a value such as linux, 17, >=17 or >=3.8,<4)");
        }

        boolean accepts(String value) {
            if (!isVersion(operand) || !isVersion(value)) {
                return (operator.isEmpty() || operator.equals("=")) && operand.equals(value);
            }
            int order = compare(value, operand);
            return switch (operator) {
                case ">=" -> order >= 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case "<" -> order < 0;
                case "=" -> order == 0;
                default -> order == 0 || value.startsWith(operand + ".");
            };
        }

        private static boolean isVersion(String text) {
            if (text.isEmpty()) return false;
            boolean digitBefore = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean digit = c >= '0' && c <= '9';
                if (!digit && (c != '.' || !digitBefore)) return false;
                digitBefore = digit;
            }
            return digitBefore;
        }

        private static int compare(String left, String right) {
            String[] a = left.split("\\.");
            String[] b = right.split("\\.");
            for (int i = 0; i < Math.max(a.length, b.length); i++) {
                int order = compareNumbers(i < a.length ? a[i] : "0", i < b.length ? b[i] : "0");
                if (order != 0) return order;
            }
            return 0;
        }

        /** Numbers of any length, so that a build number of twenty digits is still a version. */
        private static int compareNumbers(String a, String b) {
            String left = a.replaceFirst("^0+(?=.)", "");
            String right = b.replaceFirst("^0+(?=.)", "");
            return left.length() != right.length()
                    ? Integer.compare(left.length(), right.length())
                    : left.compareTo(right);
        }
    }
}
