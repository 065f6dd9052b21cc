package io.slipway.github.read;

import static io.slipway.github.read.ReadRepository.job;
import static io.slipway.github.read.ReadRepository.readJobs;
import static io.slipway.github.read.ReadRepository.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.imported.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "true @ ALWAYS",
                "always() @ ALWAYS",
                "success() @ ALWAYS",
                "${{ !cancelled() }} @ ALWAYS",
                "'' @ ALWAYS",
                "false @ NEVER",
                "${{ false }} @ NEVER",
                "${{ false }} && true @ ALWAYS",
                "failure() @ MAYBE",
                "cancelled() @ MAYBE",
                "always() && false @ NEVER",
                "github.ref == 'refs/heads/main' @ MAYBE",
                "github.event_name == 'push' @ ALWAYS",
                "github.event_name == 'PUSH' && vars.X @ MAYBE",
                "github.event_name != 'push' && vars.X @ NEVER",
                "github.event_name == 'push' || vars.X @ ALWAYS"
            })
    void says_whether_a_job_runs_as_far_as_is_known(String condition, Presence presence) {
        ImportedPipeline pipeline = new ReadRepository()
                .knowing("github.event_name", "push")
                .pipelineOfJobs("a:\n  runs-on: x\n  if: " + condition + "\n");

        assertThat(pipeline.problems()).isEmpty();
        assertThat(job(pipeline, "a").presence()).isEqualTo(presence);
    }

    @Test
    void a_job_that_needs_one_that_never_runs_does_not_run_unless_it_says_so() {
        ImportedPipeline pipeline = readJobs("""
                first: {runs-on: x}
                never: {runs-on: x, needs: first, if: false}
                after: {runs-on: x, needs: never}
                later: {runs-on: x, needs: after}
                report: {runs-on: x, needs: [never], if: always()}
                maybe: {runs-on: x, if: github.ref == 'x'}
                next: {runs-on: x, needs: maybe}
                """);

        assertThat(job(pipeline, "after").presence()).isEqualTo(Presence.NEVER);
        assertThat(job(pipeline, "later").presence()).isEqualTo(Presence.NEVER);
        assertThat(job(pipeline, "report").presence()).isEqualTo(Presence.ALWAYS);
        assertThat(pipeline.graph().predecessors("report")).containsExactly("first");
        assertThat(job(pipeline, "next").presence()).isEqualTo(Presence.MAYBE);
        assertThat(job(pipeline, "next").condition()).isEqualTo("`maybe` runs");
    }

    @Test
    void a_condition_that_is_none_is_told_with_its_place() {
        ImportedPipeline pipeline =
                readJobs("a:\n  runs-on: x\n  if: github.ref = 'x'\nb:\n  runs-on: x\n  if: matrix.x\n");

        assertThat(said(pipeline.problems()))
                .containsExactly(
                        "ci.yml:5:9 `=` is not expected at character 12; mend the expression",
                        "ci.yml:8:9 there is no `matrix` here, at character 1; mend the expression");
    }

    @Test
    void what_is_taken_from_needed_jobs_is_known() {
        ImportedPipeline pipeline = readJobs("""
                a: {runs-on: x, outputs: {v: 1}, steps: [{uses: actions/upload-artifact@v4, with: {path: o}}]}
                idle: {runs-on: x, needs: a, steps: [{run: x}]}
                asks: {runs-on: x, needs: a, steps: [{run: "echo ${{ needs.a.outputs.v }}"}]}
                all: {runs-on: x, needs: a, env: {N: "${{ toJSON(needs) }}"}}
                files: {runs-on: x, needs: a, steps: [{uses: actions/download-artifact@v4}]}
                """);

        assertThat(job(pipeline, "idle").needs().orElseThrow().get(0).outputs()).isFalse();
        for (String taking : new String[] {"asks", "all", "files"})
            assertThat(job(pipeline, taking).needs().orElseThrow().get(0).outputs())
                    .isTrue();
    }
}
