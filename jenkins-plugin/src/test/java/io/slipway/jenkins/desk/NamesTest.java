package io.slipway.jenkins.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.TaskAddress;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void folders_are_tenants_and_those_without_share_one() {
        assertThat(Names.tenant("a/b/c/d/job#7")).hasToString("a/b/c");
        assertThat(Names.tenant("a/job#7")).hasToString("a");
        assertThat(Names.tenant("job#7")).hasToString("jobs");
        assertThat(Names.job("a/b#7")).isEqualTo("a/b");
    }

    @Test
    void names_that_slipway_does_not_take_are_changed_and_stay_apart() {
        assertThat(Names.address("shop#1", "place")).isEqualTo(TaskAddress.parse("shop:place"));
        String slash = Names.address("shop/main#1", "place").service();
        String blank = Names.address("shop main#1", "place").service();

        assertThat(slash).startsWith("shop-main-").isNotEqualTo(blank);
        assertThat(Names.plain("äöü")).matches("[a-z0-9-]+");
        assertThat(Names.plain("x".repeat(300))).hasSizeLessThanOrEqualTo(100);
    }
}
