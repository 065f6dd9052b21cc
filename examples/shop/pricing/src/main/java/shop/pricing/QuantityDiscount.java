package shop.pricing;

import shop.contracts.Money;

/** The more, the cheaper: 5 percent off from five pieces, 10 percent from ten, 15 percent from fifty. */
final class QuantityDiscount {
    private QuantityDiscount() {}

    static Money takenOff(Money net, int quantity) {
        return net.minus(net.percent(percentFor(quantity)));
    }

    private static int percentFor(int quantity) {
        if (quantity >= 50) {
            return 15;
        }
        if (quantity >= 10) {
            return 10;
        }
        return quantity >= 5 ? 5 : 0;
    }
}
