package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CommandLinesTest {
    private final FakeSurroundings process = new FakeSurroundings();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --jbos 3     | slipway run: unknown option `--jbos`; did you mean `--jobs`?",
                "run --sandbx     | slipway run: unknown option `--sandbx`; did you mean `--sandbox`?",
                "rnu              | slipway: unknown command `rnu`; did you mean `run`?",
                "run --jobs       | slipway run: missing required parameter for option '--jobs' (N)",
                "run -j 0         | slipway run: --jobs 0 (expected: a number from 1)",
                "run -j many      | slipway run: invalid value for option '--jobs': 'many' is no number",
                "run -q -v        | slipway run: --quiet and --verbose exclude each other",
                "verify --rebuild -qv | slipway verify: --quiet and --verbose exclude each other",
                "run --resume x   | slipway run: --resume takes no selection",
                "run --with deplo | slipway run: unknown KIND `deplo`; did you mean `deploy`?; it is one of deploy;",
                "plan -f dott     | slipway plan: unknown FORMAT `dott`; did you mean `dot`?; it is one of text, json, dot, mermaid;",
                "plan -f bogus    | slipway plan: unknown FORMAT `bogus`; it is one of text, json, dot, mermaid;",
                "explain          | slipway explain: missing required parameter: 'TASK'",
                "explain a:b c:d  | slipway explain: too many words from `c:d` on",
                "verify           | slipway verify: say how: --rebuild runs every task twice and compares (`slipway cache verify` checks the store)",
            })
    void refuses_a_wrong_option_and_suggests_the_right_one(String line, String said) {
        int code = process.slipway(line.strip().split(" ", -1));

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(process.err())
                .startsWith(said)
                .endsWith(" --help` lists what there is\n")
                .hasLineCount(1);
        assertThat(process.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "build //orders:build | slipway: there is no command `build`; write `slipway run`",
                "test orders          | slipway: there is no command `test`; write `slipway run --kind test`",
                "list                 | slipway: there is no command `list`; write `slipway graph`",
                "run-many -t build    | slipway: there is no command `run-many`; write `slipway run`",
                "affected             | slipway: there is no command `affected`; write `slipway run --affected`",
                "clean                | slipway: there is no command `clean`; write `slipway run --rebuild`",
                "cache clean          | slipway cache: there is no command `clean`; write `slipway cache gc`",
                "version              | slipway: there is no command `version`; write `slipway --version`",
                "--list               | slipway: there is no option `--list`; `slipway graph` shows all tasks",
                "-C here run          | slipway: there is no option `-C`; it stands behind the command",
                "run --parallel=3     | slipway run: there is no option `--parallel`; write `--jobs`",
                "run --filter=orders  | slipway run: there is no option `--filter`; name services, directories or tasks",
                "run --dry-run        | slipway run: there is no option `--dry-run`; `slipway plan` shows",
                "run -n               | slipway run: there is no option `-n`; `slipway plan` shows",
                "run --force          | slipway run: there is no option `--force`; write `--rebuild`",
                "run --base=main      | slipway run: there is no option `--base`; write `--since`",
                "run -w               | slipway run: there is no option `-w`; `slipway watch` runs again",
                "run -D a=b           | slipway run: there is no option `-D`; write `--param`",
                "init --yes           | slipway init: there is no option `--yes`; write `--no-input`",
                "run -x               | slipway run: unknown option `-x`;",
                "run -P target        | slipway run: value for option '--param' (NAME=VALUE) should be NAME=VALUE and was target",
                "run -j auto          | slipway run: invalid value for option '--jobs': 'auto' is no number",
            })
    void says_what_words_of_other_tools_are_here(String line, String said) {
        int code = process.slipway(line.strip().split(" ", -1));

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(process.err()).startsWith(said).hasLineCount(1);
    }

    @Test
    void help_is_a_command_too() {
        assertThat(process.slipway("help", "run")).isEqualTo(ExitCode.DONE);
        assertThat(process.out()).contains("Usage: slipway run ");
        assertThat(process.slipway("help")).isEqualTo(ExitCode.DONE);
        assertThat(process.out()).contains("Usage: slipway ");
    }

    @Test
    void shows_what_there_is_when_nothing_was_asked() {
        int code = process.slipway();

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(process.err())
                .contains("Usage: slipway [-hqvV] [--json] [--no-input] COMMAND", "  run ", "  validate ");
        assertThat(process.out()).isEmpty();
    }

    @Test
    void the_overview_and_each_help_are_those_of_all_commands_together() {
        CommandLine all = CommandLines.of(new FakeSurroundings().surroundings());

        assertThat(helpOf("--help")).isEqualTo(all.getUsageMessage(Ansi.OFF));
        assertThat(all.getSubcommands())
                .isNotEmpty()
                .allSatisfy((name, command) ->
                        assertThat(helpOf(name, "--help")).isEqualTo(command.getUsageMessage(Ansi.OFF)));
    }

    @Test
    void the_help_of_a_command_below_another_is_the_same_without_all_others() {
        CommandLine all = CommandLines.of(new FakeSurroundings().surroundings());

        for (String group : new String[] {"gitlab", "github", "cache"}) {
            assertThat(all.getSubcommands().get(group).getSubcommands())
                    .isNotEmpty()
                    .allSatisfy((name, command) ->
                            assertThat(helpOf(group, name, "--help")).isEqualTo(command.getUsageMessage(Ansi.OFF)));
        }
    }

    private static String helpOf(String... line) {
        FakeSurroundings asked = new FakeSurroundings();
        asked.slipway(line);
        return asked.out();
    }

    @Test
    void prints_help_that_was_asked_for_on_standard_output() {
        int code = process.slipway("run", "--help");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(process.out()).contains("Usage: slipway run", "--keep-going", "Exit codes:");
        assertThat(process.err()).isEmpty();
    }

    @Test
    void names_its_version_and_the_java_it_runs_on() {
        int code = process.slipway("--version");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(process.out()).startsWith("slipway ").contains(", java " + Runtime.version());
    }
}
