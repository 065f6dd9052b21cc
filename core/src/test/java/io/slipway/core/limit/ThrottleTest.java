package io.slipway.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
    @Test
    void lets_tasks_start_until_their_weights_fill_it() {
        Throttle throttle = new Throttle("database", 5);
        throttle.take(3);

        assertThat(throttle.whyNot(2, Urgency.LOW)).isEmpty();
        assertThat(throttle.whyNot(3, Urgency.URGENT)).contains(new Refusal("database", 5, 5, 3, 3));
    }

    @ParameterizedTest(name = "of {0} slots under pressure: low {1}, normal {2}, urgent {3}")
    @CsvSource({"1, 1, 1, 1", "2, 1, 2, 2", "3, 1, 3, 3", "4, 2, 3, 4", "16, 8, 14, 16", "64, 32, 56, 64"})
    void under_pressure_low_urgency_gives_way_first_and_a_slice_stays_free(int value, int low, int normal, int urgent) {
        Throttle throttle = new Throttle("linux-1", value);
        assertThat(throttle.usable(Urgency.LOW)).isEqualTo(value);

        throttle.set(value, true);

        assertThat(throttle.isUnderPressure()).isTrue();
        assertThat(throttle.usable(Urgency.LOW)).isEqualTo(low);
        assertThat(throttle.usable(Urgency.NORMAL)).isEqualTo(normal);
        assertThat(throttle.usable(Urgency.URGENT)).isEqualTo(urgent);
    }

    @Test
    void a_task_that_weighs_more_than_all_slots_runs_alone() {
        Throttle throttle = new Throttle("licence", 2);

        assertThat(throttle.whyNot(5, Urgency.NORMAL)).isEmpty();
        throttle.take(5);

        assertThat(throttle.whyNot(1, Urgency.NORMAL)).isPresent();
        assertThat(throttle.inFlight()).isEqualTo(5);
    }

    @Test
    void keeps_what_runs_when_its_value_falls() {
        Throttle throttle = new Throttle("pool", 4);
        throttle.take(4);

        throttle.set(2, false);

        assertThat(throttle.inFlight()).isEqualTo(4);
        assertThat(throttle.whyNot(1, Urgency.URGENT)).isPresent();
        throttle.giveBack(3);
        assertThat(throttle.whyNot(1, Urgency.LOW)).isEmpty();
    }

    @Test
    void says_how_many_slots_are_kept_and_what_happens_next() {
        Throttle throttle = new Throttle("linux-1", 16);
        throttle.set(16, true);
        throttle.take(14);

        assertThat(throttle.whyNot(1, Urgency.NORMAL).map(Refusal::toString))
                .contains("linux-1: 14 of 16 in flight (2 kept for more urgent work), and it needs 1;"
                        + " it starts when some of them end");
        assertThat(new Refusal("db", 2, 2, 2, 1))
                .hasToString("db: 2 of 2 in flight, and it needs 1; it starts when some of them end");
    }

    @Test
    void refuses_to_take_back_what_nobody_took() {
        Throttle throttle = new Throttle("pool", 4);
        throttle.take(1);

        assertThatThrownBy(() -> throttle.giveBack(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only 1 was taken");
        assertThatThrownBy(() -> throttle.take(0)).hasMessage("weight: 0 (expected: >= 1)");
        assertThatThrownBy(() -> throttle.set(0, false)).hasMessage("value: 0 (expected: >= 1)");
    }

    @Test
    void refuses_a_weight_of_nothing_wherever_it_comes() {
        Throttle throttle = new Throttle("database", 2);
        throttle.take(1);

        assertThatThrownBy(() -> throttle.whyNot(0, Urgency.NORMAL)).hasMessageContaining("weight: 0 (expected: >= 1)");
        assertThatThrownBy(() -> throttle.take(0)).hasMessageContaining("weight: 0 (expected: >= 1)");
        assertThatThrownBy(() -> throttle.giveBack(0)).hasMessageContaining("weight: 0 (expected: >= 1)");
    }

    @Test
    void says_its_value_and_whether_it_is_under_pressure() {
        Throttle throttle = new Throttle("database", 2);
        assertThat(throttle.isUnderPressure()).isFalse();

        throttle.set(3, true);

        assertThat(throttle.value()).isEqualTo(3);
        assertThat(throttle.isUnderPressure()).isTrue();
    }

    @Test
    void a_task_takes_all_it_draws_on_or_nothing() {
        Throttles throttles = new Throttles();
        throttles.set("database", 2, false);
        throttles.set("licence", 1, false);
        throttles.take(draws("licence", 1));

        Optional<Refusal> refusal = throttles.whyNot(draws("database", 1, "licence", 1), Urgency.NORMAL);

        assertThat(refusal.map(Refusal::limit)).contains("licence");
        assertThat(throttles.find("database").map(Throttle::inFlight)).contains(0);
        throttles.giveBack(draws("licence", 1));
        assertThat(throttles.whyNot(draws("database", 1, "licence", 1), Urgency.NORMAL))
                .isEmpty();
    }

    @Test
    void a_limit_that_comes_later_counts_what_runs_already() {
        Throttles throttles = new Throttles();
        throttles.take(draws("database", 3));
        assertThat(throttles.whyNot(draws("database", 3), Urgency.LOW)).isEmpty();

        throttles.set("database", 2, false);

        assertThat(throttles.whyNot(draws("database", 1), Urgency.LOW)).isPresent();
        assertThatThrownBy(() -> throttles.giveBack(draws("disk", 1))).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void never_has_more_in_flight_than_when_it_let_the_last_task_start(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Throttle throttle = new Throttle("pool", 10);
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(50) == 0) throttle.set(1 + random.nextInt(20), random.nextBoolean());
            int weight = 1 + random.nextInt(4);
            Urgency urgency = Urgency.values()[random.nextInt(3)];
            boolean alone = throttle.inFlight() == 0;
            if (random.nextBoolean() && throttle.whyNot(weight, urgency).isEmpty()) {
                throttle.take(weight);
                assertThat(alone || throttle.inFlight() <= throttle.usable(urgency))
                        .isTrue();
            } else if (throttle.inFlight() > 0) {
                throttle.giveBack(1 + random.nextInt(throttle.inFlight()));
            }
        }
    }

    private static TreeMap<String, Integer> draws(Object... nameAndWeight) {
        TreeMap<String, Integer> draws = new TreeMap<>();
        for (int i = 0; i < nameAndWeight.length; i += 2)
            draws.put((String) nameAndWeight[i], (Integer) nameAndWeight[i + 1]);
        return draws;
    }
}
