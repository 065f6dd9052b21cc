package shop.pricing;

import java.util.Properties;
import shop.contracts.Money;
import shop.contracts.Sku;
import shop.testkit.Check;
import shop.testkit.Test;

public final class PriceListTest {
    @Test
    public void reads_euros_and_cents() {
        PriceList list = listOf("TEA-100", " 9.9 ");
        Check.equal(list.of(new Sku("TEA-100")), new Money(990));
    }

    @Test
    public void refuses_a_price_of_nothing_and_half_a_cent() {
        Check.refuses(IllegalArgumentException.class, "TEA-100: 0", () -> listOf("TEA-100", "0"));
        Check.refuses(ArithmeticException.class, "", () -> listOf("TEA-100", "1.005"));
        Check.refuses(IllegalArgumentException.class, "sku: tea", () -> listOf("tea", "1"));
    }

    @Test
    public void names_what_has_a_price_when_asked_for_something_else() {
        PriceList list = listOf("TEA-100", "1");
        Check.refuses(
                IllegalArgumentException.class,
                "MUG-200 has no price (expected: one of [TEA-100])",
                () -> list.of(new Sku("MUG-200")));
    }

    private static PriceList listOf(String sku, String price) {
        Properties prices = new Properties();
        prices.setProperty(sku, price);
        return new PriceList(prices);
    }
}
