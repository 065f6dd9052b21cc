package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final FakeSurroundings process = new FakeSurroundings();

    @Test
    void lists_every_problem_of_a_definition() {
        Problem first = Problem.at(new Place("a/slipway.yaml", 3, 5), "unknown key \"rum\"", "did you mean \"run\"?");
        Problem second = Problem.at(new Place("b/slipway.yaml", 1, 1), "no service", "add `service: b`");

        int code = Faults.report(new InvalidPipelineException(List.of(first, second)), process.surroundings());

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(process.err()).isEqualTo("""
                        a/slipway.yaml:3:5 unknown key "rum"; did you mean "run"?
                        b/slipway.yaml:1:1 no service; add `service: b`
                        2 problems
                        """);
    }

    @Test
    void says_what_is_wrong_with_a_request_in_one_line() {
        int code = Faults.report(new IllegalArgumentException("unknown service x; use y"), process.surroundings());

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(process.err()).isEqualTo("slipway: unknown service x; use y\n");
    }

    @Test
    void writes_the_stack_trace_of_its_own_fault_to_a_file_and_says_which() throws IOException {
        int code = Faults.report(new IllegalStateException("broken"), process.surroundings());

        assertThat(code).isEqualTo(ExitCode.FAULT);
        String start = "slipway: internal fault: IllegalStateException broken; details are in ";
        assertThat(process.err()).startsWith(start).hasLineCount(1);
        Path trace = Path.of(process.err().substring(start.length()).strip());
        assertThat(trace)
                .content()
                .contains("java.lang.IllegalStateException: broken", "\tat io.slipway.cli.FaultsTest");
        Files.delete(trace);
    }

    @Test
    void shows_the_stack_trace_at_once_when_asked_to() {
        process.with("SLIPWAY_DEBUG", "1");

        int code = Faults.report(new OutOfMemoryError(), process.surroundings());

        assertThat(code).isEqualTo(ExitCode.FAULT);
        assertThat(process.err())
                .startsWith("slipway: internal fault: OutOfMemoryError; see below\njava.lang.OutOfMemoryError\n\tat ");
    }
}
