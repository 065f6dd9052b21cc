package io.slipway.core.plan;

/**
 * What no schedule of a backlog can beat, in its units of time.
 *
 * @param units at least so long
 * @param because why
 */
record Bound(long units, LowerBound.Argument because) {
    static Bound of(Backlog backlog) {
        long longest = 0;
        long[] tail = Tails.of(backlog, false);
        for (int i = 0; i < backlog.size; i++) longest = Math.max(longest, tail[i] + backlog.shortest[i]);
        Bound best = new Bound(longest, LowerBound.Argument.CRITICAL_PATH);
        return best;
    }
}
