package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.forecast.Span;
import io.slipway.core.local.Foreseen;
import io.slipway.core.run.RunResult;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a task that takes longer than nearly all of its runs. */
class OverdueTest {
    private final RecordedRun run = RecordedRun.ofTasks(2)
            .started("s:task10", 0)
            .started("s:task11", 0)
            .succeeded("s:task11", 500, 500)
            .overdue("s:task10", 90_000, 90_000);

    @Test
    void status_says_it_while_it_runs_and_after_it() {
        StatusText during = new StatusText(run.past(), true, Optional.empty(), RecordedRun.START.plusSeconds(100));
        String said = during.text(Style.PLAIN);
        String json = during.json();
        run.succeeded("s:task10", 120_000, 120_000).ended(120_001, RunResult.SUCCEEDED);
        StatusText after = new StatusText(run.past(), false, Optional.empty(), RecordedRun.START.plusSeconds(500));

        assertThat(said)
                .contains("running  s:task10  for 1m40s  longer than 1m30s, as 1 in 100 of its runs\n")
                .doesNotContain("task11");
        assertThat(json).containsOnlyOnce("\"overdue\":true").contains("\"overdue\":false");
        assertThat(after.text(Style.PLAIN)).contains("late     s:task10  longer than 1m30s");
    }

    @Test
    void status_says_how_long_a_run_still_takes_as_was_foreseen_of_it() {
        Foreseen foreseen = new Foreseen(
                RecordedRun.START.plusSeconds(60),
                new Span(Duration.ofSeconds(100), Duration.ofSeconds(80), Duration.ofSeconds(130)));
        StatusText status = new StatusText(run.past(), true, Optional.of(foreseen), RecordedRun.START.plusSeconds(100));

        assertThat(status.text(Style.PLAIN)).contains(" going on for 1m40s, about 1m00s left, at most 1m30s\n");
        assertThat(status.json()).contains("\"leftMillis\":60000,\"mostLeftMillis\":90000");
    }

    @Test
    void the_report_of_a_run_names_it() {
        run.succeeded("s:task10", 120_000, 120_000).ended(120_001, RunResult.SUCCEEDED);

        assertThat(RunReport.markdown(run.past()))
                .contains("### Took longer than 99 in 100 of their runs\n\n- `s:task10`: more than 1m30s\n");
    }

    @Test
    void a_report_of_a_run_as_usual_says_nothing_of_it() {
        RecordedRun usual = RecordedRun.ofTasks(1).started("s:task10", 0).succeeded("s:task10", 10, 10);

        assertThat(RunReport.markdown(usual.ended(11, RunResult.SUCCEEDED).past()))
                .doesNotContain("longer than");
    }
}
