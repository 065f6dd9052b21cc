package io.slipway.jenkins.capability;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What nodes measured of themselves lately. Nodes are asked and their answers looked for later, so that one that does not
 * answer keeps nobody waiting; what is old counts for nothing. Thread-safe; {@link #of} is O(1).
 */
public final class Readings {
    private static final long FRESH_NANOS = Duration.ofMinutes(2).toNanos();

    private final LongSupplier nanos;
    private final ConcurrentMap<String, Future<double[]>> asked = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Read> read = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    private record Read(NodeLoad load, long nanos) {}

    /** Asks a node. */
    @FunctionalInterface
    public interface Question {
        /** An answer that comes later. */
        Future<double[]> ask() throws Exception;
    }

    /**
     * @param nanos time that passes, in nanoseconds of any clock
     */
    public Readings(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How much the node has to do. */
    public NodeLoad of(String node) {
        Read last = read.get(node);
        return last == null || nanos.getAsLong() - last.nanos() > FRESH_NANOS ? NodeLoad.UNKNOWN : last.load();
    }

    /** Asks the node once more, if it has answered what it was asked before. */
    public void ask(String node, Question question) {
        Future<double[]> before = asked.get(node);
        if (before != null && !before.isDone()) return;
        try {
            asked.put(node, question.ask());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            asked.remove(node); // it left, and is asked again when it is back
        }
    }

    /** Takes what has been answered; forgets the nodes that are no more. */
    public void take(Set<String> nodes) {
        asked.keySet().retainAll(nodes);
        read.keySet().retainAll(nodes);
        asked.forEach((node, answer) -> {
            if (!answer.isDone() || !asked.remove(node, answer)) return;
            try {
                read.put(node, new Read(NodeLoad.of(answer.get(), count.incrementAndGet()), nanos.getAsLong()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | RuntimeException e) {
                read.remove(node); // nothing is known of it
            }
        });
    }
}
