package io.slipway.core.local.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Time passes here only while somebody waits. */
class ReadyWaitTest {
    private final List<Long> pausesMillis = new ArrayList<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private long nanos;
    private int looks;

    private final ReadyWait wait = new ReadyWait(() -> nanos, (sooner, most) -> {
        pausesMillis.add(Duration.ofNanos(most).toMillis());
        nanos += most;
    });

    private ReadyCheck readyAtLook(int number) {
        return new ReadyCheck() {
            @Override
            public boolean isReady() {
                return ++looks >= number;
            }

            @Override
            public String lacking() {
                return "nothing";
            }
        };
    }

    @Test
    void what_is_ready_at_once_is_not_waited_for() {
        assertThat(wait.until(readyAtLook(1), over, Duration.ofSeconds(1))).isEqualTo(ReadyWait.End.READY);
        assertThat(pausesMillis).isEmpty();
    }

    @Test
    void pauses_double_up_to_half_a_second_and_the_last_ends_with_the_time() {
        assertThat(wait.until(readyAtLook(Integer.MAX_VALUE), over, Duration.ofSeconds(2)))
                .isEqualTo(ReadyWait.End.LATE);

        assertThat(pausesMillis)
                .startsWith(5L, 10L, 20L, 40L, 80L, 160L, 320L, 500L)
                .last()
                .isEqualTo(365L);
        assertThat(looks).as("once more when time is up").isEqualTo(pausesMillis.size() + 1);
    }

    @Test
    void one_that_is_over_is_never_ready() {
        over.complete(null);

        assertThat(wait.until(readyAtLook(1), over, Duration.ofSeconds(1))).isEqualTo(ReadyWait.End.OVER);
    }

    @Test
    void a_log_is_looked_at_as_it_is_written() throws IOException {
        LogWatch log = new LogWatch(Pattern.compile("ready to \\w+$"));
        ByteArrayOutputStream file = new ByteArrayOutputStream();

        try (OutputStream out = log.over(file)) {
            out.write("not ready to\nalmost ready t".getBytes(StandardCharsets.US_ASCII));
            assertThat(log.isReady()).isFalse();
            out.write("o go\nmore".getBytes(StandardCharsets.US_ASCII));
            assertThat(log.isReady()).isTrue();
        }

        assertThat(file.toString(StandardCharsets.US_ASCII)).isEqualTo("not ready to\nalmost ready to go\nmore");
        assertThat(wait.until(log, over, Duration.ofSeconds(1))).isEqualTo(ReadyWait.End.READY);
    }

    @Test
    void the_last_line_of_a_log_counts_as_far_as_it_has_come_and_the_beginning_of_a_long_one() throws IOException {
        LogWatch prompt = new LogWatch(Pattern.compile("^db> "));
        LogWatch end = new LogWatch(Pattern.compile("end"));
        try (OutputStream out = prompt.then(end).over(OutputStream.nullOutputStream())) {
            out.write("db> ".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            out.write(("x".repeat(5_000) + "end\n").getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(prompt.isReady()).isTrue();
        assertThat(end.isReady()).isFalse();
    }

    @Test
    void a_log_that_says_nothing_is_waited_for_in_one_go() {
        LogWatch log = new LogWatch(Pattern.compile("ready"));

        assertThat(wait.until(log, over, Duration.ofSeconds(30))).isEqualTo(ReadyWait.End.LATE);
        assertThat(pausesMillis).containsExactly(30_000L);
    }
}
