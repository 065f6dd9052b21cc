package io.slipway.core.content;

import java.util.Comparator;

/** Names in the order of their UTF-8 bytes, the same on every platform and locale. */
final class PathOrder {
    /**
     * UTF-8 order is code point order. Java compares UTF-16 units, which differs only where a surrogate meets a unit
     * above the surrogates, so those are the only pairs looked at twice.
     */
    static final Comparator<String> BY_UTF8_BYTES = PathOrder::compare;

    private PathOrder() {}

    private static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left == right) continue;
            if (Character.isSurrogate(left) != Character.isSurrogate(right)) {
                return Character.isSurrogate(left) ? 1 : -1;
            }
            return left - right;
        }
        return a.length() - b.length();
    }
}
