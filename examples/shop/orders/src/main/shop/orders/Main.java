package shop.orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import shop.contracts.Order;
import shop.contracts.OrderCodec;
import shop.contracts.Payments;
import shop.contracts.Prices;

/** Places one order. Arguments: a file with the order as JSON, the number of a card. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        Order order = OrderCodec.load().read(Files.readString(Path.of(args[0])));
        Outcome outcome = new OrderDesk(Prices.load(), Payments.load()).place(order, args[1]);
        if (outcome instanceof Outcome.Placed placed) {
            System.out.print(Invoice.of(placed));
        } else if (outcome instanceof Outcome.Refused refused) {
            System.err.println("order " + order.id() + " refused: " + refused.reason());
            System.exit(1);
        }
    }
}
