package shop.payments;

/** The number of a card; its last digit checks the others (Luhn's rule). */
record CardNumber(String digits) {
    CardNumber {
        digits = digits.replace(" ", "");
        if (!digits.matches("[0-9]{12,19}")) {
            throw new IllegalArgumentException("card: not 12 to 19 digits");
        }
        if (checksum(digits) % 10 != 0) {
            throw new IllegalArgumentException("card: mistyped (its check digit does not fit)");
        }
    }

    /** Never the whole number: this ends up in logs. */
    @Override
    public String toString() {
        return "card ending " + digits.substring(digits.length() - 4);
    }

    private static int checksum(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum;
    }
}
