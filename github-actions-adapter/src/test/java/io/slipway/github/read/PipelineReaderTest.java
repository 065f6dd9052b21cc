package io.slipway.github.read;

import static io.slipway.github.read.ReadRepository.job;
import static io.slipway.github.read.ReadRepository.names;
import static io.slipway.github.read.ReadRepository.read;
import static io.slipway.github.read.ReadRepository.readJobs;
import static io.slipway.github.read.ReadRepository.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedNeed;
import io.slipway.core.imported.ImportedPipeline;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PipelineReaderTest {
    @Test
    void jobs_wait_for_those_they_need_and_for_no_others() {
        ImportedPipeline pipeline = readJobs("""
                a: {runs-on: x, steps: [{run: one}]}
                b: {runs-on: x, needs: a, steps: [{run: two}]}
                c: {runs-on: x, needs: [a, b], steps: [{run: three}]}
                d: {runs-on: x, steps: [{run: four}]}
                """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(pipeline.graph().predecessors("c")).containsExactly("a", "b");
        assertThat(pipeline.graph().predecessors("d")).isEmpty();
        assertThat(job(pipeline, "b").needs().orElseThrow()).containsExactly(new ImportedNeed("a", false, false));
    }

    @Test
    void everything_that_a_job_says_is_read() {
        ImportedPipeline pipeline = read("""
                on: [push, pull_request]
                env: {A: 1.10, B: top}
                defaults: {run: {working-directory: sub dir}}
                jobs:
                  build:
                    name: Build it
                    runs-on: [self-hosted, linux]
                    timeout-minutes: 1.5
                    continue-on-error: true
                    concurrency: {group: one, cancel-in-progress: true}
                    environment: {name: prod, url: https://example.com}
                    container: debian:12
                    env: {B: job, C: "${{ secrets.C }}"}
                    steps:
                      - uses: actions/checkout@v4
                      - uses: actions/cache@v4
                        with: {path: x, key: y}
                      - run: make all
                      - run: make test
                        working-directory: .
                        env: {D: it's}
                        continue-on-error: true
                      - uses: actions/upload-artifact@v4
                        with: {path: "out/*.jar\\nlogs"}
                """);

        assertThat(pipeline.problems()).isEmpty();
        ImportedJob job = job(pipeline, "Build it");
        assertThat(job.group()).isEqualTo("build");
        assertThat(job.labels()).containsExactly("self-hosted", "linux");
        assertThat(job.timeout()).contains(Duration.ofSeconds(90));
        assertThat(job.mayFail()).isTrue();
        assertThat(job.lock()).contains("one");
        assertThat(job.deploys()).isTrue();
        assertThat(job.cached()).isTrue();
        assertThat(job.env())
                .containsEntry("A", "1.1")
                .containsEntry("B", "job")
                .doesNotContainKey("C");
        assertThat(job.outputs()).containsExactly("out/*.jar", "logs");
        assertThat(job.script())
                .isEqualTo("(\ncd 'sub dir'\nmake all\n)\n(\nexport D='it'\\''s'\ncd '.'\nmake test\n) || true");
        assertThat(job.unsaid()).contains("container: debian:12", "env: C: ${{ secrets.C }}", "environment: prod");
    }

    @Test
    void a_need_that_is_no_job_is_told_with_what_was_meant() {
        ImportedPipeline pipeline = readJobs("build: {runs-on: x}\ntest: {runs-on: x, needs: [biuld]}\n");

        assertThat(said(pipeline.problems()))
                .containsExactly("ci.yml:4:30 `test` needs `biuld`, but there is no such job; did you mean `build`?");
    }

    @Test
    void jobs_of_a_matrix_are_named_as_github_names_them() {
        ImportedPipeline pipeline = readJobs("""
                test:
                  runs-on: ${{ matrix.os }}
                  strategy: {matrix: {os: [linux, mac], java: [17, 21]}}
                pack:
                  name: Pack ${{ matrix.kind }}
                  needs: test
                  runs-on: x
                  strategy: {matrix: {kind: [deb, rpm]}}
                """);

        assertThat(names(pipeline))
                .containsExactly(
                        "test (linux, 17)",
                        "test (linux, 21)",
                        "test (mac, 17)",
                        "test (mac, 21)",
                        "Pack deb",
                        "Pack rpm");
        assertThat(job(pipeline, "test (mac, 21)").labels()).containsExactly("mac");
        assertThat(pipeline.graph().predecessors("Pack rpm")).hasSize(4);
    }
}
