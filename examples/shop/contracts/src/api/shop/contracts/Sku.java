package shop.contracts;

import java.util.regex.Pattern;

/** The name of something we sell: three letters, a dash, three digits. */
public record Sku(String code) {
    private static final Pattern FORM = Pattern.compile("[A-Z]{3}-[0-9]{3}");

    public Sku {
        if (!FORM.matcher(code).matches()) {
            throw new IllegalArgumentException("sku: " + code + " (expected: like TEA-100)");
        }
    }

    @Override
    public String toString() {
        return code;
    }
}
