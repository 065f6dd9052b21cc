package shop.payments;

import java.util.HashMap;
import java.util.Map;
import shop.contracts.Money;

/** How much one card may spend in all, until the process ends. */
final class SpendingLimit {
    private final Money limit;
    private final Map<CardNumber, Money> spent = new HashMap<>();

    SpendingLimit(Money limit) {
        this.limit = limit;
    }

    /** Counts the amount and answers true, or leaves everything as it was and answers false. */
    boolean spend(CardNumber card, Money amount) {
        Money total = spent.getOrDefault(card, Money.ZERO).plus(amount);
        if (total.compareTo(limit) > 0) {
            return false;
        }
        spent.put(card, total);
        return true;
    }
}
