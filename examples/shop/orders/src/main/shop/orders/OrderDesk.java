package shop.orders;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import shop.contracts.Money;
import shop.contracts.Order;
import shop.contracts.OrderLine;
import shop.contracts.Payments;
import shop.contracts.Payments.Authorisation;
import shop.contracts.Prices;
import shop.contracts.Sku;

/** Takes orders: adds up what they cost and asks for the money. */
public final class OrderDesk {
    private final Prices prices;
    private final Payments payments;

    public OrderDesk(Prices prices, Payments payments) {
        this.prices = prices;
        this.payments = payments;
    }

    public Outcome place(Order order, String cardNumber) {
        Money net = Money.ZERO;
        for (OrderLine line : gathered(order)) {
            net = net.plus(prices.priceOf(line));
        }
        Money gross = prices.withVat(net);
        Authorisation authorisation = payments.authorise(order.id(), cardNumber, gross);
        return authorisation.granted()
                ? new Outcome.Placed(order, net, gross, authorisation.reference())
                : new Outcome.Refused(order, authorisation.reference());
    }

    /** One line per sku: two lines of three are six pieces, and six pieces earn a discount. */
    private static List<OrderLine> gathered(Order order) {
        Map<Sku, Integer> quantities = new LinkedHashMap<>();
        order.lines().forEach(line -> quantities.merge(line.sku(), line.quantity(), Integer::sum));
        List<OrderLine> lines = new ArrayList<>();
        quantities.forEach((sku, quantity) -> lines.add(new OrderLine(sku, quantity)));
        return lines;
    }
}
