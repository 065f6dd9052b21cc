package shop.pricing;

import shop.contracts.Money;

/** The more, the cheaper: 5 percent off from five pieces, 10 percent from ten, 11 percent from fifty. */
final class QuantityDiscount {
    private QuantityDiscount() {}

    static Money takenOff(Money net, int quantity) {
        return net.minus(net.percent(percentFor(quantity)));
    }

    private static int percentFor(int quantity) {
        if (quantity >= 50) {
            return 11;
        }
        if (quantity >= 10) {
            return 10;
        }
        return quantity >= 5 ? 5 : 0;
    }
}
