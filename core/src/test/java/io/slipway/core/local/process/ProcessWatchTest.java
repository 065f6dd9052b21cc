package io.slipway.core.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessWatchTest {

    @ParameterizedTest(name = "{0} bytes left, looked for {1} us: looks again after {2} ms")
    @CsvSource({
        "0, 100, 20",
        "30000000, 100, 30",
        "99000000, 100, 99",
        "1000000000, 100, 100",
        "9223372036854775806, 100, 100",
        "9223372036854775807, 100, 250",
        "0, 4000, 80",
        "9223372036854775807, 20000, 400",
    })
    void looks_the_sooner_the_nearer_the_limit_but_never_too_often(long headroomBytes, long costMicros, long millis) {
        long pause = ProcessWatch.pause(
                headroomBytes, Duration.ofNanos(costMicros * 1000).toNanos());

        assertThat(pause).isEqualTo(Duration.ofMillis(millis).toNanos());
    }
}
