package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemTextTest {
    private static final Problem MISSPELT =
            Problem.at(new Place("orders/slipway.yaml", 3, 5), "unknown key \"rum\"", "did you mean \"run\"?");
    private static final Problem PLACELESS = new Problem(Optional.empty(), "no services", Optional.empty());

    @TempDir
    private Path root;

    @Test
    void points_at_the_place_in_its_line() throws IOException {
        Files.createDirectories(root.resolve("orders"));
        Files.writeString(root.resolve("orders/slipway.yaml"), "slipway: 1\ntasks:\n\t \t rum: x\n");

        assertThat(new ProblemText(Style.PLAIN).allWithLines(List.of(MISSPELT, PLACELESS), root))
                .isEqualTo("""
                        orders/slipway.yaml:3:5 unknown key "rum"; did you mean "run"?
                            \t \t rum: x
                            \t \t ^
                        no services
                        2 problems
                        """);
    }

    @Test
    void shows_the_problem_alone_when_its_file_is_gone_or_shorter_now() throws IOException {
        ProblemText text = new ProblemText(Style.PLAIN);
        String alone = MISSPELT + "\n1 problem\n";

        assertThat(text.allWithLines(List.of(MISSPELT), root)).isEqualTo(alone);

        Files.createDirectories(root.resolve("orders"));
        Files.writeString(root.resolve("orders/slipway.yaml"), "slipway: 1\n");
        assertThat(text.allWithLines(List.of(MISSPELT), root)).isEqualTo(alone);
    }

    @Test
    void is_one_json_object_for_programs() {
        assertThat(ValidationJson.of(0, 0, List.of(MISSPELT, PLACELESS)))
                .isEqualTo("{\"type\":\"validation\",\"ok\":false,\"problems\":["
                        + "{\"file\":\"orders/slipway.yaml\",\"line\":3,\"column\":5,"
                        + "\"message\":\"unknown key \\\"rum\\\"\",\"suggestion\":\"did you mean \\\"run\\\"?\"},"
                        + "{\"message\":\"no services\"}]}");
        assertThat(ValidationJson.of(8, 31, List.of()))
                .isEqualTo("{\"type\":\"validation\",\"ok\":true,\"services\":8,\"tasks\":31,\"problems\":[]}");
    }
}
