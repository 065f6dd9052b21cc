package io.slipway.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.jenkins.desk.Doing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildLogTest {
    private static final Effect.Dispatch GIVEN =
            new Effect.Dispatch(new RunId("run-1"), TaskAddress.parse("orders:compile"), 1, "one", Optional.empty());

    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final BuildLog log = new BuildLog(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void of_a_long_log_the_end_is_shown_and_the_rest_is_counted() throws IOException {
        Path file = Files.writeString(directory.resolve("compile.log"), "line\n".repeat(2100) + "the end\n");

        log.ended(GIVEN, Doing.report(GIVEN, Outcome.succeeded()), file);

        assertThat(text()).contains("… 101 lines more in compile.log").contains("the end");
        assertThat(text().lines().filter("line"::equals)).hasSize(1999);
    }

    @Test
    void bytes_that_are_no_text_do_not_hide_the_rest() throws IOException {
        Path file = Files.write(directory.resolve("compile.log"), new byte[] {'a', (byte) 0xff, 'b', '\n'});

        log.ended(GIVEN, Doing.report(GIVEN, Outcome.succeeded()), file);

        assertThat(text()).contains("a\ufffdb");
    }

    @Test
    void a_task_that_printed_nothing_has_its_two_lines() {
        Usage usage = new Usage(Duration.ofMillis(1500), Duration.ZERO, 0, 0, 0);
        Input.Report report =
                new Input.Report(GIVEN.run(), GIVEN.task(), 1, Outcome.succeeded(), usage, Optional.empty(), false);

        log.ended(GIVEN, report, directory.resolve("none.log"));

        assertThat(text().lines())
                .containsExactly("[slipway] ┌ orders:compile on one ran 1.5 s", "[slipway] └ orders:compile");
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
