package io.slipway.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often a task is tried, by what went wrong, and how long is waited in between. Immutable.
 *
 * <p>Each kind of failure is counted by itself: with three attempts for timeouts, the third timeout is the last.
 *
 * @param byFailure for each kind of failure that is tried again; what is not in it ends the task
 * @param exitCodes with which of its exit codes a command that failed is tried again; with any when empty
 * @param onLost what to do when its agent is lost; by the kind of the task when absent
 */
public record RetryPolicy(
        SortedMap<Failure, Backoff> byFailure, SortedSet<Integer> exitCodes, Optional<OnLost> onLost) {
    /** A failure is final, but for a lost agent: once may be an accident, three times is the task. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(new TreeMap<>(Map.of(Failure.LOST, Backoff.atOnce(3))), new TreeSet<>(), Optional.empty());

    public RetryPolicy {
        byFailure = Collections.unmodifiableSortedMap(new TreeMap<>(byFailure));
        exitCodes = Collections.unmodifiableSortedSet(new TreeSet<>(exitCodes));
        requireNonNull(onLost, "onLost");
    }

    /** What can go wrong with an attempt. */
    public enum Failure {
        /** The command failed. */
        EXIT,
        TIMEOUT,
        /** Its agent is gone. */
        LOST,
        /** It used more memory or disk than it may. */
        EXCEEDED;

        /** As a definition writes it: {@code exit}, {@code timeout}, {@code lost}, {@code exceeded}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of a task whose agent is lost. Nobody knows how far it got. */
    public enum OnLost {
        RETRY,
        /** A person looks at what it did and decides. */
        HOLD,
        FAIL;

        /** As a definition writes it: {@code retry}, {@code hold}, {@code fail}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Before attempt <i>n</i> + 1, <i>n</i> ≥ 1, it is waited for {@code first · factor^(n-1)}, at most {@code most}, less
     * or more by up to {@code jitter} of that. Immutable.
     *
     * @param attempts how often in all
     * @param first wait after the first failure
     * @param jitter from 0 to 1; keeps those that failed together from coming back together
     */
    public record Backoff(int attempts, Duration first, double factor, Duration most, double jitter) {
        public Backoff {
            if (attempts < 1) throw new IllegalArgumentException("attempts: " + attempts + " (expected: >= 1)");
            if (first.isNegative()) throw new IllegalArgumentException("first: " + first + " (expected: >= 0)");
            if (!(factor >= 1)) throw new IllegalArgumentException("factor: " + factor + " (expected: >= 1)");
            if (most.compareTo(first) < 0)
                throw new IllegalArgumentException("most: " + most + " (expected: at least first, " + first + ")");
            if (!(jitter >= 0 && jitter <= 1))
                throw new IllegalArgumentException("jitter: " + jitter + " (expected: from 0 to 1)");
        }

        /** Without waiting. */
        public static Backoff atOnce(int attempts) {
            return new Backoff(attempts, Duration.ZERO, 1, Duration.ZERO, 0);
        }

        /** Twice as long each time, up to five minutes, and a fifth more or less. */
        public static Backoff doubling(int attempts, Duration first) {
            Duration most = Duration.ofMinutes(5);
            return new Backoff(attempts, first, 2, first.compareTo(most) > 0 ? first : most, 0.2);
        }

        /**
         * How long to wait after failure number {@code failures}, in whole milliseconds.
         *
         * @param seed any number; the same gives the same wait
         */
        public Duration waitAfter(int failures, long seed) {
            double millis = Math.min(most.toMillis(), first.toMillis() * StrictMath.pow(factor, failures - 1.0));
            return Duration.ofMillis(Math.round(millis * (1 + jitter * (2 * uniform(seed) - 1))));
        }

        /** From 0 to 1, by the finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable generators, 2014). */
        private static double uniform(long seed) {
            long mixed = seed + 0x9E3779B97F4A7C15L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            mixed ^= mixed >>> 31;
            return (mixed >>> 11) * 0x1.0p-53;
        }
    }

    public Optional<Backoff> after(Failure failure) {
        return Optional.ofNullable(byFailure.get(failure));
    }

    /** Whether a command that failed with this exit code may be tried again. */
    public boolean triesAgainAfterExit(int code) {
        return exitCodes.isEmpty() || exitCodes.contains(code);
    }

    /** The same with another answer to one kind of failure. */
    public RetryPolicy with(Failure failure, Backoff backoff) {
        TreeMap<Failure, Backoff> changed = new TreeMap<>(byFailure);
        changed.put(failure, backoff);
        return new RetryPolicy(changed, exitCodes, onLost);
    }

    /** The same with another answer to a lost agent. */
    public RetryPolicy onLost(OnLost answer) {
        return new RetryPolicy(byFailure, exitCodes, Optional.of(answer));
    }

    /** The same, but a command that failed is tried again only with one of these exit codes. */
    public RetryPolicy onlyExitCodes(Collection<Integer> codes) {
        return new RetryPolicy(byFailure, new TreeSet<>(codes), onLost);
    }
}
