package io.slipway.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.core.estimate.Blame.Reading;
import io.slipway.core.estimate.Blame.Suspect;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlameTest {
    private static final Reading QUICK = reading(60, 0, "large", "warm", "a");

    @Test
    void runs_on_slower_agents_are_the_agents_doing() {
        List<Reading> before = List.of(QUICK, QUICK, reading(90, 0, "small", "warm", "a"));
        List<Reading> since = Collections.nCopies(4, reading(90, 0, "small", "warm", "a"));

        assertThat(Blame.of(before, since)).isEqualTo(new Blame(Suspect.AGENT, 1));
    }

    @Test
    void a_kind_of_agent_never_seen_before_may_explain_all() {
        assertThat(Blame.of(List.of(QUICK, QUICK), List.of(reading(90, 0, "new", "warm", "b"))))
                .extracting(Blame::suspect)
                .isEqualTo(Suspect.AGENT);
    }

    @Test
    void runs_that_start_from_nothing_are_the_caches_doing() {
        List<Reading> before = List.of(QUICK, QUICK, QUICK, reading(200, 0, "large", "cold", "a"));
        List<Reading> since = Collections.nCopies(3, reading(200, 0, "large", "cold", "b"));

        assertThat(Blame.of(before, since).suspect()).isEqualTo(Suspect.CACHE);
    }

    @Test
    void what_waits_longer_is_the_queues_doing() {
        assertThat(Blame.of(List.of(QUICK, QUICK), List.of(reading(120, 55, "large", "warm", "b"))))
                .satisfies(blame -> {
                    assertThat(blame.suspect()).isEqualTo(Suspect.QUEUE);
                    assertThat(blame.share()).isBetween(0.9, 0.95);
                });
    }

    @Test
    void what_nothing_else_explains_is_the_changes_doing() {
        assertThat(Blame.of(List.of(QUICK, QUICK), List.of(reading(120, 0, "large", "warm", "b"))))
                .isEqualTo(new Blame(Suspect.CHANGE, 1));
    }

    @Test
    void with_the_same_inputs_nobody_knows() {
        assertThat(Blame.of(List.of(QUICK, QUICK), List.of(reading(120, 0, "large", "warm", "a"))))
                .isEqualTo(new Blame(Suspect.UNKNOWN, 0));
    }

    @Test
    void without_runs_there_is_nothing_to_blame() {
        assertThatIllegalArgumentException().isThrownBy(() -> Blame.of(List.of(), List.of(QUICK)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Blame(Suspect.QUEUE, 2));
    }

    private static Reading reading(int total, int waited, String agent, String cache, String inputs) {
        return new Reading(Duration.ofSeconds(total), Duration.ofSeconds(waited), agent, cache, inputs);
    }
}
