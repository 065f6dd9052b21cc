package shop.pricing;

import java.util.Random;
import shop.contracts.Money;
import shop.testkit.Check;
import shop.testkit.Test;

/** The discount for prices and quantities made by chance; the seed is fixed, so every run makes the same ones. */
public final class RandomPricesTest {
    private final Random random = new Random(31);

    @Test
    public void more_pieces_never_cost_less() {
        for (int i = 0; i < 4_000; i++) {
            Money price = new Money(1 + random.nextInt(100_000));
            Money before = Money.ZERO;
            for (int quantity = 1; quantity <= 999; quantity++) {
                Money total = QuantityDiscount.takenOff(price.times(quantity), quantity);
                if (total.compareTo(before) < 0) {
                    Check.that(false, quantity + " pieces at " + price + " cost less than one piece fewer");
                }
                before = total;
            }
        }
    }

    @Test
    public void the_discount_is_never_more_than_eleven_percent() {
        for (int i = 0; i < 2_000_000; i++) {
            int quantity = 1 + random.nextInt(999);
            Money net = new Money(1L + random.nextInt(10_000_000));
            long left = QuantityDiscount.takenOff(net, quantity).cents();
            if (left > net.cents() || left * 100 < net.cents() * 89 - 50) {
                Check.that(false, quantity + " pieces for " + net + " became " + left + " cents");
            }
        }
    }
}
