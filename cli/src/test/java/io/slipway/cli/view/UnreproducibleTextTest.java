package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.local.RebuildVerification;
import io.slipway.core.local.Unreproducible;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreproducibleTextTest {
    private static final Unreproducible STAMPED = new Unreproducible(
            TaskAddress.parse("web:bundle"),
            List.of("web/dist/app.js", "web/dist/build.txt"),
            "made different contents");

    @Test
    void names_each_task_and_the_files_that_differ() {
        RebuildVerification verified = verified(RunResult.SUCCEEDED, STAMPED);

        assertThat(UnreproducibleText.text(verified)).startsWith("""
                        web:bundle made different contents from the same inputs
                          web/dist/app.js
                          web/dist/build.txt
                        1 task not reproducible; \
                        """);
        assertThat(UnreproducibleText.json(verified))
                .isEqualTo("{\"type\":\"verification\",\"ok\":false,\"result\":\"failed\",\"unreproducible\":["
                        + "{\"task\":\"web:bundle\",\"difference\":\"made different contents\","
                        + "\"paths\":[\"web/dist/app.js\",\"web/dist/build.txt\"]}]}");
    }

    @Test
    void says_so_when_all_is_well() {
        RebuildVerification verified = verified(RunResult.SUCCEEDED);

        assertThat(UnreproducibleText.text(verified)).isEqualTo("ok: every task made the same twice\n");
        assertThat(UnreproducibleText.json(verified))
                .isEqualTo("{\"type\":\"verification\",\"ok\":true,\"result\":\"succeeded\",\"unreproducible\":[]}");
    }

    @Test
    void does_not_call_well_what_could_not_be_compared() {
        RebuildVerification verified = verified(RunResult.FAILED);

        assertThat(UnreproducibleText.text(verified))
                .isEqualTo("the run did not succeed, so not every task was compared; mend it and verify again\n");
        assertThat(UnreproducibleText.json(verified)).contains("\"ok\":false,\"result\":\"failed\"");
    }

    private static RebuildVerification verified(RunResult result, Unreproducible... found) {
        return new RebuildVerification(
                RecordedRun.ofChain("web:bundle").ended(result).summary(), List.of(found));
    }
}
