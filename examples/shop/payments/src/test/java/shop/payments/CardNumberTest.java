package shop.payments;

import shop.testkit.Check;
import shop.testkit.Test;

public final class CardNumberTest {
    @Test
    public void accepts_a_number_that_checks_with_or_without_spaces() {
        Check.equal(new CardNumber("4111 1111 1111 1111"), new CardNumber("4111111111111111"));
    }

    @Test
    public void notices_any_single_wrong_digit() {
        String right = "4111111111111111";
        for (int i = 0; i < right.length(); i++) {
            String wrong = right.substring(0, i) + (right.charAt(i) - '0' + 1) % 10 + right.substring(i + 1);
            Check.refuses(IllegalArgumentException.class, "mistyped", () -> new CardNumber(wrong));
        }
    }

    @Test
    public void refuses_letters_and_short_numbers() {
        Check.refuses(IllegalArgumentException.class, "12 to 19 digits", () -> new CardNumber("4111x11111111111"));
        Check.refuses(IllegalArgumentException.class, "12 to 19 digits", () -> new CardNumber("18"));
    }

    @Test
    public void shows_only_the_last_four_digits() {
        Check.equal(new CardNumber("5500005555555559").toString(), "card ending 5559");
    }
}
