package shop.orders;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import shop.contracts.Money;
import shop.contracts.Order;
import shop.contracts.OrderCodec;
import shop.contracts.OrderLine;
import shop.contracts.Payments;
import shop.contracts.Prices;
import shop.contracts.Sku;
import shop.testkit.Check;
import shop.testkit.Test;

/** Orders made by chance, with the real prices; the seed is fixed, so every run makes the same ones. */
public final class RandomOrdersIntegrationTest {
    private static final List<String> SKUS = List.of("TEA-100", "TEA-110", "MUG-200", "MUG-210", "POT-300");

    private final Random random = new Random(99);
    private final Prices prices = Prices.load();
    private final OrderCodec codec = OrderCodec.load();

    @Test
    public void the_order_of_the_lines_makes_no_difference_to_the_price() {
        for (int i = 0; i < 15_000; i++) {
            List<OrderLine> lines = lines();
            Money total = totalOf(new Order("o", lines));
            Collections.shuffle(lines, random);
            Check.equal(totalOf(codec.read(codec.write(new Order("o", lines)))), total);
        }
    }

    @Test
    public void ordering_at_once_is_never_dearer_than_ordering_one_by_one() {
        for (int i = 0; i < 10_000; i++) {
            List<OrderLine> lines = lines();
            long oneByOne = 0;
            for (OrderLine line : lines) {
                oneByOne += totalOf(new Order("o", List.of(line))).cents();
            }
            long atOnce = totalOf(new Order("o", lines)).cents();
            // Each of them is rounded twice, by half a cent at most.
            Check.that(atOnce <= oneByOne + lines.size() + 1, lines + ": " + atOnce + " against " + oneByOne);
        }
    }

    private List<OrderLine> lines() {
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            lines.add(new OrderLine(new Sku(SKUS.get(random.nextInt(SKUS.size()))), 1 + random.nextInt(20)));
        }
        return lines;
    }

    private Money totalOf(Order order) {
        Payments everythingIsFine = (id, card, amount) -> new Payments.Authorisation(true, "P-0");
        return ((Outcome.Placed) new OrderDesk(prices, everythingIsFine).place(order, "any")).gross();
    }
}
