package shop.pricing;

import shop.contracts.Money;
import shop.contracts.OrderLine;
import shop.contracts.Prices;

/** The prices behind {@link Prices#load()}. */
public final class ShopPrices implements Prices {
    private static final int VAT_PERCENT = 19;

    private final PriceList list = PriceList.ofTheShop();

    @Override
    public Money priceOf(OrderLine line) {
        Money net = list.of(line.sku()).times(line.quantity());
        return QuantityDiscount.takenOff(net, line.quantity());
    }

    @Override
    public Money withVat(Money net) {
        return net.plus(net.percent(VAT_PERCENT));
    }
}
