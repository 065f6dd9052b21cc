package shop.orders;

import java.util.ArrayList;
import java.util.List;
import shop.contracts.Money;
import shop.contracts.Order;
import shop.contracts.OrderLine;
import shop.contracts.Payments;
import shop.contracts.Prices;
import shop.contracts.Sku;
import shop.testkit.Check;
import shop.testkit.Test;

public final class OrderDeskTest {
    private static final Order ORDER =
            new Order("o-1", List.of(line("TEA-100", 2), line("MUG-200", 1), line("TEA-100", 3)));

    /** One euro each, and ten percent on top. */
    private static final class SimplePrices implements Prices {
        private final List<OrderLine> asked = new ArrayList<>();

        @Override
        public Money priceOf(OrderLine line) {
            asked.add(line);
            return Money.euro(line.quantity(), 0);
        }

        @Override
        public Money withVat(Money net) {
            return net.plus(net.percent(10));
        }
    }

    private static final class SimplePayments implements Payments {
        private final List<String> asked = new ArrayList<>();

        @Override
        public Authorisation authorise(String orderId, String cardNumber, Money amount) {
            asked.add(orderId + " " + cardNumber + " " + amount);
            return new Authorisation(cardNumber.equals("good"), "because");
        }
    }

    private final SimplePrices prices = new SimplePrices();
    private final SimplePayments payments = new SimplePayments();
    private final OrderDesk desk = new OrderDesk(prices, payments);

    @Test
    public void asks_for_the_sum_with_vat() {
        Outcome outcome = desk.place(ORDER, "good");
        Check.equal(outcome, new Outcome.Placed(ORDER, Money.euro(6, 0), Money.euro(6, 60), "because"));
        Check.equal(payments.asked, List.of("o-1 good 6.60 EUR"));
    }

    @Test
    public void gathers_lines_of_the_same_sku_so_that_they_earn_a_discount_together() {
        desk.place(ORDER, "good");
        Check.equal(prices.asked, List.of(line("TEA-100", 5), line("MUG-200", 1)));
    }

    @Test
    public void says_why_it_refused() {
        Check.equal(desk.place(ORDER, "bad"), new Outcome.Refused(ORDER, "because"));
    }

    @Test
    public void prints_an_invoice() {
        Outcome.Placed placed = new Outcome.Placed(ORDER, Money.euro(6, 0), Money.euro(6, 60), "P-1");
        Check.equal(
                Invoice.of(placed),
                "Order o-1\n    2 x TEA-100\n    1 x MUG-200\n    3 x TEA-100\n"
                        + "Net 6.00 EUR, total 6.60 EUR, paid as P-1\n");
    }

    private static OrderLine line(String sku, int quantity) {
        return new OrderLine(new Sku(sku), quantity);
    }
}
