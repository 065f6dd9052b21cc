package io.slipway.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefutationTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void never_refutes_what_can_be_done(long seed) {
        RandomBacklog backlog = RandomBacklog.onOneAgent(seed, 6);
        Backlog numbers = backlog.backlog();
        Refutation refutation = new Refutation(numbers);
        long best = TinySearch.best(backlog) / numbers.unitNanos;

        assertThat(refutation.refutes(best)).isFalse();
        assertThat(refutation.refutes(best + 1)).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void never_refutes_what_was_planned(long seed) {
        RandomBacklog backlog = RandomBacklog.onOneAgent(seed, 50);

        Schedule<Integer> schedule = backlog.plan(Effort.ofSchedules(100));

        assertThat(new Refutation(backlog.backlog()).refutes(schedule.makespan().toSeconds()))
                .isFalse();
    }

    @Test
    void often_refutes_more_than_the_simple_bounds() {
        long raised = LongStream.range(0, 60)
                .mapToObj(seed -> RandomBacklog.onOneAgent(seed, 20).backlog())
                .filter(backlog ->
                        new Refutation(backlog).refutes(Bound.of(backlog).units()))
                .count();

        assertThat(raised).isPositive();
    }
}
