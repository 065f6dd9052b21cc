package shop.contracts;

import java.util.List;

/** What a customer asks for. */
public record Order(String id, List<OrderLine> lines) {
    public Order {
        if (id.isBlank()) {
            throw new IllegalArgumentException("id: blank (expected: a name)");
        }
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("lines: none (expected: at least one)");
        }
    }
}
