package io.slipway.jenkins.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.slipway.core.agent.Vitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Readings readings = new Readings(nanos::get);

    @Test
    void what_a_node_answers_is_known_when_it_is_taken() {
        readings.ask("one", () -> CompletableFuture.completedFuture(new double[] {1.5, 0.25}));
        assertThat(readings.of("one")).isEqualTo(NodeLoad.UNKNOWN);

        readings.take(Set.of("one"));

        assertThat(readings.of("one")).isEqualTo(new NodeLoad(1.5, 0.25, 1));
    }

    @Test
    void a_node_that_does_not_answer_is_not_asked_again_and_keeps_nobody_waiting() {
        CompletableFuture<double[]> never = new CompletableFuture<>();
        readings.ask("one", () -> never);
        readings.take(Set.of("one"));

        readings.ask("one", () -> {
            throw new AssertionError("asked again");
        });

        assertThat(readings.of("one")).isEqualTo(NodeLoad.UNKNOWN);
    }

    @Test
    void what_is_old_counts_for_nothing() {
        readings.ask("one", () -> CompletableFuture.completedFuture(new double[] {2, 0}));
        readings.take(Set.of("one"));

        nanos.addAndGet(Duration.ofMinutes(3).toNanos());

        assertThat(readings.of("one")).isEqualTo(NodeLoad.UNKNOWN);
        assertThat(readings.of("one").vitals()).isEqualTo(Vitals.NONE);
    }

    @Test
    void a_node_that_failed_to_answer_or_is_gone_is_unknown() {
        readings.ask("one", () -> CompletableFuture.failedFuture(new IOException("gone")));
        readings.ask("two", () -> CompletableFuture.completedFuture(new double[] {2, 0}));
        readings.take(Set.of("one"));

        assertThat(readings.of("one")).isEqualTo(NodeLoad.UNKNOWN);
        assertThat(readings.of("two")).isEqualTo(NodeLoad.UNKNOWN);
    }

    @Test
    void a_node_that_says_nonsense_is_believed_within_bounds() {
        assertThat(NodeLoad.of(new double[] {Double.NaN, -3}, 1)).isEqualTo(new NodeLoad(0, 0, 1));
        assertThat(NodeLoad.of(new double[] {Double.POSITIVE_INFINITY, 7}, 1)).isEqualTo(new NodeLoad(100, 1, 1));
        assertThat(NodeLoad.of(new double[0], 1)).isEqualTo(NodeLoad.UNKNOWN);
    }

    @Test
    void pressure_is_the_worst_that_the_system_tells(@TempDir Path proc) throws IOException {
        Files.writeString(proc.resolve("cpu"), "some avg10=12.50 avg60=1.00 avg300=0.10 total=1\nfull avg10=90.00 x\n");
        Files.writeString(proc.resolve("io"), "some avg10=40.01 avg60=1.00 avg300=0.10 total=1\n");

        assertThat(NodeLoad.pressure(proc)).isCloseTo(0.4001, within(1e-9));
        assertThat(NodeLoad.pressure(proc.resolve("none"))).isZero();
    }

    @Test
    void this_machine_can_be_measured() {
        double[] measured = NodeLoad.measure();

        assertThat(measured).hasSize(2);
        assertThat(measured[0]).isNotNegative();
        assertThat(measured[1]).isBetween(0.0, 1.0);
    }
}
