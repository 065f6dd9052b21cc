package shop.orders;

import java.util.List;
import shop.contracts.Money;
import shop.contracts.Order;
import shop.contracts.OrderCodec;
import shop.contracts.OrderLine;
import shop.contracts.Payments;
import shop.contracts.Prices;
import shop.contracts.Sku;
import shop.testkit.Check;
import shop.testkit.Test;

/** The desk with the prices and payments that are deployed beside it. */
public final class OrdersIntegrationTest {
    private static final String CARD = "4111 1111 1111 1111";

    private final OrderDesk desk = new OrderDesk(Prices.load(), Payments.load());

    @Test
    public void an_order_read_from_json_is_priced_and_paid() {
        Order order = OrderCodec.load().read("{\"id\":\"o-1\",\"lines\":[{\"sku\":\"TEA-100\",\"quantity\":3}]}");
        Outcome outcome = desk.place(order, CARD);
        Check.that(outcome instanceof Outcome.Placed, "placed: " + outcome);
        Outcome.Placed placed = (Outcome.Placed) outcome;
        Check.equal(placed.net(), Money.euro(37, 50));
        Check.equal(placed.gross(), Money.euro(44, 63));
        Check.that(placed.payment().matches("P-[0-9A-F]{8}"), "a reference: " + placed.payment());
    }

    @Test
    public void a_card_over_its_limit_is_refused() {
        Order order = new Order("o-2", List.of(new OrderLine(new Sku("POT-300"), 8)));
        Check.equal(desk.place(order, CARD), new Outcome.Refused(order, "over the limit of the card ending 1111"));
    }

    @Test
    public void what_has_no_price_cannot_be_ordered() {
        Order order = new Order("o-3", List.of(new OrderLine(new Sku("CAT-999"), 1)));
        Check.refuses(IllegalArgumentException.class, "CAT-999 has no price", () -> desk.place(order, CARD));
    }
}
