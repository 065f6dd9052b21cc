package shop.contracts.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import shop.contracts.Order;
import shop.contracts.OrderCodec;
import shop.contracts.OrderLine;
import shop.contracts.Sku;

/** The codec behind {@link OrderCodec#load()}. */
public final class JsonOrderCodec implements OrderCodec {
    @Override
    public String write(Order order) {
        StringBuilder json =
                new StringBuilder("{\"id\":").append(quote(order.id())).append(",\"lines\":[");
        String separator = "";
        for (OrderLine line : order.lines()) {
            json.append(separator)
                    .append("{\"sku\":")
                    .append(quote(line.sku().code()))
                    .append(",\"quantity\":")
                    .append(line.quantity())
                    .append('}');
            separator = ",";
        }
        return json.append("]}").toString();
    }

    @Override
    public Order read(String json) {
        Map<?, ?> order = as(Map.class, "the order", new Json(json).document());
        List<OrderLine> lines = new ArrayList<>();
        for (Object entry : as(List.class, "lines", order.get("lines"))) {
            Map<?, ?> line = as(Map.class, "a line", entry);
            lines.add(new OrderLine(new Sku(as(String.class, "sku", line.get("sku"))), quantityOf(line)));
        }
        return new Order(as(String.class, "id", order.get("id")), lines);
    }

    private static int quantityOf(Map<?, ?> line) {
        long quantity = as(Long.class, "quantity", line.get("quantity"));
        if (quantity != (int) quantity) {
            throw new IllegalArgumentException("quantity: " + quantity + " (expected: 1 to 999)");
        }
        return (int) quantity;
    }

    private static <T> T as(Class<T> type, String what, Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: " + type.getSimpleName() + ")");
        }
        return type.cast(value);
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
