package io.slipway.cli.view;

/** Text as XML has it. */
final class Xml {
    private Xml() {}

    /** For content and for attributes between double quotes. What XML cannot hold at all becomes a question mark. */
    static String text(String plain) {
        StringBuilder safe = new StringBuilder(plain.length());
        plain.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\n', '\t' -> safe.appendCodePoint(c);
                default -> {
                    boolean never = c < 0x20 || (c >= 0xd800 && c < 0xe000) || c == 0xfffe || c == 0xffff;
                    safe.appendCodePoint(never ? '?' : c);
                }
            }
        });
        return safe.toString();
    }
}
