package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdsTest {
    private static final Instant NOON = Instant.parse("2025-03-01T12:00:00Z");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void are_uuids_of_version_7_that_begin_with_the_time(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Set<RunId> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            RunId id = RunIds.next(NOON, random);
            UUID uuid = UUID.fromString(id.value());
            assertThat(uuid.version()).isEqualTo(7);
            assertThat(uuid.variant()).isEqualTo(2);
            assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
            assertThat(seen.add(id)).isTrue();
        }
    }

    @Test
    void sort_by_time() {
        RandomGenerator random = new SplittableRandom(3);
        List<RunId> ids = new ArrayList<>();
        for (int i = 0; i < 100; i++) ids.add(RunIds.next(NOON.plusMillis(i), random));

        assertThat(ids).isSorted();
    }

    @Test
    void are_the_same_for_the_same_time_and_chance() {
        assertThat(RunIds.next(NOON, new SplittableRandom(4))).isEqualTo(RunIds.next(NOON, new SplittableRandom(4)));
    }
}
