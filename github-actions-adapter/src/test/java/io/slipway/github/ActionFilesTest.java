package io.slipway.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The actions as they are written, and the workflows of the examples. */
class ActionFilesTest {
    private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
    private static final Path EXAMPLES = MODULE.resolve("../examples/github/.github/workflows");
    private static final Pattern PINNED = Pattern.compile("[^@]+@(v\\d+|[0-9a-f]{40})|\\./.*");

    static Stream<Path> actions() throws IOException {
        try (Stream<Path> files = Files.walk(MODULE, 2)) {
            return files.filter(file -> file.endsWith("action.yml")).sorted().toList().stream();
        }
    }

    static Stream<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void there_is_an_action_for_each_thing_to_do() throws IOException {
        assertThat(actions().map(file -> MODULE.relativize(file).toString()))
                .containsExactly(
                        "action.yml",
                        "forecast/action.yml",
                        "plan/action.yml",
                        "restore/action.yml",
                        "run/action.yml",
                        "save/action.yml",
                        "split/action.yml");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("actions")
    void what_users_say_reaches_a_shell_only_by_its_environment(Path file) throws IOException {
        JsonNode action = read(file);

        List<String> passed = new ArrayList<>();
        for (JsonNode step : action.path("runs").path("steps")) {
            assertThat(step.path("run").asText()).doesNotContain("${{").contains("bin/slipway-action");
            assertThat(step.path("shell").asText()).isEqualTo("bash");
            step.path("env").properties().forEach(variable -> {
                String input = variable.getKey().substring("INPUT_".length()).toLowerCase(java.util.Locale.ROOT);
                assertThat(variable.getValue().asText()).isEqualTo("${{ inputs." + input + " }}");
                passed.add(input);
            });
        }

        List<String> inputs = new ArrayList<>();
        action.path("inputs").fieldNames().forEachRemaining(inputs::add);
        if (action.path("runs").path("using").asText().equals("composite"))
            assertThat(passed).containsExactlyInAnyOrderElementsOf(inputs);
        else
            for (String script : List.of("main", "post"))
                assertThat(file.resolveSibling(action.path("runs").path(script).asText()))
                        .exists();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workflows")
    void examples_hand_on_text_of_others_by_variables_and_name_versions(Path file) throws IOException {
        JsonNode workflow = read(file);

        assertThat(workflow.path("permissions").path("contents").asText()).isEqualTo("read");
        for (JsonNode job : workflow.path("jobs")) {
            for (JsonNode step : job.path("steps")) {
                assertThat(step.path("run").asText()).doesNotContain("${{");
                if (step.has("uses")) assertThat(step.path("uses").asText()).matches(PINNED);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"actions", "workflows"})
    void files_are_valid_against_the_schema(Path file) throws IOException {
        String kind = file.endsWith("action.yml") ? "action" : "workflow";
        Path schema = data("schemastore-schema/src/schemas/json/github-" + kind + ".json");

        assertThat(schema(schema).validate(read(file))).isEmpty();
    }

    /** Other projects' schemas are not ours to ship. */
    static Path data(String file) {
        String directory = System.getenv().getOrDefault("SLIPWAY_BENCH_DATA", "");
        assumeThat(directory).as("SLIPWAY_BENCH_DATA").isNotEmpty();
        return Path.of(directory, "ci-samples/oracles", file);
    }

    private static JsonSchema schema(Path file) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Files.readString(file));
    }

    private static JsonNode read(Path file) throws IOException {
        Object value = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return new ObjectMapper().valueToTree(value);
    }
}
