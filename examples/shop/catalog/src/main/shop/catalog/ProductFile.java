package shop.catalog;

import java.util.ArrayList;
import java.util.List;
import shop.contracts.Sku;

/** Reads products from lines {@code sku;name;tag,tag}. Empty lines and lines that start with # say nothing. */
final class ProductFile {
    private ProductFile() {}

    static Catalog read(List<String> lines) {
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] fields = line.split(";");
            if (fields.length != 3) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + line + " (expected: sku;name;tags)");
            }
            products.add(new Product(
                    new Sku(fields[0].strip()),
                    fields[1].strip(),
                    List.of(fields[2].strip().split(","))));
        }
        return new Catalog(products);
    }
}
