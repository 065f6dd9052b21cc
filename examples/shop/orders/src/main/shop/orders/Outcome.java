package shop.orders;

import shop.contracts.Money;
import shop.contracts.Order;

/** How placing an order ended. */
public sealed interface Outcome {
    /** It was paid. */
    record Placed(Order order, Money net, Money gross, String payment) implements Outcome {}

    /** It was not, and nothing was taken from the card. */
    record Refused(Order order, String reason) implements Outcome {}
}
