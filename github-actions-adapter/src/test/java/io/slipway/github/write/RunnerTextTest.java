package io.slipway.github.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.bridge.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTextTest {
    @TempDir
    private Path directory;

    @Test
    void no_text_becomes_a_command_of_its_own() {
        assertThat(WorkflowCommands.warning("a%\n::error::b\r"))
                .isEqualTo("::warning title=Slipway::a%25%0A::error::b%0D");
        assertThat(WorkflowCommands.error("x")).isEqualTo("::error title=Slipway::x");
        assertThat(WorkflowCommands.group("a\nb")).isEqualTo("::group::a%0Ab");
        assertThat(WorkflowCommands.mask("s%3\n")).isEqualTo("::add-mask::s%253%0A");
        assertThat(WorkflowCommands.annotation(new Complaint(true, "a,b:c/X.java", 3, 7, "no, never: it")))
                .isEqualTo("::error file=a%2Cb%3Ac/X.java,line=3,col=7::no, never: it");
        assertThat(WorkflowCommands.annotation(new Complaint(false, "X.java", 3, 0, "m")))
                .isEqualTo("::warning file=X.java,line=3::m");
        assertThat(WorkflowCommands.warning("x".repeat(9_000))).hasSizeLessThan(4_200);
    }

    @Test
    void what_a_task_prints_is_not_heeded() {
        assertThat(WorkflowCommands.unheeded("::set-output name=a::b\n", "t0k3n"))
                .isEqualTo("::stop-commands::t0k3n\n::set-output name=a::b\n::t0k3n::\n");
        assertThatThrownBy(() -> WorkflowCommands.unheeded("::t0k3n::\n", "t0k3n"))
                .hasMessageContaining("token");
    }

    @Test
    void outputs_stand_between_delimiters_that_no_value_can_have() throws IOException {
        OutputFile output = new OutputFile(directory.resolve("out"));

        output.add("matrix", "a\nb", "t1");
        output.add("has_work", "true", "t2");

        assertThat(output.file())
                .hasContent(
                        "matrix<<ghadelimiter_t1\na\nb\nghadelimiter_t1\nhas_work<<ghadelimiter_t2\ntrue\nghadelimiter_t2\n");
        assertThatThrownBy(() -> output.add("x", "a ghadelimiter_t3", "t3")).hasMessageContaining("delimiter");
        assertThatThrownBy(() -> output.add("x\ny", "", "t")).hasMessageContaining("name");
    }

    @Test
    void a_page_that_is_too_large_for_the_step_is_left_out() throws IOException {
        JobSummary summary = new JobSummary(directory.resolve("page.md"));
        assertThat(summary.room()).isEqualTo((1 << 20) - 2);

        summary.add("one");
        summary.add("two\n");
        summary.add("x".repeat(1 << 20));

        assertThat(summary.file()).hasContent("one\n\ntwo\n\n");
        Files.writeString(summary.file(), "x".repeat(1 << 20));
        assertThat(summary.room()).isZero();
    }

    @Test
    void a_matrix_is_written_within_the_limits() {
        MatrixEntry entry = new MatrixEntry(
                "a \"b\" é\n",
                List.of("a:x", "b:y"),
                List.of("self-hosted", "big"),
                Optional.of(Duration.ofSeconds(61)),
                1,
                2);

        assertThat(new JobMatrix(List.of(entry, entry)).text())
                .startsWith("{\"include\":[{\"name\":\"a \\\"b\\\" \\u00e9\\n\",\"runs-on\":[\"self-hosted\",\"big\"],"
                        + "\"tasks\":\"a:x\\nb:y\",\"timeout-minutes\":2,\"index\":1,\"total\":2},{")
                .endsWith("}]}");
        assertThat(JobMatrix.nothingToDo(List.of("x")).text()).contains("nothing to do", "\"timeout-minutes\":5");
        assertThatThrownBy(() -> new JobMatrix(List.of())).hasMessageContaining("none");
        assertThatThrownBy(() -> new JobMatrix(Collections.nCopies(257, entry))).hasMessageContaining("257");
        MatrixEntry large =
                new MatrixEntry("n", Collections.nCopies(1_000, "service:task"), List.of(), Optional.empty(), 1, 1);
        assertThatThrownBy(() -> new JobMatrix(Collections.nCopies(100, large)).text())
                .hasMessageContaining("million");
        assertThatThrownBy(() -> new MatrixEntry("n", List.of(), List.of(), Optional.empty(), 2, 1))
                .hasMessageContaining("2 of 1");
    }
}
