package shop.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import shop.contracts.Sku;

/** Everything the shop sells, by sku. */
public final class Catalog {
    private final Map<String, Product> products = new TreeMap<>();

    public Catalog(Collection<Product> products) {
        for (Product product : products) {
            if (this.products.put(product.sku().code(), product) != null) {
                throw new IllegalArgumentException("sku: " + product.sku() + " twice (expected: once)");
            }
        }
    }

    public Optional<Product> find(Sku sku) {
        return Optional.ofNullable(products.get(sku.code()));
    }

    public List<Product> all() {
        return List.copyOf(products.values());
    }

    /** The products that match, best first: the name counts more than the tags; equal ones by sku. */
    public List<Product> search(String words) {
        Comparator<Product> best = Comparator.comparingInt((Product product) -> score(product, words))
                .reversed()
                .thenComparing(product -> product.sku().code());
        return products.values().stream()
                .filter(product -> score(product, words) > 0)
                .sorted(best)
                .toList();
    }

    private static int score(Product product, String words) {
        int score = 0;
        for (String word : words.toLowerCase(Locale.ROOT).split("\\s+")) {
            if (product.name().toLowerCase(Locale.ROOT).contains(word)) {
                score += 3;
            }
            if (product.tags().contains(word)) {
                score += 1;
            }
        }
        return score;
    }
}
