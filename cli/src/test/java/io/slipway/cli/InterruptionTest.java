package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals need a process of their own. */
class InterruptionTest {
    private static final String SLOW = """
            slipway: 1
            service: slow
            tasks:
              first:
                run: echo once >> ../ran.log
                inputs: []
              sleep:
                run: test -e ../awake || sleep 600
                inputs: []
                needs: [first]
            """;

    @TempDir
    private Path directory;

    @Test
    void ends_the_run_in_order_and_the_process_with_130_when_terminated() throws Exception {
        TemporaryWorkspace workspace = new TemporaryWorkspace(directory).write("slipway.yaml", SLOW);
        Process process = slipway(workspace, "run", "--json");

        try (BufferedReader out = read(process)) {
            awaitStartOf("slow:sleep", out);
            process.toHandle().destroy();

            String last = "";
            for (String line = out.readLine(); line != null; line = out.readLine()) last = line;
            assertThat(last).startsWith("{\"type\":\"summary\",\"result\":\"cancelled\",\"tasks\":2,\"ran\":2,");
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    }

    @Test
    void goes_on_where_a_killed_run_stopped() throws Exception {
        TemporaryWorkspace workspace = new TemporaryWorkspace(directory).write("slipway.yaml", SLOW);
        Process process = slipway(workspace, "run", "--json");
        try (BufferedReader out = read(process)) {
            awaitStartOf("slow:sleep", out);
            process.destroyForcibly().waitFor();
        }

        int code = workspace.write("../awake", "").slipway("run", "--resume");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(workspace.err()).contains("ok      slow:sleep").doesNotContain("slow:first  ");
        assertThat(workspace.read("../ran.log")).isEqualTo("once\n");
    }

    private static void awaitStartOf(String task, BufferedReader out) throws IOException {
        String start = "\"type\":\"attemptStarted\"";
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains(start) && line.contains("\"" + task + "\"")) return;
        }
        throw new AssertionError("the run ended before " + task + " began");
    }

    private static BufferedReader read(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private Process slipway(TemporaryWorkspace workspace, String... args) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(java, "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"));
        builder.command().add("io.slipway.cli.Main");
        builder.command().addAll(List.of(args));
        builder.directory(workspace.root().toFile());
        builder.environment().put("SLIPWAY_STORE", directory.resolve("store").toString());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }
}
