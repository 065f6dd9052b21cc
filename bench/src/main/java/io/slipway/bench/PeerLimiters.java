package io.slipway.bench;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.GradientLimit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import java.util.concurrent.TimeUnit;

/** The limiters of Netflix concurrency-limits, set for a build host: from 8, at least 1, at most 200. */
final class PeerLimiters {
    private static final int INITIAL = 8;
    private static final int MOST = 200;

    private PeerLimiters() {}

    static Limiter gradient2() {
        return of(gradient2Limit());
    }

    static Limiter windowedGradient2() {
        // A queue of 1: the window smooths already.
        Gradient2Limit limit = Gradient2Limit.newBuilder()
                .initialLimit(INITIAL)
                .minLimit(1)
                .maxConcurrency(MOST)
                .queueSize(1)
                .build();
        return of(WindowedLimit.newBuilder()
                .minWindowTime(60, TimeUnit.SECONDS)
                .maxWindowTime(120, TimeUnit.SECONDS)
                .windowSize(10)
                .build(limit));
    }

    static Limiter gradient() {
        return of(GradientLimit.newBuilder()
                .initialLimit(INITIAL)
                .minLimit(1)
                .maxConcurrency(MOST)
                .build());
    }

    static Limiter aimd() {
        return of(AIMDLimit.newBuilder()
                .initialLimit(INITIAL)
                .minLimit(1)
                .maxLimit(MOST)
                .timeout(60, TimeUnit.SECONDS)
                .build());
    }

    static Limiter vegas() {
        return of(VegasLimit.newBuilder()
                .initialLimit(INITIAL)
                .maxConcurrency(MOST)
                .build());
    }

    private static Gradient2Limit gradient2Limit() {
        return Gradient2Limit.newBuilder()
                .initialLimit(INITIAL)
                .minLimit(1)
                .maxConcurrency(MOST)
                .build();
    }

    private static Limiter of(Limit limit) {
        return new Limiter() {
            @Override
            public int limit() {
                return limit.getLimit();
            }

            @Override
            public void completed(long now, long start, int inFlight, long expected) {
                limit.onSample(start, now - start, inFlight, false);
            }
        };
    }
}
