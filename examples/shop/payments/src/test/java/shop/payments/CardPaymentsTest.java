package shop.payments;

import shop.contracts.Money;
import shop.contracts.Payments;
import shop.contracts.Payments.Authorisation;
import shop.testkit.Check;
import shop.testkit.Test;

public final class CardPaymentsTest {
    private static final String CARD = "4111111111111111";

    private final Payments payments = Payments.load();

    @Test
    public void takes_money_once_however_often_it_is_asked() {
        Authorisation first = payments.authorise("o-1", CARD, Money.euro(300, 0));
        Authorisation second = payments.authorise("o-1", CARD, Money.euro(300, 0));
        Check.that(first.granted(), "the first is granted");
        Check.equal(second, first);
        Check.that(payments.authorise("o-2", CARD, Money.euro(200, 0)).granted(), "500 in all is not over the limit");
    }

    @Test
    public void another_amount_for_a_paid_order_is_refused() {
        payments.authorise("o-1", CARD, Money.euro(1, 0));
        Authorisation other = payments.authorise("o-1", CARD, Money.euro(2, 0));
        Check.equal(other, new Authorisation(false, "order o-1 was paid already, otherwise"));
    }

    @Test
    public void a_card_ends_at_its_limit_and_other_cards_do_not() {
        payments.authorise("o-1", CARD, Money.euro(499, 99));
        Authorisation over = payments.authorise("o-2", CARD, new Money(2));
        Check.equal(over, new Authorisation(false, "over the limit of the card ending 1111"));
        Check.that(payments.authorise("o-3", CARD, new Money(1)).granted(), "a refused amount was not counted");
        Check.that(
                payments.authorise("o-4", "5500005555555559", Money.euro(9, 0)).granted(), "another card");
    }

    @Test
    public void a_mistyped_card_is_an_answer_and_a_free_order_a_mistake() {
        Check.that(
                !payments.authorise("o-1", "4111111111111112", Money.euro(1, 0)).granted(), "mistyped");
        Check.refuses(
                IllegalArgumentException.class, "more than nothing", () -> payments.authorise("o-1", CARD, Money.ZERO));
    }
}
