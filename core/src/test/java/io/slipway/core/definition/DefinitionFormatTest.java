package io.slipway.core.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.pipeline.InvalidPipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionFormatTest {
    private static String canonical(String text) {
        return new String(DefinitionFormat.canonical("s/slipway.yaml", text.getBytes(UTF_8)), UTF_8);
    }

    @Test
    void keys_stand_in_the_order_of_the_language_with_their_comments() {
        String text = """
            # the shop's orders


            service: orders
            slipway: 1
            tasks:
                # checks it
                test:
                    needs:
                    - kind: test   # only then
                      task: compile
                    kind: test

                    run: |
                        ./a
                          ./b
                compile: {outputs: [build/**], run: "make all"}  # short
                long: {run: make,
                    inputs: [a,
                       b]}
            """;

        assertThat(canonical(text)).isEqualTo("""
            # the shop's orders

            slipway: 1
            service: orders
            tasks:
              # checks it
              test:
                run: |
                  ./a
                    ./b
                kind: test
                needs:
                  - task: compile
                    kind: test # only then
              compile: {run: "make all", outputs: [build/**]} # short
              long:
                run: make
                inputs:
                  - a
                  - b
            """);
    }

    @Test
    void a_workspace_file_has_an_order_of_its_own() {
        byte[] bytes = "throttles: {db: 2}\nservices: [b, a]\nslipway: 1\n".getBytes(UTF_8);

        String form = new String(DefinitionFormat.canonical("slipway-workspace.yaml", bytes), UTF_8);

        assertThat(form).isEqualTo("slipway: 1\nservices: [b, a]\nthrottles: {db: 2}\n");
    }

    @Test
    void anchors_and_quotes_stay() {
        String text = "slipway: 1\nservice: 's'\ntasks:\n  a: &base {run: \"x\"}\n  b: *base\n";

        assertThat(canonical(text)).isEqualTo(text);
    }

    @Test
    void what_is_no_yaml_and_what_would_be_lost_is_refused() {
        assertThatThrownBy(() -> canonical("a: [")).isInstanceOf(InvalidPipelineException.class);
        assertThatThrownBy(() -> canonical("a: &a [*a]")).isInstanceOf(InvalidPipelineException.class);
    }

    @Test
    void files_of_the_examples_mean_the_same_afterwards() throws IOException {
        int formatted = 0;
        for (Path file : examples()) {
            byte[] before = Files.readAllBytes(file);
            byte[] form = DefinitionFormat.canonical(file.toString(), before);

            assertThat(DefinitionFormat.canonical(file.toString(), form)).isEqualTo(form);
            Map<String, byte[]> one = Map.of("x/slipway.yaml", before);
            Map<String, byte[]> other = Map.of("x/slipway.yaml", form);
            assertThat(reading(other)).isEqualTo(reading(one));
            formatted++;
        }
        assertThat(formatted).isGreaterThan(10);
    }

    private static List<Path> examples() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("../examples"))) {
            return all.filter(file -> file.getFileName().toString().matches("slipway(-workspace)?\\.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void generated_definitions_mean_the_same_and_their_form_is_its_own_form(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int kept = 0;
        for (int round = 0; round < 100; round++) {
            String text = generated(random);
            String form = canonical(text);

            assertThat(canonical(form)).as(text).isEqualTo(form);
            assertThat(reading(Map.of("s/slipway.yaml", form.getBytes(UTF_8))))
                    .as(text)
                    .isEqualTo(reading(Map.of("s/slipway.yaml", text.getBytes(UTF_8))));
            assertThat(form.split("# c", -1)).as(text + form).hasSameSizeAs(text.split("# c", -1));
            kept++;
        }
        assertThat(kept).isEqualTo(100);
    }

    /** What a workspace of these files is, or what is wrong with it wherever that is. */
    private static Object reading(Map<String, byte[]> files) {
        try {
            return new DefinitionReader().read(files).pipeline().tasks();
        } catch (InvalidPipelineException e) {
            return e.problems().stream()
                    .map(problem -> problem.message().replaceAll("\\(.*?:\\d+:\\d+\\)", ""))
                    .sorted()
                    .toList();
        }
    }

    private static String generated(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        String indent = " ".repeat(1 + random.nextInt(5));
        if (random.nextBoolean()) text.append("# c head\n");
        List<String> top = new ArrayList<>(List.of("slipway: 1\n", "service: s\n"));
        StringBuilder tasks = new StringBuilder("tasks:\n");
        for (int i = 0; i <= random.nextInt(4); i++) {
            if (random.nextInt(3) == 0) tasks.append(indent).append("# c above\n");
            if (random.nextInt(3) == 0) tasks.append("\n\n");
            tasks.append(indent).append("t").append(i).append(":\n");
            List<String> keys = new ArrayList<>(List.of(
                    "run: 'echo \"a\" # no comment'\n",
                    "env: {B: \"x: y\", A: 1.10, \"C\": ''}\n",
                    "inputs: [a/**, \"!b\"]  # c inputs\n",
                    "needs:\n" + indent + indent + indent + "- {kind: test, task: \"t9\"}\n",
                    "timeout: 5m\n",
                    "when: >-\n" + indent + indent + indent + "branch ==\n" + indent + indent + indent + "'main'\n",
                    "kind: test # c kind\n",
                    "resources:\n" + indent + indent + indent + "memory: 1Gi\n" + indent + indent + indent
                            + "cpu: 2\n"));
            Collections.shuffle(keys, new Random(random.nextLong()));
            int count = 1 + random.nextInt(keys.size());
            for (String key : keys.subList(0, count))
                tasks.append(indent).append(indent).append(key);
        }
        top.add(tasks.toString());
        Collections.shuffle(top, new Random(random.nextLong()));
        top.forEach(text::append);
        if (random.nextInt(4) == 0) text.append("# c foot\n");
        return text.toString();
    }
}
