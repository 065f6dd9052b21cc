package shop.catalog;

import java.util.List;
import shop.contracts.Sku;

/** Something the shop sells. */
public record Product(Sku sku, String name, List<String> tags) {
    public Product {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: blank (expected: what customers call " + sku + ")");
        }
        tags = List.copyOf(tags);
    }
}
