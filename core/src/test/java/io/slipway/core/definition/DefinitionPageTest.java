package io.slipway.core.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reads every example of docs/definition.md. */
class DefinitionPageTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern FILE_NAME = Pattern.compile("# (\\S+)\n");
    private static final String OTHER = """
            slipway: 1
            service: %s
            tasks:
              package: {run: make, outputs: [build/all.jar]}
              deploy: {run: make, kind: deploy}
            """;
    private static final String TASK = """
            slipway: 1
            service: orders
            tasks:
              compile: {run: make}
              example:
            """;

    static List<String> examples() throws IOException {
        // tests run in the module's directory
        Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("../docs/definition.md")));
        List<String> examples = new ArrayList<>();
        while (matcher.find()) examples.add(matcher.group(1));
        return examples;
    }

    @Test
    void whole_files_of_the_page_are_one_workspace_with_the_workspace_file_too() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String example : examples()) {
            Matcher name = FILE_NAME.matcher(example);
            if (name.lookingAt()) files.put(name.group(1), example.getBytes(UTF_8));
        }
        byte[] listing = files.remove("slipway-workspace.yaml");
        byte[] limits = files.remove("limits/slipway-workspace.yaml");
        byte[] templates = files.remove("templates/slipway-workspace.yaml");
        byte[] groups = files.remove("groups/slipway-workspace.yaml");
        byte[] params = files.remove("params/slipway-workspace.yaml");

        assertThat(Definitions.problems(files)).isEmpty();
        assertThat(files).hasSize(4);
        assertThat(new DefinitionReader().read(files).found()).isEmpty();

        files.put("slipway-workspace.yaml", listing);
        assertThat(new DefinitionReader().read(files).services()).hasSize(2);

        files.put("slipway-workspace.yaml", limits);
        assertThat(new DefinitionReader().read(files).throttles()).containsOnlyKeys("database", "registry");

        files.put("slipway-workspace.yaml", templates);
        assertThat(Definitions.problems(files)).isEmpty();

        files.put("slipway-workspace.yaml", groups);
        assertThat(new DefinitionReader().read(files).concurrency()).isPresent();

        files.put("slipway-workspace.yaml", params);
        assertThat(Definitions.problems(files)).isEmpty();
    }

    @Test
    void every_part_of_a_task_on_the_page_is_read() throws IOException {
        int read = 0;
        for (String example : examples()) {
            if (FILE_NAME.matcher(example).lookingAt()) continue;
            String keys = example.contains("run: ") ? example : "run: make\n" + example;
            Map<String, byte[]> files = Definitions.files(
                    "orders/slipway.yaml", TASK + keys.indent(4),
                    "contracts/slipway.yaml", OTHER.formatted("contracts"),
                    "payments/slipway.yaml", OTHER.formatted("payments"),
                    "database/slipway.yaml", OTHER.formatted("database"),
                    "slipway-workspace.yaml", templates());

            assertThat(Definitions.problems(files)).as(example).isEmpty();
            read++;
        }
        assertThat(read).isGreaterThanOrEqualTo(13);
    }

    private static String templates() throws IOException {
        return examples().stream()
                .filter(example -> example.startsWith("# templates/"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_page_names_every_key() throws IOException {
        String page = Files.readString(Path.of("../docs/definition.md"));

        assertThat(TaskReader.KEYS).allSatisfy(key -> assertThat(page).contains("| [`" + key + "`](#"));
        assertThat(TaskReader.NEED_KEYS).allSatisfy(key -> assertThat(page).contains("\n| `" + key + "` |"));
        assertThat(TaskReader.THROTTLE_KEYS).allSatisfy(key -> assertThat(page).contains("\n| `" + key + "` |"));
        assertThat(RetryReader.KEYS).allSatisfy(key -> assertThat(page).contains("\n| `" + key + "` |"));
        assertThat(RetryReader.BACKOFF_KEYS).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
        assertThat(ConcurrencyReader.KEYS).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
        assertThat(KeepReader.KEYS).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
        assertThat(ApprovalReader.KEYS).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
        assertThat(ShardsReader.KEYS).allSatisfy(key -> assertThat(page).contains("\n| `" + key + "` |"));
        assertThat(ParametersReader.KEYS).allSatisfy(key -> assertThat(page).contains("\n| `" + key + "` |"));
        assertThat(WorkspaceFileReader.KEYS).allSatisfy(key -> assertThat(page).contains(key + ":"));
    }

    @Test
    void the_defaults_are_those_of_the_page() {
        Task task = Definitions.read("slipway.yaml", "slipway: 1\nservice: s\ntasks: {t: {run: make}}")
                .pipeline()
                .tasks()
                .get(0);

        assertThat(task).isEqualTo(Task.builder("s:t").directory("").run("make").build());
        assertThat(task.inputs().patterns()).containsExactly("**");
        assertThat(task.resources().milliCpu()).isEqualTo(1000);
    }
}
