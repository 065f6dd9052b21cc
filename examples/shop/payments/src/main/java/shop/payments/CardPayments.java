package shop.payments;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import shop.contracts.Money;
import shop.contracts.Payments;

/** The payments behind {@link Payments#load()}. Asking again for the same order takes the money once. */
public final class CardPayments implements Payments {
    private record Taken(CardNumber card, Money amount, Authorisation authorisation) {}

    private final SpendingLimit limit = new SpendingLimit(Money.euro(500, 0));
    private final Map<String, Taken> takenByOrder = new HashMap<>();

    @Override
    public synchronized Authorisation authorise(String orderId, String cardNumber, Money amount) {
        if (amount.compareTo(Money.ZERO) <= 0) {
            throw new IllegalArgumentException("amount: " + amount + " (expected: more than nothing)");
        }
        CardNumber card;
        try {
            card = new CardNumber(cardNumber);
        } catch (IllegalArgumentException mistyped) {
            return new Authorisation(false, mistyped.getMessage());
        }
        Taken before = takenByOrder.get(orderId);
        if (before != null) {
            return before.card().equals(card) && before.amount().equals(amount)
                    ? before.authorisation()
                    : new Authorisation(false, "order " + orderId + " was paid already, otherwise");
        }
        if (!limit.spend(card, amount)) {
            return new Authorisation(false, "over the limit of the " + card);
        }
        Authorisation granted = new Authorisation(true, reference(orderId, amount));
        takenByOrder.put(orderId, new Taken(card, amount, granted));
        return granted;
    }

    private static String reference(String orderId, Money amount) {
        CRC32 sum = new CRC32();
        sum.update((orderId + "/" + amount.cents()).getBytes(StandardCharsets.UTF_8));
        return "P-%08X".formatted(sum.getValue());
    }
}
