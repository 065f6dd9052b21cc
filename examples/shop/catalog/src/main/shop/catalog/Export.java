package shop.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Writes the products as JSON. Arguments: the product file, the file to write. */
public final class Export {
    private Export() {}

    public static void main(String[] args) throws IOException {
        Catalog catalog = ProductFile.read(Files.readAllLines(Path.of(args[0])));
        Path output = Path.of(args[1]);
        Files.createDirectories(output.toAbsolutePath().getParent());
        Files.writeString(output, json(catalog));
    }

    static String json(Catalog catalog) {
        return catalog.all().stream().map(Export::json).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String json(Product product) {
        String tags = product.tags().stream().map(Export::quote).collect(Collectors.joining(", "));
        return "  {\"sku\": %s, \"name\": %s, \"tags\": [%s]}"
                .formatted(quote(product.sku().code()), quote(product.name()), tags);
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
