package io.slipway.jenkins.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people ask for about the bench {@code rig}, which a build has until ten past twelve. */
class BenchTimeTest {
    private static final Duration LONGEST = Duration.ofMinutes(60);

    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();
    private Office office;

    @BeforeEach
    void a_build_has_the_bench() {
        office = new Office(directory.resolve("desk")).build("x#1").build("x#2").open();
        ask("b1", "x#1");
    }

    @Test
    void the_build_that_has_it_gets_more_time_and_is_told_by_whom() {
        assertThat(extend("rig", 20)).isEmpty();
        office.settle();
        office.after(Duration.ofMinutes(29));

        assertThat(told).containsExactly("b1 granted", "b1: alice extended bench rig until 2026-03-01T12:30:00Z");
    }

    @Test
    void nobody_gets_longer_from_now_than_an_administrator_allows() {
        assertThat(extend("rig", 50)).isEmpty();
        office.settle();

        assertThat(extend("rig", 1).orElseThrow()).contains("2026-03-01T13:01:00Z", "60 minutes");
        assertThat(extend("rig", 61).orElseThrow()).contains("expected: 1 to 60");
        assertThat(extend("rig", 0).orElseThrow()).contains("expected: 1 to 60");
        assertThat(extend("rig", Integer.MAX_VALUE).orElseThrow()).contains("expected: 1 to 60");
    }

    @Test
    void what_nobody_holds_cannot_be_extended() {
        assertThat(extend("another", 5).orElseThrow()).contains("bench another is held by nobody");
    }

    @Test
    void it_is_taken_back_from_whom_a_person_saw_to_have_it() {
        ask("b2", "x#2");

        assertThat(BenchTime.release(office.desk, "alice", "rig", "x#2").orElseThrow())
                .contains("held by x#1");
        assertThat(BenchTime.release(office.desk, "alice", "rig", "x#1")).isEmpty();
        office.settle();

        assertThat(told)
                .containsExactly(
                        "b1 granted",
                        "b1 ended: bench rig was given back by alice; reserve it again when you need it",
                        "b2 granted");
    }

    private Optional<String> extend(String bench, int minutes) {
        return BenchTime.extend(office.desk, "alice", bench, minutes, LONGEST, office.now);
    }

    private void ask(String id, String owner) {
        Instant deadline = office.now.plus(Duration.ofDays(1));
        HeldBench.ask(office.desk, id, owner, "rig", Duration.ofMinutes(10), deadline, new HeldBench.Told() {
            @Override
            public void granted(Instant until) {
                told.add(id + " granted");
            }

            @Override
            public void says(String sentence) {
                told.add(id + ": " + sentence);
            }

            @Override
            public void ended(String why) {
                told.add(id + " ended: " + why);
            }
        });
        office.settle();
    }
}
