package io.slipway.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.imported.ImportedPipeline;
import io.slipway.gitlab.read.DirectoryFiles;
import io.slipway.gitlab.read.PipelineReader;
import io.slipway.gitlab.read.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of the template, as a runner's shell runs it, with a Slipway that does what a test wants. */
class TemplateTest {
    private static final Path TEMPLATE = Path.of(System.getProperty("basedir", "."))
            .resolve("../gitlab-adapter/templates/slipway.yml")
            .normalize();

    @TempDir
    private Path project;

    private record Ended(int code, String said, String child) {}

    @BeforeEach
    void write_the_jobs_without_slipway() throws IOException {
        Files.createDirectories(project.resolve("templates"));
        Files.copy(TEMPLATE, project.resolve("templates/slipway.yml"));
        Files.writeString(project.resolve("native.yml"), "unit: {script: make test}\n");
    }

    /** @param slipway what it does, for a shell */
    private Ended plan(String slipway, String file) throws IOException, InterruptedException {
        String parent = "include: [{local: templates/slipway.yml, inputs: {stage: build, native: '" + file + "'}}]\n";
        ImportedPipeline read = new PipelineReader(new DirectoryFiles(project), Variables.UNKNOWN)
                .read(".gitlab-ci.yml", parent.getBytes(UTF_8));
        assertThat(read.problems()).isEmpty();
        Files.writeString(project.resolve("slipway"), "#!/bin/sh\n" + slipway + "\n");
        assertThat(project.resolve("slipway").toFile().setExecutable(true)).isTrue();
        ProcessBuilder shell = new ProcessBuilder(
                        "sh", "-e", "-c", read.jobs().get(0).script())
                .directory(project.toFile())
                .redirectErrorStream(true);
        shell.environment().put("PATH", project + ":/usr/bin:/bin");
        shell.environment().put("SLIPWAY_NATIVE", read.jobs().get(0).env().get("SLIPWAY_NATIVE"));
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        Path child = project.resolve("slipway-child.yml");
        return new Ended(process.waitFor(), said, Files.exists(child) ? Files.readString(child) : "");
    }

    @Test
    void what_slipway_plans_is_the_child_pipeline() throws IOException, InterruptedException {
        Ended planned = plan("echo \"planned: $*\"", "native.yml");

        assertThat(planned)
                .isEqualTo(
                        new Ended(
                                0,
                                "",
                                "planned: gitlab plan --command slipway gitlab --native native.yml --summary slipway-summary.md\n"));
    }

    @Test
    void where_slipway_cannot_be_started_the_jobs_without_it_run_with_one_warning()
            throws IOException, InterruptedException {
        Ended failed = plan("echo half a plan; exit 3", "native.yml");

        assertThat(failed)
                .isEqualTo(new Ended(
                        0,
                        "warning: Slipway cannot be started; everything runs as it would without it\n",
                        "workflow: {rules: [{when: always}]}\nunit: {script: make test}\n"));
    }

    @Test
    void without_jobs_to_fall_back_to_the_job_says_what_to_do() throws IOException, InterruptedException {
        Ended failed = plan("exit 3", "");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.said()).contains("put it on the runner's PATH, or name jobs to fall back to");
    }
}
