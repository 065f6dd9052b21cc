package io.slipway.jenkins.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TroublesTest {
    private final Troubles troubles = new Troubles();

    @Test
    void tells_one_sentence_for_each_topic_until_it_is_cleared() {
        troubles.tell("store", "full");
        troubles.tell("store", "gone");
        troubles.tell("settings", "odd");

        assertThat(troubles.all().values()).containsExactly("odd", "gone");

        troubles.clear("store");
        troubles.clear("never told");

        assertThat(troubles.all().values()).containsExactly("odd");
    }

    @Test
    void what_somebody_looks_at_does_not_change_under_their_eyes() {
        var before = troubles.all();

        troubles.tell("store", "gone");

        assertThat(before).isEmpty();
    }

    @Test
    void another_life_has_troubles_of_its_own() {
        troubles.tell("store", "gone");
        troubles.tell("settings", "odd");

        troubles.clearAll();

        assertThat(troubles.all()).isEmpty();
    }

    @Test
    void a_page_long_sentence_is_cut() {
        troubles.tell("store", "x".repeat(5000));

        assertThat(troubles.all().get("store")).hasSize(1001).endsWith("…");
    }
}
