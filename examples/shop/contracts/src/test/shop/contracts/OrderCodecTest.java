package shop.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import shop.testkit.Check;
import shop.testkit.Test;

public final class OrderCodecTest {
    private static final Order ORDER =
            new Order("o-\"1\"", List.of(new OrderLine(new Sku("TEA-100"), 2), new OrderLine(new Sku("MUG-200"), 1)));

    private final OrderCodec codec = OrderCodec.load();

    @Test
    public void writes_what_it_reads() {
        Check.equal(codec.read(codec.write(ORDER)), ORDER);
    }

    @Test
    public void writes_the_agreed_form() {
        Check.equal(
                codec.write(ORDER),
                "{\"id\":\"o-\\\"1\\\"\",\"lines\":[{\"sku\":\"TEA-100\",\"quantity\":2},"
                        + "{\"sku\":\"MUG-200\",\"quantity\":1}]}");
    }

    @Test
    public void reads_the_sample_that_the_node_services_check_too() throws IOException {
        Order sample = codec.read(Files.readString(Path.of("samples/order.json")));
        Check.equal(sample.id(), "o-2024-0001");
        Check.equal(
                sample.lines(), List.of(new OrderLine(new Sku("TEA-100"), 3), new OrderLine(new Sku("MUG-200"), 1)));
    }

    @Test
    public void refuses_what_is_no_order() {
        Check.refuses(IllegalArgumentException.class, "expected ':'", () -> codec.read("{\"id\" 1}"));
        Check.refuses(IllegalArgumentException.class, "the end", () -> codec.read(codec.write(ORDER) + "x"));
        Check.refuses(IllegalArgumentException.class, "lines: none", () -> codec.read("{\"id\":\"a\",\"lines\":[]}"));
        Check.refuses(IllegalArgumentException.class, "lines: null", () -> codec.read("{\"id\":\"a\"}"));
        Check.refuses(
                IllegalArgumentException.class,
                "quantity: 0",
                () -> codec.read("{\"id\":\"a\",\"lines\":[{\"sku\":\"TEA-100\",\"quantity\":0}]}"));
        Check.refuses(
                IllegalArgumentException.class,
                "quantity: 4294967299",
                () -> codec.read("{\"id\":\"a\",\"lines\":[{\"sku\":\"TEA-100\",\"quantity\":4294967299}]}"));
        Check.refuses(
                IllegalArgumentException.class,
                "sku: tea",
                () -> codec.read("{\"id\":\"a\",\"lines\":[{\"sku\":\"tea\",\"quantity\":1}]}"));
    }
}
