package shop.contracts;

/** An amount in euro cents. */
public record Money(long cents) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);

    public static Money euro(long euros, int cents) {
        if (cents < 0 || cents > 99) {
            throw new IllegalArgumentException("cents: " + cents + " (expected: 0 to 99)");
        }
        return new Money(Math.addExact(Math.multiplyExact(euros, 100), cents));
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(cents, other.cents));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(cents, other.cents));
    }

    public Money times(int factor) {
        return new Money(Math.multiplyExact(cents, factor));
    }

    /** This share of the amount, half a cent rounded away from zero, as invoices do. */
    public Money percent(int percent) {
        long hundredths = Math.multiplyExact(cents, percent);
        long half = hundredths < 0 ? -50 : 50;
        return new Money((hundredths + half) / 100);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(cents, other.cents);
    }

    @Override
    public String toString() {
        long amount = Math.abs(cents);
        return "%s%d.%02d EUR".formatted(cents < 0 ? "-" : "", amount / 100, amount % 100);
    }
}
