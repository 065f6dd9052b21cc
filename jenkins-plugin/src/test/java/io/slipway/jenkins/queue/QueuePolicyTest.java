package io.slipway.jenkins.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.fairshare.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueuePolicyTest {
    @ParameterizedTest
    @CsvSource({
        "shop/*, shop/main, true",
        "shop/*, shop/deep/main, false",
        "shop/**, shop/deep/main, true",
        "**/nightly, a/b/nightly, true",
        "**/nightly, nightly, false",
        "*-release, web-release, true",
        "*-release, web-releases, false",
        "shop.main, shopXmain, false",
        "shop/*/main, shop/x/main, true",
        "**, anything/at/all, true"
    })
    void rules_fit_jobs_by_name(String rule, String job, boolean fits) {
        assertThat(new JobRule(rule, 1, new TreeMap<>()).fits(job)).isEqualTo(fits);
    }

    @Test
    void of_each_kind_the_first_rule_that_fits_counts() {
        QueuePolicy policy = FakeController.with(
                List.of(
                        new JobRule("shop/db", 0, new TreeMap<>(Map.of("db", 2))),
                        new JobRule("shop/*", 7, new TreeMap<>()),
                        new JobRule("**", 1, new TreeMap<>(Map.of("db", 1)))),
                Map.of("db", new QueuePolicy.ThrottleLimit(3, true)));

        assertThat(policy.priorityOf("shop/db")).isEqualTo(7);
        assertThat(policy.claimsOf("shop/db")).isEqualTo(Map.of("db", 2));
        assertThat(policy.priorityOf("x")).isEqualTo(1);
        assertThat(policy.claimsOf("x")).isEqualTo(Map.of("db", 1));
    }

    @Test
    void nothing_acts_at_first() {
        assertThat(QueuePolicy.OFF.isOn()).isFalse();
        assertThat(QueuePolicy.OFF.priorityOf("any")).isZero();
        assertThat(QueuePolicy.OFF.claimsOf("any")).isEmpty();
    }

    @Test
    void what_cannot_be_is_refused_with_what_would_do() {
        assertThatThrownBy(() -> FakeController.with(
                        List.of(new JobRule("a", 0, new TreeMap<>(Map.of("nowhere", 1)))), Map.of()))
                .hasMessageContaining("'nowhere'")
                .hasMessageContaining("expected: the name of a throttle");
        assertThatThrownBy(() -> new JobRule(" ", 0, new TreeMap<>())).hasMessageContaining("expected: names");
        assertThatThrownBy(() -> new JobRule("a", 1001, new TreeMap<>())).hasMessageContaining("-1000 to 1000");
        assertThatThrownBy(() -> new JobRule("a", 0, new TreeMap<>(Map.of("db", 0))))
                .hasMessageContaining("expected: >= 1");
        assertThatThrownBy(() -> new QueuePolicy.ThrottleLimit(0, false)).hasMessageContaining("expected: >= 1");
        assertThatThrownBy(() -> new QueuePolicy.ScoreWeights(1, -1, 1, 1, 1, 1, 1))
                .hasMessageContaining("idle: -1.0");
        assertThatThrownBy(() -> new NodeState("a", new java.util.TreeSet<>(), -1))
                .hasMessageContaining("executors: -1");
    }

    @ParameterizedTest
    @CsvSource({
        "main, root",
        "shop/main, shop",
        "acme/web/shop/main, acme/web/shop",
        "acme/web/shop/deep/main, acme/web/shop",
        "Team A/main, Team_20_A",
        "/main, root",
        "über_uns/main, _fc_ber_uns"
    })
    void a_folder_pays_for_its_jobs(String job, String tenant) {
        assertThat(FolderTenant.of(job)).isEqualTo(Tenant.of(tenant));
    }

    @Test
    void a_long_name_is_cut_and_still_told_from_another() {
        Tenant one = FolderTenant.ofFolder("x".repeat(200) + "1");
        Tenant two = FolderTenant.ofFolder("x".repeat(200) + "2");

        assertThat(one.names().get(0)).hasSize(100);
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void a_block_of_a_pipeline_is_a_work_of_its_own() {
        QueuedItem whole = QueuedItem.of(QueuePolicy.OFF, 1, "shop/main", "", "", Instant.EPOCH);
        QueuedItem block = QueuedItem.of(QueuePolicy.OFF, 2, "shop/main", "test", "", Instant.EPOCH);

        assertThat(whole.work()).isEqualTo("shop/main");
        assertThat(block.work()).isEqualTo("shop/main » test");
        assertThat(block.tenant()).isEqualTo(Tenant.of("shop"));
    }
}
