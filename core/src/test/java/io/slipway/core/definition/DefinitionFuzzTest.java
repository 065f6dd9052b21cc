package io.slipway.core.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.workspace.Workspace;
import io.slipway.core.workspace.WorkspaceCodec;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is in the files, the answer is a workspace or a list of problems, and it comes soon. Each kind of damage is done to
 * each file, and each piece is put in; the long way through chance is {@code bench/run fuzz}.
 */
@Timeout(60)
class DefinitionFuzzTest {
    private static final int ROUNDS = 35;
    private static final int TEXTS = 40;
    /** Of damage. */
    private static final int KINDS = 5;

    private static final Map<String, byte[]> WELL = Definitions.files(
            "slipway-workspace.yaml",
            """
            slipway: 1
            services: [orders, payments]
            params: {target: {default: staging, allowed: [staging, production]}, copies: {type: number, default: 2}}
            variables: {registry: example.org}
            templates: {java: {requires: {jdk: ">=17"}}, slow: {extends: java, timeout: 1h}}
            defaults: {test: {timeout: 10m, retry: 2}}
            throttles: {db: 4}
            """,
            "orders/slipway.yaml",
            """
            slipway: 1
            service: orders
            tasks:
              compile: &c
                run: |
                  javac -d build/classes @sources.txt
                inputs: [src/main/**, "!src/main/doc/**", sources.txt]
                outputs: ["build/classes/**", 'build/{a,b}.txt']
                needs: [payments:package]
                requires: {os: linux, jdk: ">=17,<22"}
                resources: {cpu: 500m, memory: 512Mi}
                timeout: 1h30m
              test:
                kind: test
                run: [java, -cp, build/classes, "T\\u00e9sts"]
                needs: [compile, {task: "payments:package", kind: test, optional: true, outputs: [lib/**]}]
                reports: {junit: build/reports/*.xml}
                env: &e {A: 1, B: ~x}
                pass: [CI]
                always: true
              matrix:
                extends: [java, slow]
                run: [./t, "${{ matrix.jdk }}", "${{ vars.registry }}", "$${{ x"]
                matrix: {jdk: [17, 21], os: [linux, macos], exclude: [{jdk: 17, os: macos}], include: [{jdk: 22, os: linux}]}
                when: branch == 'main' && changed.exists(f, f.startsWith('src/')) || int(env.N) > 2
                retry: [{attempts: 4, backoff: {first: 5s, factor: 1.5}, on: [75, timeout]}]
                throttle: [{class: db, weight: 2}]
                outputs: ["out/${{ matrix.jdk }}-${{ matrix.os }}/**"]
              other: {run: make, env: *e, locks: [a, b], inputs: [build/a.txt]}
            """,
            "payments/slipway.yaml",
            "slipway: 1\nservice: payments\ntasks:\n  package: {run: make, outputs: [lib/**]}\n",
            "orders/pom.xml",
            "<project><groupId>shop</groupId><artifactId>orders</artifactId><dependencies><dependency>"
                    + "<groupId>shop</groupId><artifactId>payments</artifactId></dependency></dependencies></project>",
            "payments/pom.xml",
            "<project><groupId>shop</groupId><artifactId>payments</artifactId></project>",
            "orders/package.json",
            "{\"name\": \"orders\", \"dependencies\": {\"payments\": \"workspace:*\"}}",
            "payments/package.json",
            "{\"name\": \"payments\"}");
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            ",",
            "- ",
            "? ",
            "&a ",
            "*a",
            "*c",
            "!x ",
            "!!int ",
            "|\n",
            ">-\n",
            "'",
            "\"",
            "#",
            "%YAML 1.3\n",
            "%TAG ! x\n",
            "---\n",
            "...\n",
            "\n",
            "\r",
            "\t",
            "\0",
            "\uFEFF",
            "\u2028",
            "\u0085",
            "\uD83D\uDE00",
            "\\",
            "\\x",
            "~",
            "null",
            "<<: *c",
            "slipway",
            "tasks:",
            "run: ",
            "needs: ",
            "orders:compile",
            "!",
            "**",
            "../",
            "99999999999999999999",
            "-1",
            "1e9",
            ".inf",
            "P",
            "${{ ",
            "${{ matrix.jdk }}",
            " }}",
            "extends: ",
            "matrix: {a: [1, 2]}",
            "when: ",
            " && (",
            "changed.all(f, ",
            "java",
            "<",
            "&amp;",
            "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:/x'>]>");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1})
    void a_damaged_file_gives_problems_or_a_workspace_and_nothing_else(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, byte[]> files = new TreeMap<>(WELL);
            List<String> paths = new ArrayList<>(files.keySet());
            String path = paths.get(round % paths.size());
            int first = round / paths.size();
            byte[] bytes = damaged(files.get(path), first, random);
            for (int i = random.nextInt(4); i > 0; i--) bytes = damaged(bytes, random.nextInt(KINDS), random);
            files.put(path, bytes);
            refused += isRefused(files, new String(bytes, UTF_8)) ? 1 : 0;
        }
        assertThat(refused).isBetween(ROUNDS / 4, ROUNDS - 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1})
    void a_file_of_random_pieces_gives_problems(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (int round = 0; round < TEXTS; round++) {
            StringBuilder text = new StringBuilder("slipway: 1\nservice: s\ntasks: ");
            text.append(PIECES.get((int) (seed * TEXTS + round) % PIECES.size()));
            for (int i = random.nextInt(40); i > 0; i--) text.append(PIECES.get(random.nextInt(PIECES.size())));
            isRefused(Map.of("slipway.yaml", text.toString().getBytes(UTF_8)), text.toString());
        }
    }

    @ParameterizedTest(name = "{0} times many")
    @ValueSource(
            strings = {
                "[", "{", "- ", "? ", ": ", "a: ", "&a ", "*a ", "!", "'", "\"", "\\", "|", "#", "\n", " ", "a,",
                "a: b, ", "- a\n", "{a: "
            })
    void a_piece_repeated_without_end_is_read_soon(String piece) {
        String text = "slipway: 1\nservice: s\ntasks: " + piece.repeat(200_000 / piece.length());

        isRefused(Map.of("slipway.yaml", text.getBytes(UTF_8)), piece + " repeated");
    }

    @ParameterizedTest(name = "{0} times many")
    @ValueSource(
            strings = {"(", "!", "-", "a.", "a[", "[", "{1: ", "f(", "1 + ", "true ? ", "a && ", "'x' + ", "has(", "\""
            })
    void a_condition_repeated_without_end_is_read_soon(String piece) {
        for (int length : new int[] {500, 1_990, 100_000}) {
            String condition = piece.repeat(length / piece.length()) + "a";
            String text =
                    "slipway: 1\nservice: s\ntasks:\n  t:\n    run: make\n    when: |-\n      " + condition + "\n";
            long begin = System.nanoTime();

            isRefused(Map.of("slipway.yaml", text.getBytes(UTF_8)), condition);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private static boolean isRefused(Map<String, byte[]> files, String what) {
        try {
            Workspace workspace = new DefinitionReader().read(files);
            assertThat(WorkspaceCodec.decode(WorkspaceCodec.encode(workspace))).isEqualTo(workspace);
            return false;
        } catch (InvalidPipelineException e) {
            assertThat(e.problems().stream().filter(problem -> problem.place().isEmpty()))
                    .as(what)
                    .isEmpty();
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.message()).isNotBlank().doesNotContain("\n");
                assertThat(problem.suggestion()).isPresent();
            });
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("read: " + what, e);
        }
    }

    private static byte[] damaged(byte[] bytes, int kind, RandomGenerator random) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + random.nextInt(12));
        List<byte[]> parts =
                new ArrayList<>(List.of(slice(bytes, 0, at), slice(bytes, at, end), slice(bytes, end, bytes.length)));
        switch (kind) {
            case 0 -> parts.remove(1);
            case 1 -> parts.add(1, PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
            case 2 -> parts.set(1, new byte[] {(byte) random.nextInt()});
            case 3 -> parts.add(1, parts.get(1));
            default -> Collections.swap(parts, 1, 2);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
