package shop.contracts;

import java.util.ServiceLoader;

/** Takes money from a card. */
public interface Payments {
    Authorisation authorise(String orderId, String cardNumber, Money amount);

    /** Whether the money was taken; {@code reference} is the receipt, or else the reason. */
    record Authorisation(boolean granted, String reference) {}

    static Payments load() {
        return ServiceLoader.load(Payments.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Payments; put payments.jar on the class path"));
    }
}
