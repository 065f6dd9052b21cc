package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastCommandTest {
    private static final String SERVICE = """
            slipway: 1
            service: shop
            tasks:
              compile:
                run: sleep 0.1; cp in.txt out.txt
                inputs: [in.txt]
                outputs: [out.txt]
              test:
                run: sleep 0.1
                inputs: [in.txt]
                needs: [compile]
            """;

    @TempDir
    private Path directory;

    private TemporaryWorkspace workspace;

    @BeforeEach
    void write_a_workspace() {
        workspace = new TemporaryWorkspace(directory)
                .write("shop/slipway.yaml", SERVICE)
                .write("shop/in.txt", "1");
    }

    @Test
    void says_when_all_would_be_done_and_what_decides_it() {
        workspace.slipway("run");
        workspace.write("shop/in.txt", "2");

        int code = workspace.slipway("forecast");

        assertThat(workspace.err()).doesNotContain("error");
        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out())
                .containsPattern("done in 0\\.[0-9]+s, nine times in ten between ")
                .contains("what decides it\n  shop:compile", "  shop:test");
    }

    @Test
    void what_would_be_reused_takes_nothing() {
        workspace.slipway("run");

        workspace.slipway("forecast", "--json");

        assertThat(workspace.out()).contains("\"type\":\"forecast\"", "\"doneInMillis\":0,", "\"neverRun\":0");
    }

    @Test
    void when_nothing_has_to_run_it_says_so() {
        workspace.slipway("run");

        workspace.slipway("forecast");

        assertThat(workspace.out()).isEqualTo("nothing has to run: every result is there\n");
    }

    @Test
    void where_nothing_ran_the_bounds_are_as_wide_as_what_is_not_known() {
        workspace.slipway("forecast");
        assertThat(workspace.out()).contains("2 of 2 tasks never ran here, so this is a mere guess; run them once");

        workspace.slipway("forecast", "--json");

        Matcher bounds =
                Pattern.compile("\"lowMillis\":(\\d+),\"highMillis\":(\\d+),").matcher(workspace.out());
        assertThat(bounds.find()).isTrue();
        assertThat(Long.parseLong(bounds.group(1))).isLessThan(60_000);
        assertThat(Long.parseLong(bounds.group(2))).isGreaterThan(480_000);
    }

    @Test
    void of_several_forecasts_before_a_run_only_the_last_waits_for_it() {
        workspace.slipway("forecast");
        workspace.slipway("forecast");
        workspace.slipway("forecast", "--score");

        assertThat(workspace.out()).contains("1 waits for its run to end");
    }

    @Test
    void a_task_that_fails_by_chance_and_is_tried_again_is_named() {
        workspace.write("shop/slipway.yaml", """
                slipway: 1
                service: shop
                tasks:
                  test: {run: "n=$(cat ../count); echo $((n+1)) > ../count; [ $((n % 2)) = 1 ]", inputs: [in.txt], retry: {attempts: 2, backoff: 0s}}
                """).write("count", "0");
        for (int i = 0; i < 8; i++) workspace.write("shop/in.txt", "in " + i).slipway("run");
        workspace.write("shop/in.txt", "another");

        workspace.slipway("forecast");
        assertThat(workspace.out())
                .containsPattern(
                        "shop:test fails by chance in [2-4]\\d % of its runs, and is tried again: that counts");
        workspace.slipway("forecast", "--json");
        assertThat(workspace.out()).containsPattern("\"triedAgain\":\\[\\{\"task\":\"shop:test\",\"flakeRate\":0.");
    }

    @Test
    void says_how_much_sooner_it_would_be_with_changes() {
        workspace.slipway("run");
        workspace.write("shop/in.txt", "2");

        workspace.slipway(
                "forecast",
                "--what-if",
                "twice=shop:test",
                "--what-if",
                "without=shop:test>shop:compile",
                "--what-if",
                "agents=2",
                "--what-if",
                "jobs=1",
                "--what-if");

        assertThat(workspace.out())
                .contains("what if\n  shop:test twice as fast")
                .contains("shop:test without its need of shop:compile")
                .contains("2 more agents like local")
                .contains("one task at a time");
    }

    @Test
    void a_change_that_nobody_understands_is_refused() {
        assertThat(workspace.slipway("forecast", "--what-if", "magic=1")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("--what-if magic=1 (expected: agents=N");
        assertThat(workspace.slipway("forecast", "--what-if", "jobs=none")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("a number from 1");
    }

    @Test
    void a_forecast_is_scored_when_its_run_has_ended() {
        workspace.slipway("run");
        workspace.write("shop/in.txt", "2");
        workspace.slipway("forecast");
        workspace.slipway("forecast", "--score");
        assertThat(workspace.out()).contains("no run of a forecast has ended yet; 1 waits for its run");

        workspace.slipway("run");
        workspace.slipway("forecast", "--score");

        assertThat(workspace.out())
                .as("with those that the run itself made, if it took long enough")
                .containsPattern("[1-4] forecasts?, 0 wait")
                .contains("at the start", "within 15 %", "median error");
        workspace.slipway("forecast", "--score", "--json");
        assertThat(workspace.out()).contains("\"type\":\"forecastScore\"", "\"coverage\":", "\"gone\":");
    }

    @Test
    void an_ordinary_run_makes_forecasts_that_are_scored_without_being_asked() {
        workspace.write("slow/slipway.yaml", """
                slipway: 1
                service: slow
                tasks:
                  wait: {run: "sleep 1; cp in.txt out.txt", inputs: [in.txt], outputs: [out.txt]}
                """).write("slow/in.txt", "1");
        workspace.slipway("run", "slow");
        workspace.write("slow/in.txt", "2").slipway("run", "slow");

        workspace.slipway("forecast", "--score", "--json");

        assumeThat(workspace.out())
                .as("a machine on which a future costs less than a part of a second's run")
                .doesNotContain("\"scored\":0,");
        assertThat(workspace.out())
                .contains("\"open\":0,")
                .containsPattern("\"scored\":[1-3],")
                .containsPattern("\"doneInMillis\":[0-9]{3,4},");
    }

    @Test
    void a_run_that_is_not_going_on_is_refused() {
        workspace.slipway("run");

        assertThat(workspace.slipway("forecast", "--running")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("no run is going on");
        assertThat(workspace.slipway("forecast", "0190aaaa-0000-7000-8000-000000000000"))
                .isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("expected: one of");
    }
}
