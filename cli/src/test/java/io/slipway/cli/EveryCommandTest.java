package io.slipway.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What holds for every command there is, and for the next one too. */
class EveryCommandTest {
    private static final String SERVICE = """
            slipway: 1
            service: app
            tasks:
              make: {run: "echo making; cp in.txt out.txt", inputs: [in.txt], outputs: [out.txt]}
              check: {kind: test, run: "grep -q good out.txt", inputs: [], needs: [make]}
            """;

    @TempDir
    private Path directory;

    private TemporaryWorkspace workspace = new TemporaryWorkspace(Path.of("target/never-used"));

    @BeforeEach
    void a_workspace() {
        workspace = new TemporaryWorkspace(directory)
                .write("app/slipway.yaml", SERVICE)
                .write("app/in.txt", "good\n");
    }

    /** To run something takes longer than to ask about it, and most commands leave what ran as it is. */
    @TempDir
    private static Path once;

    private static TemporaryWorkspace ran = new TemporaryWorkspace(Path.of("target/never-used"));

    @BeforeAll
    static void a_workspace_that_ran_without_a_word() {
        ran = new TemporaryWorkspace(once)
                .write("app/slipway.yaml", SERVICE.replace("echo making; ", ""))
                .write("app/in.txt", "good\n");
        ran.slipway("run", "-q");
    }

    private static final Map<String, CommandSpec> ALL = all();

    static Stream<String> commands() {
        return ALL.keySet().stream();
    }

    private static CommandSpec command(String name) {
        return requireNonNull(ALL.get(name), name);
    }

    private static Map<String, CommandSpec> all() {
        Map<String, CommandSpec> all = new TreeMap<>();
        collect(CommandLines.of(new FakeSurroundings().surroundings()), all);
        return all;
    }

    private static void collect(CommandLine command, Map<String, CommandSpec> all) {
        all.put(command.getCommandSpec().qualifiedName(), command.getCommandSpec());
        for (CommandLine below : command.getSubcommands().values()) collect(below, all);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void takes_the_options_that_all_take(String command) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : command(command).options())
            if (!option.hidden()) names.addAll(Arrays.asList(option.names()));

        assertThat(names).contains("-h", "--help", "-q", "--quiet", "-v", "--verbose", "--json", "--no-input");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void means_by_a_short_option_what_the_others_mean(String command) {
        Map<String, String> meant = Map.of(
                "-C", "--directory",
                "-P", "--param",
                "-j", "--jobs",
                "-k", "--keep-going",
                "-n", "--dry-run",
                "-o", "--output",
                "-V", "--version");

        for (OptionSpec option : command(command).options())
            for (String name : option.names())
                if (meant.containsKey(name)) assertThat(option.names()).contains(meant.get(name));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void explains_itself_and_each_of_its_options_in_a_sentence(String command) {
        CommandSpec spec = command(command);

        assertThat(String.join(" ", spec.usageMessage().header())).endsWith(".");
        for (OptionSpec option : spec.options())
            if (!option.hidden())
                assertThat(String.join(" ", option.description()))
                        .as(option.longestName())
                        .endsWith(".");
    }

    @ParameterizedTest
    @CsvSource({
        "validate,validation",
        "fmt,format",
        "fmt --check,format",
        "plan,plan",
        "explain app:make,explanation",
        "status,status",
        "logs,logs",
        "logs app:make,logs",
        "logs -f app:make,logs",
        "artifacts,artifacts",
        "diff ~0 ~0,difference",
        "graph,graph",
        "report,report",
        "doctor,doctor",
        "verify --rebuild,verification",
        "forecast,forecast",
        "history,history",
        "cache stats,storeStats",
        "cache gc,garbageCollection",
        "cache verify,storeVerification",
        "cache save all.cache,saved",
        "completion fish,completion",
        "man man1,man",
        "init,init",
        "gitlab split 'app/*.txt',jobCommand",
        "gitlab restore,jobCommand",
        "gitlab forecast,jobCommand",
        "github save,jobCommand",
    })
    void answers_with_one_json_object_and_says_of_which_type_it_is(String line, String type) {
        ran.slipway(words(line + " --json"));

        assertThat(ran.out())
                .startsWith("{\"type\":\"" + type + "\"")
                .endsWith("}\n")
                .hasLineCount(1);
    }

    @Test
    void prints_json_though_it_is_asked_before_the_name_of_the_command() {
        workspace.slipway("--json", "validate");

        assertThat(workspace.out()).startsWith("{\"type\":\"validation\",\"ok\":true");
    }

    @ParameterizedTest
    @CsvSource({
        "validate",
        "fmt",
        "doctor",
        "init",
        "diff ~0 ~0",
        "verify --rebuild",
        "cache gc",
        "cache verify",
        "cache save all.cache",
        "man man1",
        "gitlab restore",
        "gitlab save",
        "run",
    })
    void says_nothing_when_all_is_well_and_nobody_wants_to_hear_it(String line) {
        int code = ran.slipway(words(line + " -q"));

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void still_says_what_was_asked_for_and_what_went_wrong_when_it_is_to_be_quiet() {
        workspace.slipway("run", "-q");
        workspace.slipway("logs", "-q", "app:make");
        assertThat(workspace.out()).isEqualTo("making\n");

        workspace.write("app/slipway.yaml", "slipway: 1\nservice: app\ntasks: {x: {rum: y}}\n");
        assertThat(workspace.slipway("doctor", "-q")).isEqualTo(ExitCode.TASK_FAILED);
        assertThat(workspace.out()).startsWith("fail definitions").hasLineCount(1);
        assertThat(workspace.slipway("validate", "-q")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).contains("did you mean `run`?");
    }

    @Test
    void says_where_it_looks_when_it_is_to_say_more() {
        workspace.slipway("plan", "-v");

        assertThat(workspace.err()).startsWith("workspace " + workspace.root() + ", store ");
    }

    @Test
    void shows_the_stack_of_a_fault_when_it_is_to_say_more() {
        workspace.slipway("status", "-v", "zzz");

        assertThat(workspace.err()).contains("nothing ran here yet", "\tat io.slipway.");
    }

    @Test
    void refuses_to_be_quiet_and_to_say_more_at_once_wherever_that_stands() {
        assertThat(workspace.slipway("-q", "plan", "-v")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).startsWith("slipway plan: --quiet and --verbose exclude each other; ");
    }

    @Test
    void has_each_type_of_json_in_the_handbook() throws Exception {
        String handbook = Files.readString(Path.of("../docs/cli.md"), StandardCharsets.UTF_8);

        for (String type : List.of(
                "validation",
                "format",
                "plan",
                "explanation",
                "status",
                "logs",
                "artifacts",
                "artifactsCopied",
                "difference",
                "graph",
                "report",
                "doctor",
                "verification",
                "forecast",
                "forecastScore",
                "history",
                "historyImport",
                "storeStats",
                "garbageCollection",
                "storeVerification",
                "saved",
                "restored",
                "completion",
                "man",
                "init",
                "jobCommand",
                "simulation"))
            assertThat(handbook.contains("`" + type + "`")).as(type).isTrue();
    }

    private static String[] words(String line) {
        return line.replace("'", "").split(" ", -1);
    }
}
