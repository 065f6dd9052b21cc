package io.slipway.github.read;

import static io.slipway.github.read.ReadRepository.job;
import static io.slipway.github.read.ReadRepository.read;
import static io.slipway.github.read.ReadRepository.readJobs;
import static io.slipway.github.read.ReadRepository.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.imported.ImportedPipeline;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowShapeTest {
    private static final String JOBS = "\njobs: {a: {runs-on: x}}\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on: push",
                "on: [push, workflow_dispatch]",
                "on: {push: , pull_request: {branches: main, types: [opened]}}",
                "on: {schedule: [{cron: '30 5,17 * * 1-5'}, {cron: '*/15 0 1 JAN MON', timezone: Europe/Berlin}]}",
                "on: {workflow_dispatch: {inputs: {x: {type: choice, options: [a]}, y: {type: boolean, default: true}}}}",
                "on: {workflow_call: {secrets: {t: {required: true}}, outputs: {o: {value: '${{ jobs.a.outputs.o }}'}}}}",
                "on: push\npermissions: read-all\nconcurrency: ci-${{ github.ref }}\nrun-name: by ${{ github.actor }}"
            })
    void every_form_of_the_head_is_taken(String head) {
        assertThat(read(head + JOBS).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '^',
            value = {
                "on: pusch @ `pusch` is not expected here",
                "on: {pull_request: {brunches: x}} @ did you mean `branches`?",
                "on: {schedule: [{cron: often}]} @ `often` is no time of a schedule",
                "on: {workflow_dispatch: {inputs: {x: {type: choice}}}} @ has no options",
                "on: {workflow_dispatch: {inputs: {x: {options: [a]}}}} @ is no choice",
                "on: {workflow_call: {inputs: {x: {type: boolean, default: 'no'}}}} @ is text, but its type is boolean",
                "on: {workflow_call: {inputs: {x: {type: string, default: true}}}} @ write it in quotes",
                "name: x @ `on` is missing",
                "on: ${{ github.x }} @ an expression cannot stand here"
            })
    void what_the_head_must_not_say_is_told(String head, String problem) {
        assertThat(said(read(head + JOBS).problems()).toString()).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '^',
            value = {
                "{} @ it is not clear what this is; add runs-on or uses",
                "{runs-on: x, uses: ./y} @ `uses` is not expected here",
                "{runs-on: {group: a/b}} @ is no group of runners",
                "{runs-on: x, timeout-minutes: long} @ write a number",
                "{runs-on: x, steps: {}} @ a map is not expected here; write a list",
                "{runs-on: x, env: [a]} @ a list is not expected here; write a map",
                "{runs-on: x, env: {A: '${{ steps.x }}'}} @ there is no `steps` here",
                "{runs-on: x, steps: [{run: a, id: 1x}]} @ is no id of a step",
                "{runs-on: x, steps: [{run: a, id: s}, {run: a, id: S}]} @ two steps have the id",
                "{runs-on: x, steps: [{uses: nothing}]} @ names no action",
                "{runs-on: x, steps: [{name: a}]} @ it is not clear what this is",
                "{runs-on: x, '': 1} @ `` is not expected here",
                "{runs-on: x, env: {'': 1}} @ a key is empty",
                "7 @ `7` is not expected here; write a map"
            })
    void what_a_job_must_not_say_is_told(String job, String problem) {
        assertThat(said(readJobs("a: " + job + "\n").problems()).toString()).contains(problem);
    }

    @Test
    void ids_and_needs_that_cannot_be_are_told() {
        assertThat(said(readJobs("1a: {runs-on: x}\n__b: {runs-on: x}\n").problems()))
                .hasSize(2);
        assertThat(said(readJobs("a: {runs-on: x, needs: b}\nb: {runs-on: x, needs: a}\n")
                                .problems())
                        .toString())
                .contains("so that none can begin", "closes a circle of needs");
        assertThat(read("on: push\njobs: 1\n").problems()).isNotEmpty();
        assertThat(read("on: push\njobs: {}\n").problems()).isEmpty();
    }

    @Test
    void expressions_may_stand_for_whole_values_and_insert_fields() {
        ImportedPipeline pipeline = new ReadRepository()
                .knowing("vars.R", "{\"group\": \"g\", \"labels\": [\"l\"]}")
                .pipelineOfJobs("""
                        a:
                          runs-on: ${{ fromJSON(vars.R) }}
                          env: ${{ fromJSON(vars.E) }}
                          timeout-minutes: ${{ vars.T }}
                          continue-on-error: ${{ vars.C == 'x' }}
                          steps: [{run: x, env: {"${{ insert }}": "${{ fromJSON(vars.E) }}"}}]
                        b: {runs-on: "${{ fromJSON('[1, \\"two\\"]') }}", concurrency: "c-${{ github.ref }}"}
                        c: {runs-on: {group: g, labels: [p, q]}, strategy: {max-parallel: 2, fail-fast: false}}
                        """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(job(pipeline, "a").labels()).containsExactly("group:g", "l");
        assertThat(job(pipeline, "a").unsaid()).contains("continue-on-error: ${{ vars.C == 'x' }}");
        assertThat(job(pipeline, "b").labels()).containsExactly("1", "two");
        assertThat(job(pipeline, "b").lock()).contains("c-${{ github.ref }}");
        assertThat(job(pipeline, "c").labels()).containsExactly("group:g", "p", "q");
        assertThat(job(pipeline, "c").unsaid()).contains("strategy.max-parallel: 2", "strategy.fail-fast: false");
    }

    @Test
    void steps_beside_each_other_are_read_one_after_the_other() {
        ImportedPipeline pipeline = readJobs("""
                a:
                  runs-on: x
                  steps:
                    - {run: one, id: s, background: true}
                    - {parallel: [{run: two}, {run: three}]}
                    - {wait: [s]}
                    - {wait-all: }
                    - {cancel: s}
                """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(job(pipeline, "a").script()).isEqualTo("one\ntwo\nthree");
        assertThat(job(pipeline, "a").unsaid()).contains("step in the background", "steps beside each other");
    }

    @Test
    void a_person_says_what_is_known_by_the_names_of_contexts() {
        ImportedPipeline pipeline = new ReadRepository()
                .knowing("github.event.action", "opened")
                .knowing("inputs.debug", "true")
                .pipelineOfJobs("a: {runs-on: x, name: \"${{ github.event.action }} ${{ inputs.debug && 'd' }}\"}\n");

        assertThat(job(pipeline, "opened d").group()).isEqualTo("a");
        assertThatThrownBy(() -> Known.of(new TreeMap<>(Map.of("ref", "x")))).hasMessageContaining("github.ref");
        assertThatThrownBy(() -> Known.of(new TreeMap<>(Map.of("a.b", "x", "a.b.c", "y"))))
                .hasMessageContaining("a.b.c");
    }
}
