package io.slipway.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.slipway.core.content.Digest;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.schedule.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

class SituationRecorderTest {
    @Test
    void keeps_what_happened_to_agents_and_to_runs_that_go_on() {
        Farm farm = Farm.of(2);
        farm.submit("first", Farm.task("shop:build").build());
        farm.end("shop:build");
        farm.submit("second", Farm.task("shop:test").build());

        Situation situation = farm.situation();

        assertThat(situation.told())
                .extracting(Told::event)
                .noneMatch(event ->
                        event instanceof RunEvent one && one.run().value().equals("first"))
                .anyMatch(event ->
                        event instanceof RunEvent one && one.run().value().equals("second"));
        assertThat(situation.pipelines()).hasSize(1);
        assertThat(situation.told())
                .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
    }

    @Test
    void a_run_of_a_pipeline_that_is_not_known_is_told() {
        SituationRecorder recorder = new SituationRecorder();
        Digest digest = Digest.of(new byte[] {1});
        recorder.observe(
                Farm.MORNING,
                new RunEvent.RunSubmitted(new RunId("run"), digest, digest, List.of(), RunOptions.DEFAULT));

        assertThatIllegalStateException()
                .isThrownBy(() -> recorder.situation(Farm.MORNING, Limits.inFlight(1)))
                .withMessageContaining("make it known before its runs");
    }
}
