package io.slipway.core.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
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
    // tests run in the module's directory
    private static final Path PAGE = Path.of("../docs/definition.md");
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
        Matcher matcher = EXAMPLE.matcher(Files.readString(PAGE));
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
        byte[] secrets = files.remove("secrets/slipway-workspace.yaml");

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

        files.put("slipway-workspace.yaml", secrets);
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
    void the_tables_of_the_page_are_those_of_the_language() throws IOException {
        String page = Files.readString(PAGE);
        String printed = DefinitionTables.printedInto(page);
        if (Boolean.getBoolean("slipway.writeDefinitionPage")) Files.writeString(PAGE, printed);

        assertThat(DefinitionTables.tablesIn(page))
                .as("maps with a table between <!-- keys of NAME: printed by DefinitionPageTest --> and <!-- /keys -->")
                .containsExactlyInAnyOrderElementsOf(
                        Language.ALL.stream().map(Keys::name).toList());
        assertThat(Files.readString(PAGE))
                .as(
                        "print the tables of %s again: mvn -pl core test -Dtest=DefinitionPageTest"
                                + " -Dslipway.writeDefinitionPage=true",
                        PAGE)
                .isEqualTo(printed);
    }

    @Test
    void every_key_of_a_task_has_a_section_with_an_example() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Language.TASK.names())
                .allSatisfy(key -> assertThat(blocks(DefinitionTables.section(key, page)))
                        .as("examples in the section of %s about the key `%s`", PAGE, key)
                        .containsPattern(written(key)));
    }

    @Test
    void every_key_of_every_map_is_in_an_example() throws IOException {
        String blocks = blocks(Files.readString(PAGE));

        for (Keys map : Language.ALL)
            assertThat(map.names())
                    .allSatisfy(key -> assertThat(blocks)
                            .as("the examples of %s for the key `%s` of a %s", PAGE, key, map.name())
                            .containsPattern(written(key)));
    }

    @Test
    void the_example_of_every_key_of_a_task_in_its_table_is_read() throws IOException {
        for (Keys.Key key : Language.TASK.keys()) {
            String keys = key.name() + ": " + key.example() + "\n" + (key.name().equals("run") ? "" : "run: make\n");
            Map<String, byte[]> files = Definitions.files(
                    "orders/slipway.yaml", TASK + keys.indent(4),
                    "contracts/slipway.yaml", OTHER.formatted("contracts"),
                    "slipway-workspace.yaml", templates());

            assertThat(Definitions.problems(files)).as(keys).isEmpty();
        }
    }

    private static String blocks(String part) {
        return EXAMPLE.matcher(part).results().map(found -> found.group(1)).collect(joining("\n"));
    }

    /** As a key, in a map of lines or one in braces. */
    private static Pattern written(String key) {
        return Pattern.compile("(?m)(^[ -]*|[{,] *)" + Pattern.quote(key) + ": ?");
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
