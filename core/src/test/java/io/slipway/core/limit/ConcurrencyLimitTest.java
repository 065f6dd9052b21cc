package io.slipway.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrencyLimitTest {
    @Test
    void one_that_was_under_pressure_when_that_was_written_down_says_when_it_is_not_any_more() {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 20, true);
        assertThat(limit.isUnderPressure()).isTrue();
        limit.started(0, 1);

        Optional<LimitChange> change = limit.finished(
                1_000_000_000L,
                1,
                new Sample(Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(1)), 1, Sample.Outcome.COMPLETED));

        assertThat(change).map(LimitChange::underPressure).contains(false);
    }

    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest(name = "capacity {0}, seed {1}")
    @CsvSource({"2, 1", "6, 2", "16, 3", "24, 4", "48, 5"})
    void finds_what_a_host_carries_from_how_long_tasks_take(int capacity, long seed) {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 200);
        HostModel host = new HostModel(limit, capacity, seed).completions(500);
        host.shareOfCapacity();

        host.completions(1_000);

        assertThat(host.shareOfCapacity()).isGreaterThan(0.9);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void follows_a_host_that_becomes_smaller(long seed) {
        HostModel host = new HostModel(new ConcurrencyLimit(8, 200), 16, seed).completions(600);

        int completions = host.capacity(6).completionsUntilNear(500);

        assertThat(completions).isLessThan(60);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void follows_a_host_that_becomes_larger(long seed) {
        HostModel host = new HostModel(new ConcurrencyLimit(8, 200), 6, seed).completions(600);

        int completions = host.capacity(24).completionsUntilNear(1_000);

        assertThat(completions).isLessThan(200);
    }

    @ParameterizedTest(name = "all predictions {0} times what they should be, seed {1}")
    @CsvSource({"0.5, 1", "0.7, 2", "1.4, 3", "2, 4"})
    void is_not_misled_by_predictions_that_are_all_wrong_by_the_same(double factor, long seed) {
        HostModel host = new HostModel(new ConcurrencyLimit(8, 200), 16, seed, factor, 0.03).completions(2_000);
        host.shareOfCapacity();

        host.completions(2_000);

        assertThat(host.shareOfCapacity()).isGreaterThan(0.75);
    }

    @ParameterizedTest(name = "each task too many costs {0}, seed {1}")
    @CsvSource({"0, 1", "0.01, 2", "0.06, 3"})
    void copes_with_hosts_that_lose_another_amount_by_each_task_too_many(double loss, long seed) {
        HostModel host = new HostModel(new ConcurrencyLimit(8, 200), 16, seed, 1, loss).completions(500);
        host.shareOfCapacity();

        host.completions(1_000);

        assertThat(host.shareOfCapacity()).isGreaterThan(0.88);
    }

    @ParameterizedTest(name = "ceiling {0}")
    @ValueSource(ints = {1, 2, 5, 20})
    void never_passes_its_ceiling_on_a_host_that_carries_more(int ceiling) {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, ceiling);

        HostModel host = new HostModel(limit, 64, 7).completions(500);

        assertThat(host.most()).isEqualTo(ceiling);
        assertThat(limit.value()).isEqualTo(ceiling);
    }

    @Test
    void lets_one_task_run_on_a_host_that_carries_none() {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 200);
        for (int i = 1; i <= 200; i++) {
            limit.started(i * SECOND, 1);
            limit.finished(i * SECOND + SECOND / 2, 1, dropped(Duration.ofMillis(500)));
        }

        assertThat(limit.value()).isEqualTo(1);
    }

    @Test
    void does_not_grow_while_less_than_the_limit_is_in_flight() {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 200);

        HostModel host = new HostModel(limit, 64, 9).completionsWithAtMost(7, 1_000);

        assertThat(host.changes()).noneSatisfy(change -> assertThat(change.to()).isGreaterThan(change.from()));
        assertThat(limit.value()).isBetween(1, 8);
    }

    @Test
    void does_not_shrink_a_quiet_host_to_find_out_how_fast_it_is() {
        HostModel host = new HostModel(new ConcurrencyLimit(8, 8), 64, 11).completions(1_000);

        assertThat(host.changes()).allSatisfy(change -> assertThat(change.to()).isGreaterThanOrEqualTo(7));
        assertThat(host.shareOfCapacity()).isGreaterThan(7.9 / 64);
    }

    @Test
    void decides_the_same_again_from_the_same_samples() {
        List<LimitChange> first = new HostModel(new ConcurrencyLimit(8, 200), 12, 3)
                .completions(500)
                .changes();
        List<LimitChange> second = new HostModel(new ConcurrencyLimit(8, 200), 12, 3)
                .completions(500)
                .changes();

        assertThat(second).isEqualTo(first).isNotEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void tells_every_change_of_its_value(long seed) {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 200);
        HostModel host = new HostModel(limit, 20, seed).completions(500);
        int value = 8;
        for (LimitChange change : host.changes()) {
            assertThat(change.from()).isEqualTo(value);
            value = change.to();
        }

        assertThat(limit.value()).isEqualTo(value);
    }

    @Test
    void comes_down_when_the_host_says_that_its_tasks_wait() {
        ConcurrencyLimit limit = new ConcurrencyLimit(16, 200);
        for (int i = 0; i < 16; i++) limit.started(0, 1);

        Optional<LimitChange> last = Optional.empty();
        for (int second = 2; second <= 40; second += 2) {
            Optional<LimitChange> change = limit.pressure(second * SECOND, 0.5 * (1 - Math.exp(-second / 10.0)));
            if (change.isPresent()) last = change;
        }

        assertThat(last).isPresent();
        assertThat(last.get().cause()).isEqualTo(LimitChange.Cause.PRESSURE);
        assertThat(last.get().underPressure()).isTrue();
        assertThat(limit.value()).isBetween(8, 9);
    }

    @Test
    void goes_up_when_the_host_says_that_no_task_waits_any_more() {
        ConcurrencyLimit limit = new ConcurrencyLimit(6, 200);
        for (int i = 0; i < 6; i++) limit.started(0, 1);
        long now = 0;
        while (limit.value() < 24 && now < 600) {
            now += 2;
            limit.pressure(now * SECOND, 0);
            while (limit.inFlight() < limit.value()) limit.started(now * SECOND, 1);
        }

        assertThat(now).isLessThan(300);
    }

    @Test
    void stops_growing_when_memory_is_short_and_shrinks_when_it_is_nearly_gone() {
        ConcurrencyLimit limit = new ConcurrencyLimit(10, 20);
        for (int i = 0; i < 10; i++) limit.started(0, 1);

        Optional<LimitChange> change = limit.memory(0.01);

        assertThat(change).contains(new LimitChange(10, 9, true, LimitChange.Cause.MEMORY));
        assertThat(limit.memory(0.15)).isEmpty();
        assertThat(limit.memory(0.5).map(LimitChange::underPressure)).contains(false);
        assertThat(limit.isUnderPressure()).isFalse();
    }

    @Test
    void memory_never_takes_the_last_slot() {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 20);
        limit.started(0, 1);

        limit.memory(0);

        assertThat(limit.value()).isEqualTo(1);
    }

    @Test
    void comes_down_after_tasks_that_the_host_could_not_carry() {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 200);
        for (int i = 0; i < 8; i++) limit.started(0, 1);
        for (int i = 1; i <= 6; i++) {
            limit.finished(i * SECOND, 1, dropped(Duration.ofSeconds(i)));
            while (limit.inFlight() < limit.value()) limit.started(i * SECOND, 1);
        }

        assertThat(limit.value()).isLessThan(6);
    }

    @Test
    void says_that_it_came_down_for_a_drop() {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 200);
        for (int i = 0; i < 8; i++) limit.started(0, 1);

        Optional<LimitChange> change = limit.finished(SECOND, 1, dropped(Duration.ofSeconds(1)));

        assertThat(change).contains(new LimitChange(8, 7, false, LimitChange.Cause.DROP));
    }

    @Test
    void leaves_as_many_as_run_where_memory_is_just_at_its_reserve_and_all_where_there_is_twice_as_much() {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 8);
        for (int i = 0; i < 4; i++) limit.started(0, 1);

        limit.memory(0.1);
        assertThat(limit.value()).isEqualTo(4);
        assertThat(limit.isUnderPressure()).isTrue();

        limit.finished(SECOND, 1, completed(Duration.ofSeconds(1), Duration.ofSeconds(1), 4));
        limit.memory(0.2);
        assertThat(limit.isUnderPressure()).isFalse();
    }

    @Test
    void goes_on_from_what_a_person_set_whatever_it_had_learnt() {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 200);
        new HostModel(limit, 32, 5).completions(1_500);
        assertThat(limit.value()).isGreaterThan(20);

        limit.set(4);
        long at = 1_000_000 * SECOND;
        while (limit.inFlight() < 4) limit.started(at, 1);
        limit.finished(at + SECOND, 1, completed(Duration.ofSeconds(1), Duration.ofSeconds(1), 4));

        assertThat(limit.value()).isLessThanOrEqualTo(5);
    }

    @Test
    void comes_back_step_by_step_when_nothing_is_dropped_any_more() {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 200);
        for (int i = 0; i < 8; i++) limit.started(0, 1);
        limit.finished(SECOND, 1, dropped(Duration.ofSeconds(1)));
        assertThat(limit.value()).isEqualTo(7);

        int completions = 0;
        for (long at = 2; limit.value() < 8 && completions < 100; at += 10, completions++) {
            limit.finished(at * SECOND, 1, completed(Duration.ofSeconds(10), Duration.ofSeconds(10), 7));
            while (limit.inFlight() < limit.value()) limit.started(at * SECOND, 1);
        }

        assertThat(completions).isEqualTo(7);
    }

    @Test
    void learns_nothing_from_tasks_that_were_cancelled_or_never_expected() {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 200);
        for (int i = 0; i < 400; i++) {
            while (limit.inFlight() < 8) limit.started(i * 100 * SECOND, 1);
            boolean cancelled = i % 2 == 0;
            Sample sample = new Sample(
                    Duration.ofSeconds(1_000),
                    cancelled ? Optional.of(Duration.ofSeconds(1)) : Optional.empty(),
                    8,
                    cancelled ? Sample.Outcome.IGNORED : Sample.Outcome.COMPLETED);
            assertThat(limit.finished((i + 1) * 100 * SECOND, 1, sample)).isEmpty();
        }

        assertThat(limit.value()).isEqualTo(8);
    }

    @Test
    void counts_heavy_tasks_by_their_weight() {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 200);
        limit.started(0, 4);
        limit.started(0, 3);
        limit.finished(SECOND, 4, completed(Duration.ofSeconds(1), Duration.ofSeconds(1), 7));

        assertThat(limit.inFlight()).isEqualTo(3);
    }

    @Test
    void uses_what_ran_beside_a_task_that_it_was_not_told_of() {
        ConcurrencyLimit limit = new ConcurrencyLimit(16, 200);
        for (int i = 1; i <= 30; i++)
            limit.finished(i * SECOND, 1, completed(Duration.ofSeconds(80), Duration.ofSeconds(20), 16));

        assertThat(limit.value()).isLessThan(9);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void begins_anew_from_what_a_person_sets() {
        ConcurrencyLimit limit = new ConcurrencyLimit(8, 20);

        assertThat(limit.set(3)).contains(new LimitChange(8, 3, false, LimitChange.Cause.SET));
        assertThat(limit.set(3)).isEmpty();
        assertThat(limit.value()).isEqualTo(3);
        assertThat(limit.ceiling()).isEqualTo(20);
    }

    @Test
    void a_clock_that_goes_back_counts_as_standing_still() {
        ConcurrencyLimit limit = new ConcurrencyLimit(4, 20);
        limit.started(100 * SECOND, 1);

        limit.started(50 * SECOND, 1);
        limit.finished(90 * SECOND, 1, completed(Duration.ZERO, Duration.ofSeconds(1), 2));

        assertThat(limit.inFlight()).isEqualTo(1);
    }

    @Test
    void says_what_it_expects() {
        ConcurrencyLimit limit = new ConcurrencyLimit(4, 20);

        assertThatThrownBy(() -> new ConcurrencyLimit(1, 0)).hasMessage("ceiling: 0 (expected: >= 1)");
        assertThatThrownBy(() -> new ConcurrencyLimit(21, 20)).hasMessage("value: 21 (expected: 1 to 20)");
        assertThatThrownBy(() -> limit.set(0)).hasMessage("value: 0 (expected: 1 to 20)");
        assertThatThrownBy(() -> limit.started(0, 0)).hasMessage("weight: 0 (expected: >= 1)");
        assertThatThrownBy(() -> limit.pressure(0, 1.5)).hasMessage("share: 1.5 (expected: 0 to 1)");
        assertThatThrownBy(() -> limit.memory(Double.NaN)).hasMessage("share: NaN (expected: 0 to 1)");
    }

    private static Sample completed(Duration actual, Duration expected, int inFlight) {
        return new Sample(actual, Optional.of(expected), inFlight, Sample.Outcome.COMPLETED);
    }

    private static Sample dropped(Duration actual) {
        return new Sample(actual, Optional.empty(), 1, Sample.Outcome.DROPPED);
    }
}
