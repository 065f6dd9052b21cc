package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** {@code docs/cli.md} says of every command what its help says. */
class HandbookTest {
    private static final Path HANDBOOK = Path.of("../docs/cli.md");

    private static final String BLOCK = "```text\n";

    static Stream<String> commands() {
        return helpByCommand().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void has_every_command_with_its_help(String command) throws IOException {
        String handbook = Files.readString(HANDBOOK);
        int section = handbook.indexOf("## " + command + "\n");

        assertThat(section).as("a section of this name").isNotNegative();
        String help = helpByCommand().getOrDefault(command, "");
        assertThat(handbook.substring(handbook.indexOf(BLOCK, section))).startsWith(BLOCK + help + "```\n");
    }

    private static Map<String, String> helpByCommand() {
        Map<String, String> help = new TreeMap<>();
        collect(CommandLines.of(new FakeSurroundings().surroundings()), help);
        return help;
    }

    private static void collect(CommandLine command, Map<String, String> help) {
        help.put(command.getCommandSpec().qualifiedName(), command.getUsageMessage(Ansi.OFF));
        for (CommandLine below : command.getSubcommands().values()) collect(below, help);
    }
}
