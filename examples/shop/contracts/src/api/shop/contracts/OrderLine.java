package shop.contracts;

import java.util.Objects;

/** So many of one thing. */
public record OrderLine(Sku sku, int quantity) {
    public OrderLine {
        Objects.requireNonNull(sku, "sku");
        if (quantity < 1 || quantity > 999) {
            throw new IllegalArgumentException("quantity: " + quantity + " (expected: 1 to 999)");
        }
    }
}
