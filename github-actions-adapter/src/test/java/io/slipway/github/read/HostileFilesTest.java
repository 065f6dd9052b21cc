package io.slipway.github.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.imported.ImportedPipeline;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are: a result or a problem, soon, and no crash. */
@Timeout(60)
class HostileFilesTest {
    /** Of this thread, as other tests run beside this one. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final String WORKFLOW = """
            on: {push: {branches: [main]}, workflow_dispatch: {inputs: {x: {type: choice, options: [a]}}}}
            env: &env {A: 1, B: "${{ github.ref }}"}
            jobs:
              a:
                runs-on: ${{ matrix.os }}
                strategy: {matrix: {os: [x, y], n: [1, 2], include: [{os: z, k: {l: [1]}}], exclude: [{os: x, n: 1}]}}
                env: *env
                if: ${{ !cancelled() && contains(fromJSON('["a"]'), inputs.x) }}
                outputs: {o: "${{ steps.s.outputs.o }}"}
                steps:
                  - {id: s, run: "echo ${{ toJSON(matrix) }}", env: {C: "${{ env.A }}"}, shell: bash}
                  - uses: ./.github/actions/own
              b:
                needs: [a]
                uses: ./.github/workflows/other.yml
                with: {n: "${{ needs.a.outputs.o }}"}
                secrets: inherit
            """;

    private static ImportedPipeline read(byte[] bytes) {
        ReadRepository repository = new ReadRepository()
                .with(
                        ".github/workflows/other.yml",
                        "on: {workflow_call: {inputs: {n: {type: string}}}}\njobs: {c: {runs-on: x}}")
                .with(".github/actions/own/action.yml", "runs: {using: composite, steps: [{run: echo, shell: bash}]}");
        return new PipelineReader(repository, Known.NOTHING).read("ci.yml", bytes);
    }

    private static ImportedPipeline readSoon(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        ImportedPipeline pipeline = read(bytes);
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin)).isLessThan(SOON);
        return pipeline;
    }

    @Test
    void the_file_that_is_spoilt_below_is_sound() {
        assertThat(read(WORKFLOW.getBytes(UTF_8)).problems()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4})
    void files_with_bytes_changed_by_chance_are_read_or_refused(int seed) {
        Random random = new Random(seed);
        byte[] sound = WORKFLOW.getBytes(UTF_8);
        String some = "{}[]:,&*!|>'\"%@`#-?\n\t ${<=()./\0";
        for (int round = 0; round < 250; round++) {
            byte[] spoilt = sound.clone();
            for (int i = 0; i <= random.nextInt(6); i++) {
                byte other = random.nextInt(4) == 0
                        ? (byte) random.nextInt(256)
                        : (byte) some.charAt(random.nextInt(some.length()));
                spoilt[random.nextInt(spoilt.length)] = other;
            }

            assertThat(read(spoilt)).isNotNull();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {5, 6})
    void files_with_values_of_the_wrong_type_are_read_or_refused(int seed) {
        Random random = new Random(seed);
        String[] values = {
            "[]", "{}", "~", "1.5", "true", "'${{ x }}'", "[[[]]]", "{a: {b: [1]}}", "\"\"", "'${{'", "*env"
        };
        String[] lines = WORKFLOW.split("\n");
        for (int round = 0; round < 250; round++) {
            String[] spoilt = lines.clone();
            int at = random.nextInt(spoilt.length);
            spoilt[at] =
                    spoilt[at].replaceFirst(": .*", ": " + values[random.nextInt(values.length)].replace("$", "\\$"));

            assertThat(read(String.join("\n", spoilt).getBytes(UTF_8))).isNotNull();
        }
    }

    @Test
    void aliases_that_multiply_are_refused() {
        StringBuilder text = new StringBuilder("on: push\nenv:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            text.append("  a").append(i).append(": &a").append(i).append(" [");
            text.append(("*a" + (i - 1) + ", ").repeat(10)).append("]\n");
        }

        assertThat(readSoon(text + "jobs: {a: {runs-on: x}}\n").problems().toString())
                .contains("use fewer aliases");
    }

    @Test
    void an_alias_within_what_it_names_is_refused() {
        assertThat(readSoon("on: push\njobs: &j\n  a: *j\n").problems().toString())
                .contains("an alias within");
    }

    @Test
    void deep_files_are_refused() {
        assertThat(readSoon("on: " + "[".repeat(20_000)).problems()).isNotEmpty();
        assertThat(readSoon("on: push\njobs: " + "{a: ".repeat(60) + "1" + "}".repeat(60))
                        .problems())
                .isNotEmpty();
        assertThat(readSoon("on: push\njobs: {a: {if: \"" + "(".repeat(9_000) + "\", runs-on: x}}")
                        .problems())
                .isNotEmpty();
    }

    @Test
    void large_files_are_refused() {
        assertThat(readSoon("on: push # " + "x".repeat(10 << 20)).problems().toString())
                .contains("more than 1 MiB");
    }

    @Test
    void a_megabyte_of_small_values_is_read_or_refused() {
        assertThat(readSoon("on: push\njobs: {a: {runs-on: [" + "a,".repeat(500_000) + "]}}")
                        .problems())
                .isNotEmpty();
        assertThat(readSoon("on: push\njobs: {" + "a,".repeat(500_000) + "}").problems())
                .isNotEmpty();
        assertThat(readSoon("on: push\njobs: {a: {runs-on: x, strategy: {matrix: {a: [" + "[],".repeat(300_000)
                                + "]}}}}")
                        .problems())
                .isNotEmpty();
    }

    @Test
    void matrices_that_multiply_are_refused() {
        StringBuilder axes = new StringBuilder();
        for (int i = 0; i < 30; i++) axes.append("a").append(i).append(": [1, 2, 3, 4, 5, 6, 7, 8, 9], ");

        assertThat(readSoon("on: push\njobs: {a: {runs-on: x, strategy: {matrix: {" + axes + "}}}}")
                        .problems())
                .isNotEmpty();
    }

    @Test
    void large_matrices_that_wait_for_each_other_are_read_or_refused() {
        StringBuilder text = new StringBuilder("on: push\njobs:\n");
        String many = "1, ".repeat(16);
        for (int i = 0; i < 200; i++) {
            text.append("  j")
                    .append(i)
                    .append(": {runs-on: x, strategy: {matrix: {a: [")
                    .append(many);
            text.append("], b: [").append(many).append("]}}");
            if (i > 0) text.append(", needs: j").append(i - 1);
            text.append("}\n");
        }

        assertThat(readSoon(text.toString())).isNotNull();
    }

    @Test
    void expressions_that_grow_without_end_are_told() {
        String grown = "format('" + "{0}".repeat(300) + "', github.ref)";
        for (int i = 0; i < 5; i++) grown = "format('" + "{0}".repeat(300) + "', " + grown + ")";
        ReadRepository repository = new ReadRepository().knowing("github.ref", "refs/heads/main");

        ImportedPipeline pipeline = repository.pipelineOfJobs("a: {runs-on: x, env: {A: \"${{ " + grown + " }}\"}}\n");

        assertThat(pipeline.problems().toString()).contains("characters");
    }

    @Test
    void other_encodings_are_refused_with_a_place() {
        assertThat(read("on: push # ü".getBytes(UTF_16)).problems()).isNotEmpty();
        assertThat(read("on: push # ü".getBytes(ISO_8859_1)).problems().toString())
                .contains("ci.yml:1:12");
        assertThat(read("\uFEFFon: push\njobs: {a: {runs-on: x}}".getBytes(UTF_8))
                        .problems())
                .isEmpty();
        assertThat(read(new byte[0]).problems().toString()).contains("empty");
        assertThat(read("on: push\njobs: {a: {runs-on: \"\u0007\"}}".getBytes(UTF_8))
                        .problems())
                .isNotEmpty();
    }

    @Test
    void the_largest_files_fit_into_256_mebibytes() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-Xmx256m", "-cp", System.getProperty("java.class.path"), LargestFiles.class.getName())
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(said).endsWith("all were read or refused\n");
        assertThat(process.waitFor()).isZero();
    }

    /** A process of its own, which ends badly when its memory is not enough. */
    static final class LargestFiles {
        public static void main(String[] arguments) {
            String most = "a,".repeat(90_000);
            read(("on: push\njobs: {a: {runs-on: [" + most + "]}}").getBytes(UTF_8));
            read(("on: push\njobs: {" + "a: {b: 1}, ".repeat(60_000) + "}").getBytes(UTF_8));
            read(("on: push\nenv: &a {x: [" + most + "]}\njobs: {a: *a}").getBytes(UTF_8));
            read(("on: push\njobs: {" + "a,".repeat(500_000) + "}").getBytes(UTF_8));
            System.out.print("all were read or refused\n");
        }
    }
}
