package io.slipway.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema as an editor uses it: YAML is read as JSON's types, and a validator of others has the word. */
class DefinitionSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SERVICE = schema(DefinitionSchema.service());
    private static final JsonSchema WORKSPACE = schema(DefinitionSchema.workspace());
    private static final String HEAD = "slipway: 1\nservice: orders\ntasks:\n  compile: {run: make}\n  example:\n";

    private static JsonSchema schema(String text) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    }

    private static List<String> complaints(JsonSchema schema, String yaml) {
        JsonNode value = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        return schema.validate(value).stream().map(Object::toString).toList();
    }

    private static JsonSchema schemaOf(String path) {
        return path.endsWith(DefinitionReader.WORKSPACE_FILE) ? WORKSPACE : SERVICE;
    }

    @Test
    void the_committed_schemas_are_those_of_the_model() throws IOException {
        // -Dslipway.writeSchema=true writes them again
        Map<String, String> schemas = Map.of(
                "../docs/slipway.schema.json", DefinitionSchema.service(),
                "../docs/slipway-workspace.schema.json", DefinitionSchema.workspace());
        for (Map.Entry<String, String> schema : schemas.entrySet()) {
            if (Boolean.getBoolean("slipway.writeSchema"))
                Files.writeString(Path.of(schema.getKey()), schema.getValue());
            assertThat(Path.of(schema.getKey())).content().isEqualTo(schema.getValue());
        }
    }

    @Test
    void the_schemas_are_schemas() throws IOException {
        JsonSchema ofSchemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(URI.create("https://json-schema.org/draft/2020-12/schema"));

        assertThat(ofSchemas.validate(JSON.readTree(DefinitionSchema.service())))
                .isEmpty();
        assertThat(ofSchemas.validate(JSON.readTree(DefinitionSchema.workspace())))
                .isEmpty();
    }

    @Test
    void every_example_of_the_page_is_valid() throws IOException {
        int services = 0;
        int workspaces = 0;
        for (String example : DefinitionPageTest.examples()) {
            String name = example.startsWith("# ") ? example.substring(2, example.indexOf('\n')) : "";
            if (name.endsWith(DefinitionReader.WORKSPACE_FILE)) workspaces++;
            else services++;
            String text = name.isEmpty() ? HEAD + example.indent(4) : example;
            assertThat(complaints(schemaOf(name), text)).as(example).isEmpty();
        }
        assertThat(services).isGreaterThan(20);
        assertThat(workspaces).isGreaterThanOrEqualTo(4);
    }

    @Test
    void the_definitions_of_the_example_projects_are_valid() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of("../examples"))) {
            files = all.filter(file -> file.getFileName().toString().matches("slipway(-workspace)?\\.yaml"))
                    .toList();
        }
        for (Path file : files)
            assertThat(complaints(schemaOf(file.toString()), Files.readString(file)))
                    .as(file.toString())
                    .isEmpty();
        assertThat(files).hasSizeGreaterThan(10);
    }

    @Test
    void every_key_has_a_sentence_and_an_example_that_its_schema_allows() throws IOException {
        JsonNode parts = JSON.readTree(DefinitionSchema.service()).get("$defs");
        List<String> wrong = new ArrayList<>();
        parts.properties()
                .forEach(part -> part.getValue().get("properties").properties().forEach(key -> {
                    String schema = "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$defs\":" + parts
                            + "," + key.getValue().toString().substring(1);
                    JsonNode example = key.getValue().get("examples").get(0);
                    if (!schema(schema).validate(example).isEmpty()) wrong.add(part.getKey() + "." + key.getKey());
                    if (!key.getValue().get("description").asText().endsWith(".")) wrong.add(key.getKey());
                }));

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rum: make",
                "run: make\nkind: tests",
                "run: make\nalways: perhaps",
                "run: make\ninputs: src",
                "run: make\nenv: {1A: x}",
                "run: make\nneeds: [{kind: test}]",
                "run: make\nresources: {cpus: 1}",
                "run: make\nresources: {memory: 5GB}",
                "run: make\ntimeout: soon",
                "run: make\nretry: {times: 3}",
                "run: make\nretry: {backoff: {factor: lots}}",
                "run: make\nthrottle: {weight: 2}",
                "run: {make: all}",
                "run: make\npass: {CI: 1}",
            })
    void what_is_wrong_is_refused_by_both(String task) {
        String text = HEAD + task.indent(4);

        assertThat(Definitions.problems(Definitions.files("orders/slipway.yaml", text)))
                .isNotEmpty();
        assertThat(complaints(SERVICE, text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slipway: 2\nservice: s\ntasks: {a: {run: b}}",
                "slipway: 1\nservice: s",
                "slipway: 1\ntasks: {a: {run: b}}",
                "slipway: 1\nservice: s\ntasks: {a b: {run: b}}",
                "slipway: 1\nservice: s\ntasks: {a: {run: b}}\nparams: {}"
            })
    void a_wrong_service_is_refused_by_both(String text) {
        assertThat(Definitions.problems(Definitions.files("orders/slipway.yaml", text)))
                .isNotEmpty();
        assertThat(complaints(SERVICE, text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: [a]",
                "slipway: 1\nthrottles: {db: many}",
                "slipway: 1\nparams: {a: {type: text}}",
                "slipway: 1\ndefaults: {tests: {timeout: 5m}}",
                "slipway: 1\ntasks: {}"
            })
    void a_wrong_workspace_file_is_refused_by_both(String text) {
        assertThat(Definitions.problems(Definitions.files(
                        "slipway-workspace.yaml",
                        text,
                        "a/slipway.yaml",
                        "slipway: 1\nservice: a\ntasks: {a: {run: b}}")))
                .isNotEmpty();
        assertThat(complaints(WORKSPACE, text)).isNotEmpty();
    }
}
