package io.slipway.core.schedule;

import static io.slipway.core.schedule.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.run.WaitReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where agents come and go, what none of them can run waits. */
class PatienceTest {
    private final Stage stage = new Stage().patient();

    @Test
    void what_no_agent_can_run_waits_for_one_that_can_and_says_what_is_missing() {
        stage.agent("old", 4000, 0, Map.of("jdk", "11"));
        stage.tasks(task("build").requires(Map.of("jdk", ">=17"))).submit();
        stage.miss("build");
        assertThat(stage.running()).isEmpty();
        assertThat(stage.heldBy("build")).singleElement().satisfies(reason -> {
            assertThat(reason.kind()).isEqualTo(WaitReason.Kind.AGENT);
            assertThat(reason.subject()).startsWith("needs jdk >=17, but old has 11");
        });

        stage.agent("new", 4000, 0, Map.of("jdk", "21"));

        assertThat(stage.running()).containsExactly("build");
    }

    @Test
    void what_an_agent_was_changed_to_lack_waits_instead_of_being_skipped() {
        stage.agent("a", 1000, 0, Map.of("jdk", "17"));
        stage.tasks(task("one").requires(Map.of("jdk", "17")), task("two").requires(Map.of("jdk", "17")))
                .submit();
        stage.miss("one", "two");
        assertThat(stage.running()).containsExactly("one");

        stage.agent("a", 1000, 0, Map.of("jdk", "21"));
        stage.succeed("one");
        assertThat(stage.running()).isEmpty();

        stage.agent("a", 1000, 0, Map.of("jdk", "17"));

        assertThat(stage.running()).containsExactly("two");
    }
}
