package io.slipway.gitlab.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.slipway.gitlab.read.DirectoryFiles;
import io.slipway.gitlab.read.PipelineReader;
import io.slipway.gitlab.read.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is written beside GitLab's own schema, which is not ours to ship: SLIPWAY_BENCH_DATA says where it lies. */
class ChildSchemaTest {
    @Test
    void child_pipelines_are_valid_against_the_schema() throws IOException {
        String data = System.getenv().getOrDefault("SLIPWAY_BENCH_DATA", "");
        assumeThat(data).as("SLIPWAY_BENCH_DATA").isNotEmpty();
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(Files.readString(Path.of(data, "ci-samples/oracles/gitlab-ci-schema/src/schema.json")));
        byte[] own = """
                unit:
                  script: [x]
                  image: {name: "java:17", entrypoint: [""]}
                  services: [postgres]
                  variables: {A: 1, B: yes}
                  retry: {max: 2, when: [runner_system_failure]}
                  cache: [{key: {files: [pom.xml]}, paths: [m/]}]
                  artifacts: {paths: [y/], reports: {dotenv: e.env}}
                  interruptible: true
                  environment: {name: review, url: "https://x.example.com"}
                """.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ChildJob keeps = job(
                "unit",
                2,
                new PipelineReader(new DirectoryFiles(Path.of(".")), Variables.UNKNOWN)
                        .resolved("n.yml", own)
                        .flatMap(root -> root.get("unit"))
                        .map(unit -> (io.slipway.gitlab.yaml.YamlValue.Mapping) unit));
        List<ChildPipeline> children = List.of(
                new ChildPipeline(List.of(ChildPipeline.nothingToDo()), Optional.empty(), Trust.of(Map.of())),
                new ChildPipeline(
                        List.of(job("a \"b\": [c]", 1, Optional.empty()), keeps),
                        Optional.of(".s"),
                        Trust.of(Map.of())));

        for (ChildPipeline child : children) {
            Object value = new Yaml(new SafeConstructor(new LoaderOptions())).load(child.text());
            assertThat(schema.validate(new ObjectMapper().valueToTree(value)))
                    .as(child.text())
                    .isEmpty();
        }
    }

    private static ChildJob job(String name, int shards, Optional<io.slipway.gitlab.yaml.YamlValue.Mapping> own) {
        return new ChildJob(
                name,
                "slipway-1",
                List.of("slipway gitlab run 'x'"),
                Optional.of(List.of()),
                shards,
                List.of("big"),
                Optional.of("db"),
                Optional.of(Duration.ofSeconds(90)),
                List.of("r/*.xml"),
                List.of(".s/"),
                false,
                own);
    }
}
