package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

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
                "run -j many      | slipway run: invalid value for option '--jobs': 'many' is not an int",
                "run -q -v        | slipway run: --quiet and --verbose exclude each other",
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

    @Test
    void shows_what_there_is_when_nothing_was_asked() {
        int code = process.slipway();

        assertThat(code).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(process.err()).contains("Usage: slipway [-hV] COMMAND", "  run ", "  validate ");
        assertThat(process.out()).isEmpty();
    }

    @Test
    void prints_help_that_was_asked_for_on_standard_output() {
        int code = process.slipway("run", "--help");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(process.out()).contains("Usage: slipway run", "--keep-going", "Exit codes:");
        assertThat(process.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gitlab,plan", "gitlab,run", "gitlab,restore", "gitlab,save", "gitlab,split", "gitlab,forecast",
                "gitlab,explain",
        "github,plan", "github,run", "github,restore", "github,save", "github,split", "github,forecast",
                "github,explain",
        "github,scopes"
    })
    void the_command_of_a_job_is_the_same_without_all_others(String host, String command) {
        Surroundings surroundings = process.surroundings();

        CommandLine alone =
                CommandLines.ofJob(new String[] {host, command}, surroundings).orElseThrow();

        CommandLine among = CommandLines.of(surroundings);
        assertThat(usage(alone, host, command)).isEqualTo(usage(among, host, command));
    }

    @Test
    void every_command_of_a_job_can_stand_alone() {
        Surroundings surroundings = process.surroundings();
        for (String host : new String[] {"gitlab", "github"}) {
            CommandLine all = CommandLines.of(surroundings).getSubcommands().get(host);

            assertThat(all.getSubcommands().keySet())
                    .allMatch(command -> CommandLines.ofJob(new String[] {host, command}, surroundings)
                            .isPresent());
        }
        assertThat(CommandLines.ofJob(new String[] {"gitlab", "--help"}, surroundings))
                .isEmpty();
        assertThat(CommandLines.ofJob(new String[] {"run", "plan"}, surroundings))
                .isEmpty();
    }

    private static String usage(CommandLine slipway, String host, String command) {
        return slipway.getSubcommands().get(host).getSubcommands().get(command).getUsageMessage();
    }

    @Test
    void names_its_version_and_the_java_it_runs_on() {
        int code = process.slipway("--version");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(process.out()).startsWith("slipway ").contains(", java " + Runtime.version());
    }
}
