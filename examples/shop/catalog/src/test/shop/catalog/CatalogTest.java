package shop.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import shop.contracts.Order;
import shop.contracts.OrderCodec;
import shop.contracts.OrderLine;
import shop.contracts.Sku;
import shop.testkit.Check;
import shop.testkit.Test;

public final class CatalogTest {
    private static final Catalog CATALOG = ProductFile.read(List.of(
            "# sku;name;tags",
            "",
            "MUG-200;Tea \"Mug\";mug",
            "TEA-100;Darjeeling;tea,black",
            "TEA-110;Sencha;tea,green"));

    @Test
    public void finds_by_sku() {
        Check.equal(CATALOG.find(new Sku("TEA-110")).map(Product::name).orElse(""), "Sencha");
        Check.that(CATALOG.find(new Sku("TEA-999")).isEmpty(), "an unknown sku is not found");
    }

    @Test
    public void a_name_counts_more_than_a_tag() {
        Check.equal(skus(CATALOG.search("tea")), List.of("MUG-200", "TEA-100", "TEA-110"));
        Check.equal(skus(CATALOG.search("Green TEA")), List.of("MUG-200", "TEA-110", "TEA-100"));
        Check.equal(skus(CATALOG.search("coffee")), List.of());
    }

    @Test
    public void exports_json_ordered_by_sku() {
        String json = Export.json(ProductFile.read(List.of("TEA-100;A;a", "MUG-200;B \"b\";b,c")));
        Check.equal(
                json,
                "[\n  {\"sku\": \"MUG-200\", \"name\": \"B \\\"b\\\"\", \"tags\": [\"b\", \"c\"]},\n"
                        + "  {\"sku\": \"TEA-100\", \"name\": \"A\", \"tags\": [\"a\"]}\n]\n");
    }

    @Test
    public void refuses_a_short_line_and_a_sku_that_comes_twice() {
        Check.refuses(IllegalArgumentException.class, "line 2", () -> ProductFile.read(List.of("", "TEA-100;A")));
        Check.refuses(
                IllegalArgumentException.class,
                "TEA-100 twice",
                () -> ProductFile.read(List.of("TEA-100;A;a", "TEA-100;B;b")));
    }

    @Test
    public void everything_we_sell_can_be_ordered() throws IOException {
        OrderCodec codec = OrderCodec.load();
        List<Product> products =
                ProductFile.read(Files.readAllLines(Path.of("products.csv"))).all();
        Check.that(products.size() >= 5, "the shop has something to sell");
        List<OrderLine> lines = products.stream()
                .map(product -> new OrderLine(product.sku(), 1))
                .toList();
        Order order = new Order("one of each", lines);
        Check.equal(codec.read(codec.write(order)), order);
    }

    private static List<String> skus(List<Product> products) {
        return products.stream().map(product -> product.sku().code()).toList();
    }
}
