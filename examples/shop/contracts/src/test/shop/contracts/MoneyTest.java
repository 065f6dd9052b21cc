package shop.contracts;

import shop.testkit.Check;
import shop.testkit.Test;

public final class MoneyTest {
    @Test
    public void adds_and_multiplies() {
        Money sum = Money.euro(2, 50).times(3).plus(new Money(5)).minus(new Money(55));
        Check.equal(sum, Money.euro(7, 0));
    }

    @Test
    public void rounds_half_a_cent_away_from_zero() {
        Check.equal(new Money(50).percent(1), new Money(1));
        Check.equal(new Money(49).percent(1), Money.ZERO);
        Check.equal(new Money(-50).percent(1), new Money(-1));
        Check.equal(new Money(1999).percent(19), new Money(380));
    }

    @Test
    public void prints_cents_with_two_digits() {
        Check.equal(new Money(1205).toString(), "12.05 EUR");
        Check.equal(new Money(-7).toString(), "-0.07 EUR");
    }

    @Test
    public void compares_by_amount() {
        Check.that(new Money(99).compareTo(Money.euro(1, 0)) < 0, "99 cents are less than a euro");
    }

    @Test
    public void refuses_an_overflow_and_a_hundred_cents() {
        Check.refuses(ArithmeticException.class, "overflow", () -> new Money(Long.MAX_VALUE).times(2));
        Check.refuses(IllegalArgumentException.class, "cents: 100", () -> Money.euro(1, 100));
    }
}
