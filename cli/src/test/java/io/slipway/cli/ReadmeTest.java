package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells a newcomer to type does what it says, in a copy of the examples. */
class ReadmeTest {
    private static final Path REPOSITORY = Path.of("..");

    @TempDir
    private Path copy;

    @Test
    void commands_on_the_small_example_work_and_the_second_run_reuses_everything() throws IOException {
        copy("examples/hello");
        FakeSurroundings newcomer = newcomer();

        List<String> told = new ArrayList<>();
        for (String command : commands("examples/hello")) {
            int code = newcomer.slipway(command.substring("./slipway ".length()).split(" ", -1));
            assertThat(code).as(command + "\n" + newcomer.err()).isEqualTo(ExitCode.DONE);
            told.add(newcomer.err() + newcomer.out());
        }

        assertThat(told).hasSize(3);
        assertThat(told.get(0)).contains(": 2 tasks, 2 ran\n");
        assertThat(told.get(1)).contains(": 2 tasks, 2 reused\n");
        assertThat(told.get(2)).isEqualTo("ok: 1 service, 2 tasks\n");
    }

    /** The shop itself is built by {@code .ci/run}: it takes a while, and Maven and Node. */
    @Test
    void command_on_the_shop_names_a_workspace_without_problems() throws IOException {
        copy("examples/shop");
        FakeSurroundings newcomer = newcomer();

        int code = newcomer.slipway("validate", "examples/shop");

        assertThat(commands("examples/shop")).containsExactly("./slipway run examples/shop");
        assertThat(code).as(newcomer.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void definition_shown_is_the_one_of_the_example() throws IOException {
        String shown = blocks("yaml").get(0);

        assertThat(REPOSITORY.resolve("examples/hello/slipway.yaml")).hasContent(shown);
    }

    private FakeSurroundings newcomer() {
        return new FakeSurroundings()
                .in(copy)
                .with("SLIPWAY_STORE", copy.resolve("store").toString());
    }

    private static List<String> commands(String on) throws IOException {
        List<String> commands = new ArrayList<>();
        for (String block : blocks("sh")) {
            for (String line : block.split("\n", -1)) {
                if (line.startsWith("./slipway ") && line.endsWith(" " + on)) commands.add(line);
            }
        }
        return commands;
    }

    private static List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        String[] parts = Files.readString(REPOSITORY.resolve("README.md")).split("```", -1);
        for (int i = 1; i < parts.length; i += 2) {
            if (parts[i].startsWith(language + "\n")) blocks.add(parts[i].substring(language.length() + 1));
        }
        return blocks;
    }

    private void copy(String directory) throws IOException {
        Path from = REPOSITORY.resolve(directory);
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path to = copy.resolve(directory).resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) Files.createDirectories(to);
                else Files.copy(path, to);
            }
        }
    }
}
