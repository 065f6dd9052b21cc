package io.slipway.bench;

/** Says how many tasks may be in flight on a host, and is told how they went. Times are nanoseconds. */
interface Limiter {
    int limit();

    default void started(long now) {}

    /**
     * @param inFlight how many ran just after it had started, itself included
     * @param expected how long it was predicted to run
     */
    void completed(long now, long start, int inFlight, long expected);

    /** A reading of the host's pressure. */
    default void pressure(long now, double share) {}

    /** Always the same number. */
    static Limiter fixed(int limit) {
        return new Limiter() {
            @Override
            public int limit() {
                return limit;
            }

            @Override
            public void completed(long now, long start, int inFlight, long expected) {}
        };
    }
}
