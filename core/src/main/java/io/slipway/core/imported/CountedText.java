package io.slipway.core.imported;

/**
 * Text that lets itself be looked at 100,000 times and no more, for patterns that others wrote: some of them look for ever.
 * Confined to one thread, and used for one search.
 */
public final class CountedText implements CharSequence {
    private static final int MOST_LOOKS = 100_000;

    private final String text;
    private int looks;

    public CountedText(String text) {
        this.text = text;
    }

    /** @throws TooLongException after too many looks; what is searched for is then neither found nor not found */
    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) throw new TooLongException();
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** A search was given up. */
    public static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
