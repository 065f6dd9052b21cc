package io.slipway.core.fairshare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @Test
    void a_tenant_is_written_as_a_path() {
        assertThat(Tenant.of("acme/web/shop").names()).containsExactly("acme", "web", "shop");
        assertThat(Tenant.of("acme/web")).hasToString("acme/web");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "acme/", "/web", "a/b/c/d", "a b", "a/../ü"})
    void what_is_no_path_is_refused(String path) {
        assertThatThrownBy(() -> Tenant.of(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path);
    }

    @Test
    void a_name_too_long_is_refused() {
        assertThatThrownBy(() -> Tenant.of("a".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tenants_are_ordered_by_name_level_by_level() {
        List<Tenant> tenants =
                List.of(Tenant.of("a"), Tenant.of("a/b"), Tenant.of("a/b/c"), Tenant.of("a/c"), Tenant.of("a-b"));

        assertThat(new TreeSet<>(tenants)).containsExactlyElementsOf(tenants);
    }

    @Test
    void amounts_are_counted_by_name() {
        Usage usage = Usage.of(Map.of("cpu", 2L)).plus(Usage.of("cpu", 1).with("gpu", 4));

        assertThat(usage.amount("cpu")).isEqualTo(3);
        assertThat(usage.amount("gpu")).isEqualTo(4);
        assertThat(usage.amount("disk")).isZero();
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> Usage.of("cpu", -1)).hasMessageContaining("cpu: -1");
        assertThatThrownBy(() -> new Weight(0)).hasMessageContaining("weight: 0");
        assertThatThrownBy(() -> new Weight(Double.NaN)).hasMessageContaining("weight: NaN");
        assertThatThrownBy(() -> new Weight(Double.POSITIVE_INFINITY)).hasMessageContaining("Infinity");
        assertThatThrownBy(() -> new Fairness(Duration.ZERO, Duration.ZERO)).hasMessageContaining("halfLife");
        assertThatThrownBy(() -> new Fairness(Duration.ofHours(1), Duration.ofDays(-1)))
                .hasMessageContaining("ageing");
        assertThatThrownBy(() -> new Fairness(Duration.ofHours(1), Duration.ofDays(366)))
                .hasMessageContaining("ageing");
    }
}
