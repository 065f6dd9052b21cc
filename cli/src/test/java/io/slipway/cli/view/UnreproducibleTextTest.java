package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.local.Unreproducible;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreproducibleTextTest {
    private static final Unreproducible STAMPED =
            new Unreproducible(TaskAddress.parse("web:bundle"), List.of("web/dist/app.js", "web/dist/build.txt"));

    @Test
    void names_each_task_and_the_files_that_differ() {
        assertThat(UnreproducibleText.text(List.of(STAMPED))).startsWith("""
                        web:bundle made different outputs from the same inputs:
                          web/dist/app.js
                          web/dist/build.txt
                        1 task not reproducible; \
                        """);
        assertThat(UnreproducibleText.json(List.of(STAMPED)))
                .isEqualTo("{\"type\":\"verification\",\"ok\":false,\"unreproducible\":[{\"task\":\"web:bundle\","
                        + "\"paths\":[\"web/dist/app.js\",\"web/dist/build.txt\"]}]}");
    }

    @Test
    void says_so_when_all_is_well() {
        assertThat(UnreproducibleText.text(List.of())).isEqualTo("ok: every task made the same twice\n");
        assertThat(UnreproducibleText.json(List.of()))
                .isEqualTo("{\"type\":\"verification\",\"ok\":true,\"unreproducible\":[]}");
    }
}
