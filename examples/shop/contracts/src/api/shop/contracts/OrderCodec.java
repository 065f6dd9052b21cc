package shop.contracts;

import java.util.ServiceLoader;

/** Orders as JSON text, in the form that {@code schemas/order.json} describes. */
public interface OrderCodec {
    String write(Order order);

    /** Throws {@link IllegalArgumentException} when the text is no order. */
    Order read(String json);

    static OrderCodec load() {
        return ServiceLoader.load(OrderCodec.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no OrderCodec; put contracts.jar on the class path"));
    }
}
