package io.slipway.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {
    @Test
    void the_longest_go_first_and_each_to_the_least_loaded() {
        Map<String, Duration> known = Map.of(
                "a",
                Duration.ofSeconds(5),
                "b",
                Duration.ofSeconds(4),
                "c",
                Duration.ofSeconds(3),
                "d",
                Duration.ofSeconds(2));

        List<Shards.Shard<String>> shards =
                Shards.balance(List.of("a", "b", "c", "d"), item -> Optional.of(known.get(item)), 2);

        assertThat(shards).extracting(Shards.Shard::items).containsExactly(List.of("a", "d"), List.of("b", "c"));
        assertThat(shards).extracting(Shards.Shard::expected).containsOnly(Duration.ofSeconds(7));
    }

    @Test
    void items_never_seen_are_as_long_as_the_median_and_spread_evenly() {
        List<Shards.Shard<String>> shards = Shards.balance(List.of("a", "b", "c", "d"), item -> Optional.empty(), 3);

        assertThat(shards).extracting(shard -> shard.items().size()).containsExactly(2, 1, 1);
        assertThat(Shards.balance(List.of("a"), item -> Optional.empty(), 2)
                        .get(1)
                        .items())
                .isEmpty();
    }

    @Test
    void there_are_as_many_shards_as_the_target_asks_for() {
        assertThat(Shards.count(Duration.ofMinutes(11), Duration.ofMinutes(5), 200))
                .isEqualTo(3);
        assertThat(Shards.count(Duration.ZERO, Duration.ofMinutes(5), 200)).isEqualTo(1);
        assertThat(Shards.count(Duration.ofDays(11), Duration.ofMinutes(5), 200))
                .isEqualTo(200);
        assertThatThrownBy(() -> Shards.count(Duration.ZERO, Duration.ZERO, 2)).hasMessageContaining("target");
        assertThatThrownBy(() -> Shards.balance(List.of(), item -> Optional.empty(), 0))
                .hasMessageContaining("shards: 0");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void every_item_is_in_one_shard_and_none_is_much_too_long(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Integer, Duration> known = new HashMap<>();
        List<Integer> items = new ArrayList<>();
        long sum = 0;
        long longest = 0;
        for (int i = 0; i < 200; i++) {
            long millis = random.nextLong(1, 10_000);
            items.add(i);
            known.put(i, Duration.ofMillis(millis));
            sum += millis;
            longest = Math.max(longest, millis);
        }
        int count = random.nextInt(2, 20);

        List<Shards.Shard<Integer>> shards = Shards.balance(items, item -> Optional.of(known.get(item)), count);

        assertThat(shards.stream().flatMap(shard -> shard.items().stream())).containsExactlyInAnyOrderElementsOf(items);
        long bound = Math.max(longest, (sum + count - 1) / count);
        assertThat(shards).allMatch(shard -> shard.expected().toMillis() * 3 <= bound * 4);
    }
}
