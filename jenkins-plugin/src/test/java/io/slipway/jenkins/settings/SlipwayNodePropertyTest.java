package io.slipway.jenkins.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SlipwayNodePropertyTest {
    private final SlipwayNodeProperty property = new SlipwayNodeProperty();

    @Test
    void says_nothing_at_first() {
        assertThat(property.extraCapabilities().values()).isEmpty();
        assertThat(property.benchNames()).isEmpty();
        assertThat(property.getCostPerHour()).isZero();
        assertThat(property.getSpeed()).isEqualTo(1);
        assertThat(property.problem()).isEmpty();
    }

    @Test
    void says_what_a_person_knows() {
        property.setCapabilities("board=stm32");
        property.setBenches("rack-3, hil");

        assertThat(property.extraCapabilities().values()).isEqualTo(Map.of("board", "stm32"));
        assertThat(property.benchNames()).containsExactly("hil", "rack-3");
    }

    @Test
    void what_cannot_be_read_is_told_and_counts_as_nothing() {
        property.setCapabilities("a b");
        property.setBenches("a&b");

        assertThat(property.problem()).isPresent();
        assertThat(property.extraCapabilities().values()).isEmpty();
        assertThat(property.benchNames()).isEmpty();
    }

    @Test
    void a_speed_of_nothing_is_told() {
        property.setSpeed(0);

        assertThat(property.problem()).hasValueSatisfying(why -> assertThat(why).contains("above 0"));
    }
}
