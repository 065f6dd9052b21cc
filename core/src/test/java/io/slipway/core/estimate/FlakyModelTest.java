package io.slipway.core.estimate;

import static io.slipway.core.estimate.Past.BUILD;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.run.Outcome;
import org.junit.jupiter.api.Test;

class FlakyModelTest {
    private static final String HEX = "0123456789abcdef";

    private static Flakiness after(Past past) {
        FlakyModel model = new FlakyModel();
        past.forEach(model::observe);
        return model.of(BUILD);
    }

    @Test
    void a_task_never_seen_is_thought_reliable_but_not_surely() {
        Flakiness unknown = new FlakyModel().of(BUILD);

        assertThat(unknown.probability()).isBetween(0.01, 0.1);
        assertThat(unknown.isFlaky()).isFalse();
        assertThat(unknown.trials()).isZero();
    }

    @Test
    void a_task_that_fails_and_passes_under_one_key_is_flaky() {
        Past past = new Past();
        for (int i = 0; i < 15; i++)
            past.under(HEX.charAt(i)).ended(Outcome.Kind.FAILED, 3).passed(10, 10);

        Flakiness flaky = after(past);

        assertThat(flaky.isFlaky()).isTrue();
        assertThat(flaky.probability()).isBetween(0.2, 0.4);
        assertThat(flaky.low()).isLessThan(flaky.probability());
        assertThat(flaky.high()).isGreaterThan(flaky.probability());
        assertThat(flaky.retryWorth()).isGreaterThan(0.4);
    }

    @Test
    void a_task_that_fails_after_it_passed_under_one_key_is_flaky_too() {
        Past past = new Past();
        for (int i = 0; i < 15; i++) past.under(HEX.charAt(i)).passed(10).ended(Outcome.Kind.FAILED, 3);

        assertThat(after(past).isFlaky()).isTrue();
    }

    @Test
    void a_task_that_fails_by_the_change_is_not_flaky_and_not_worth_a_retry() {
        Past past = new Past();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 16; i++) past.under(HEX.charAt(i)).ended(Outcome.Kind.FAILED, 3);
            for (int i = 0; i < 16; i++) past.then(BUILD).under(HEX.charAt(i)).ended(Outcome.Kind.FAILED, 3);
        }
        Flakiness broken = after(past);

        assertThat(broken.isFlaky()).isFalse();
        assertThat(broken.trials()).isZero();
    }

    @Test
    void retries_are_worth_less_where_keys_never_pass() {
        Past sound = new Past();
        Past broken = new Past();
        for (int i = 0; i < 64; i++) {
            sound.key(i).passed(10).ended(Outcome.Kind.FAILED, 3);
            broken.key(i).ended(Outcome.Kind.FAILED, 3);
        }
        for (int i = 100; i < 104; i++) broken.key(i).passed(10).ended(Outcome.Kind.FAILED, 3);

        assertThat(after(broken).retryWorth()).isLessThan(after(sound).retryWorth() - 0.1);
    }

    @Test
    void a_run_without_a_key_or_ended_from_outside_tells_nothing() {
        Past past = new Past().passed(10).ended(Outcome.Kind.FAILED, 3);
        past.under('a').ended(Outcome.Kind.CANCELLED, 3).ended(Outcome.Kind.LOST, 3);

        assertThat(after(past)).isEqualTo(new FlakyModel().of(BUILD));
    }
}
