package shop.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import shop.contracts.Sku;
import shop.testkit.Check;
import shop.testkit.Test;

/** Searching in a large catalog made by chance; the seed is fixed, so every run makes the same one. */
public final class RandomCatalogTest {
    private static final List<String> WORDS = List.of("tea", "mug", "green", "black", "iron", "steel", "tin", "pot");

    private final Random random = new Random(7);
    private final List<Product> products = products();
    private final Catalog catalog = new Catalog(products);

    @Test
    public void a_search_finds_exactly_what_has_the_word() {
        for (String word : WORDS) {
            Set<Product> expected = new HashSet<>();
            for (Product product : products) {
                if (product.name().contains(word) || product.tags().contains(word)) {
                    expected.add(product);
                }
            }
            List<Product> found = catalog.search(word);
            Check.equal(new HashSet<>(found), expected);
            Check.equal(found.size(), expected.size());
        }
    }

    @Test
    public void whoever_has_every_word_in_the_name_comes_before_whoever_has_none_there() {
        for (int i = 0; i < 12; i++) {
            String first = word();
            String second = word();
            boolean sawWithout = false;
            for (Product product : catalog.search(first + " " + second)) {
                boolean both = product.name().contains(first) && product.name().contains(second);
                boolean neither =
                        !product.name().contains(first) && !product.name().contains(second);
                Check.that(!(both && sawWithout), product + " comes late for " + first + " " + second);
                sawWithout |= neither;
            }
        }
    }

    @Test
    public void a_product_file_reads_back_what_was_written() {
        List<String> lines = products.stream()
                .map(product -> product.sku() + ";" + product.name() + ";" + String.join(",", product.tags()))
                .toList();
        Check.equal(new HashSet<>(ProductFile.read(lines).all()), new HashSet<>(products));
    }

    private List<Product> products() {
        List<Product> made = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            Sku sku = new Sku("A%c%c-%03d".formatted('A' + i / 26_000 % 26, 'A' + i / 1_000, i % 1_000));
            made.add(new Product(sku, word() + " " + word() + " " + i, List.of(word(), word())));
        }
        return made;
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}
