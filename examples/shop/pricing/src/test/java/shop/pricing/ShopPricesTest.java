package shop.pricing;

import shop.contracts.Money;
import shop.contracts.OrderLine;
import shop.contracts.Prices;
import shop.contracts.Sku;
import shop.testkit.Check;
import shop.testkit.Test;

public final class ShopPricesTest {
    private final Prices prices = Prices.load();

    @Test
    public void multiplies_the_price_of_one() {
        Check.equal(prices.priceOf(new OrderLine(new Sku("TEA-100"), 4)), Money.euro(50, 0));
    }

    @Test
    public void takes_the_discount_off_from_the_first_piece_that_earns_it() {
        Money mug = Money.euro(14, 0);
        Sku sku = new Sku("MUG-200");
        Check.equal(prices.priceOf(new OrderLine(sku, 5)), mug.times(5).percent(95));
        Check.equal(prices.priceOf(new OrderLine(sku, 9)), mug.times(9).percent(95));
        Check.equal(prices.priceOf(new OrderLine(sku, 10)), mug.times(10).percent(90));
        Check.equal(prices.priceOf(new OrderLine(sku, 50)), mug.times(50).percent(89));
    }

    @Test
    public void adds_nineteen_percent_of_vat() {
        Check.equal(prices.withVat(Money.euro(100, 0)), Money.euro(119, 0));
    }
}
