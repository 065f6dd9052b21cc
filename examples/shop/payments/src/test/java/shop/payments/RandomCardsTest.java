package shop.payments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import shop.contracts.Money;
import shop.contracts.Payments.Authorisation;
import shop.testkit.Check;
import shop.testkit.Test;

/** Cards and payments made by chance; the seed is fixed, so every run makes the same ones. */
public final class RandomCardsTest {
    private final Random random = new Random(1954);

    /** Luhn's rule notices every swap of two neighbours but 0 and 9. */
    @Test
    public void notices_two_digits_that_were_swapped() {
        for (int i = 0; i < 8_000; i++) {
            String right = card();
            int at = random.nextInt(15);
            char first = right.charAt(at);
            char second = right.charAt(at + 1);
            if (first == second || first - '0' + second - '0' == 9 && (first == '0' || second == '0')) {
                continue;
            }
            String swapped = right.substring(0, at) + second + first + right.substring(at + 2);
            Check.refuses(IllegalArgumentException.class, "mistyped", () -> new CardNumber(swapped));
        }
    }

    @Test
    public void no_card_ever_spends_more_than_its_limit_and_none_is_refused_early() {
        List<String> cards = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            cards.add(card());
        }
        CardPayments payments = new CardPayments();
        Map<String, Long> spent = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            String card = cards.get(random.nextInt(cards.size()));
            long cents = 1 + random.nextInt(9_999);
            long total = spent.getOrDefault(card, 0L) + cents;
            Authorisation answer = payments.authorise("o-" + i, card, new Money(cents));
            Check.equal(answer.granted(), total <= 50_000);
            if (answer.granted()) {
                spent.put(card, total);
            }
        }
    }

    private String card() {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            digits.append(random.nextInt(10));
        }
        for (int check = 0; check < 10; check++) {
            try {
                return new CardNumber(digits.toString() + check).digits();
            } catch (IllegalArgumentException next) {
                // One of the ten fits.
            }
        }
        throw new AssertionError("no check digit fits " + digits);
    }
}
