package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What status says of a run that no process works on any more. */
class StatusTextTest {
    private static final Instant LATER = RecordedRun.START.plusSeconds(100);

    private static String text(RecordedRun run) {
        return new StatusText(run.past(), false, Optional.empty(), LATER).text(Style.PLAIN);
    }

    @Test
    void a_run_that_was_cut_short_is_resumed_and_one_that_was_cancelled_is_run_again() {
        RecordedRun crashed = RecordedRun.ofTasks(1).started("s:task10", 0);
        RecordedRun cancelled = RecordedRun.ofTasks(1).started("s:task10", 0).cancelled(10);

        assertThat(text(crashed)).endsWith("go on with it: slipway run --resume\n");
        assertThat(text(cancelled)).endsWith("go on with it: slipway run\n");
    }
}
