package io.slipway.bench;

import java.util.Map;

/**
 * Whether labels meet what is required, found out the plain way and not by the code that is measured: a range is terms with
 * commas between them, {@code >=} and {@code <} compare numbers part by part, anything else is the value or a prefix of it.
 */
final class PlainVersions {
    private PlainVersions() {}

    static boolean meet(Map<String, String> labels, Map<String, String> required) {
        for (Map.Entry<String, String> wish : required.entrySet()) {
            String value = labels.getOrDefault(wish.getKey(), "");
            if (value.isEmpty() || !isWithin(value, wish.getValue())) return false;
        }
        return true;
    }

    private static boolean isWithin(String value, String range) {
        for (String term : range.split(",", -1)) {
            boolean good;
            if (term.startsWith(">=")) good = compare(value, term.substring(2)) >= 0;
            else if (term.startsWith("<")) good = compare(value, term.substring(1)) < 0;
            else good = value.equals(term) || value.startsWith(term + ".");
            if (!good) return false;
        }
        return true;
    }

    private static int compare(String a, String b) {
        String[] left = a.split("\\.", -1);
        String[] right = b.split("\\.", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int one = i < left.length ? Integer.parseInt(left[i]) : 0;
            int other = i < right.length ? Integer.parseInt(right[i]) : 0;
            if (one != other) return Integer.compare(one, other);
        }
        return 0;
    }
}
