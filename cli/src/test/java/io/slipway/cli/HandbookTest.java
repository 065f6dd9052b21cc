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

    static Stream<String> commands() {
        return helpByCommand().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void has_every_command_with_its_help(String command) throws IOException {
        String section = "## " + command + "\n";

        assertThat(HANDBOOK)
                .content()
                .contains(section)
                .contains("```text\n" + helpByCommand().get(command) + "```\n");
        String fromSection = Files.readString(HANDBOOK).split(section, 2)[1];
        assertThat(fromSection.substring(fromSection.indexOf("```text\n") + 8))
                .startsWith(String.valueOf(helpByCommand().get(command)));
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
