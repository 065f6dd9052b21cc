package shop.orders;

import shop.contracts.OrderLine;

/** What the customer gets to read. */
final class Invoice {
    private Invoice() {}

    static String of(Outcome.Placed placed) {
        StringBuilder text = new StringBuilder("Order " + placed.order().id() + "\n");
        for (OrderLine line : placed.order().lines()) {
            text.append("  %3d x %s%n".formatted(line.quantity(), line.sku()));
        }
        return text.append("Net %s, total %s, paid as %s%n".formatted(placed.net(), placed.gross(), placed.payment()))
                .toString();
    }
}
