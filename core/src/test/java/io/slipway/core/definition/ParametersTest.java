package io.slipway.core.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import io.slipway.core.pipeline.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code params} and {@code variables}, and what their names stand for. */
class ParametersTest {
    private static final String WORKSPACE = """
            slipway: 1
            params:
              target: {default: staging, allowed: [staging, production], description: Where to}
              copies: {type: number, default: 2}
              dry-run: {type: boolean, default: false}
              note: plain
            variables: {registry: example.org, tag: "1"}
            """;
    private static final String SERVICE = """
            slipway: 1
            service: s
            variables: {tag: "2"}
            tasks:
              t:
                run: [deploy, "${{ params.target }}", "${{ vars.registry }}:${{ vars.tag }}"]
                env: {COPIES: "${{ params.copies }}", DRY: "${{ params.dry-run }}", NOTE: "${{ params.note }}"}
                always: ${{ params.dry-run }}
            """;

    private static Map<String, ParameterValue> values(Map<String, String> texts) {
        Map<String, ParameterValue> values = new TreeMap<>();
        texts.forEach((name, text) -> values.put(name, ParameterValue.of(text)));
        return values;
    }

    private static Task read(Map<String, String> given, Map<String, String> environment) {
        return new DefinitionReader()
                .read(
                        Definitions.files("slipway-workspace.yaml", WORKSPACE, "slipway.yaml", SERVICE),
                        ParameterValues.of(values(given), environment),
                        Map.of(),
                        Runnable::run)
                .pipeline()
                .tasks()
                .get(0);
    }

    private static List<String> problems(String workspace, String service, Map<String, String> given) {
        try {
            new DefinitionReader()
                    .read(
                            Definitions.files("slipway-workspace.yaml", workspace, "slipway.yaml", service),
                            ParameterValues.of(values(given), Map.of("SLIPWAY_PARAM_COPIES", "many", "OTHER", "x")),
                            Map.of(),
                            Runnable::run);
            return List.of();
        } catch (InvalidPipelineException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    @Test
    void a_parameter_is_what_was_given_else_what_the_environment_says_else_its_default() {
        Task task = read(
                Map.of("target", "production"),
                Map.of("SLIPWAY_PARAM_TARGET", "staging", "SLIPWAY_PARAM_DRY_RUN", "true", "SLIPWAY_PARAM_X", "y"));

        assertThat(task.command()).hasToString("Argv[argv=[deploy, production, example.org:2]]");
        assertThat(task.env()).isEqualTo(Map.of("COPIES", "2", "DRY", "true", "NOTE", "plain"));
        assertThat(task.always()).isTrue();
    }

    @Test
    void a_run_that_is_resumed_has_the_values_that_it_began_with_unless_others_are_given() {
        ParameterValues values = ParameterValues.of(
                        values(Map.of("copies", "4")), Map.of("SLIPWAY_PARAM_NOTE", "surrounding"))
                .resuming(Map.of("note", "begun", "copies", "3", "gone", "x"));

        Task task = new DefinitionReader()
                .read(
                        Definitions.files("slipway-workspace.yaml", WORKSPACE, "slipway.yaml", SERVICE),
                        values,
                        Map.of(),
                        Runnable::run)
                .pipeline()
                .tasks()
                .get(0);

        assertThat(task.env()).isEqualTo(Map.of("COPIES", "4", "DRY", "false", "NOTE", "begun"));
    }

    @Test
    void a_value_is_never_looked_into_again() {
        Task task = read(Map.of("note", "${{ params.target }}"), Map.of());

        assertThat(task.env()).containsEntry("NOTE", "${{ params.target }}");
    }

    @Test
    void wrong_values_are_told_with_the_place_of_their_parameter() {
        assertThat(problems(WORKSPACE, SERVICE, Map.of("target", "moon", "taget", "x")))
                .containsExactly(
                        "there is no parameter `taget`; did you mean `target`?",
                        "slipway-workspace.yaml:3:3 parameter `target` cannot be `moon`; use one of `staging`, `production`",
                        "slipway-workspace.yaml:4:3 parameter `copies` cannot be `many` (from SLIPWAY_PARAM_COPIES);"
                                + " write a number such as `3` or `0.5`");
    }

    @Test
    void a_name_in_a_variable_is_refused_and_the_characters_themselves_are_not() {
        assertThat(problems(
                        WORKSPACE.replace("tag: \"1\"", "tag: \"${{ vars.registry }}\""),
                        SERVICE.replace("\"2\"", "\"${{ vars.tag\""),
                        Map.of("copies", "1")))
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo("slipway-workspace.yaml:7:41 names stand for nothing in a variable, so `tag` would have its"
                        + " `${{` in it as it is; write the text itself, put names together where they are used, or write"
                        + " `$${{` for the characters");
        Task task = new DefinitionReader()
                .read(Definitions.files("slipway.yaml", """
                        slipway: 1
                        service: s
                        variables: {x: "$${{ y }}"}
                        tasks: {t: {run: [echo, "${{ vars.x }}"]}}
                        """))
                .pipeline()
                .tasks()
                .get(0);
        assertThat(task.command()).hasToString("Argv[argv=[echo, ${{ y }}]]");
    }

    @Test
    void wrong_declarations_are_told() {
        assertThat(problems("""
                slipway: 1
                params:
                  a: {type: nummer, default: 1}
                  b: {type: boolean, default: yes}
                  c: {}
                  d: {allowed: [x, y], default: z, defalt: x}
                  "e f": 1
                """, "slipway: 1\nservice: s\ntasks: {t: {run: make}}", Map.of()))
                .containsExactly(
                        "slipway-workspace.yaml:3:13 unknown type `nummer`; did you mean `number`?",
                        "slipway-workspace.yaml:4:31 `yes` is no value of type boolean; write `true` or `false`",
                        "slipway-workspace.yaml:5:3 parameter `c` has no value; give one: `-P c=…`, or a `default` here",
                        "slipway-workspace.yaml:6:33 `z` is not allowed; use one of `x`, `y`",
                        "slipway-workspace.yaml:6:36 unknown key `defalt`; did you mean `default`?",
                        "slipway-workspace.yaml:7:3 `e f` cannot be the name of a parameter; write a letter or digit,"
                                + " then letters, digits, '.', '_' or '-', at most 100");
    }

    @Test
    void a_parameter_is_no_piece_of_a_script() {
        assertThat(problems(
                        "slipway: 1\nparams: {who: you}",
                        "slipway: 1\nservice: s\ntasks: {t: {run: \"echo ${{ params.who }}\"}}",
                        Map.of("who", "; rm -rf /")))
                .containsExactly(
                        "slipway.yaml:3:18 `${{ params.who }}` here would be read as a piece of it; name it in"
                                + " a condition, `params.who`; hand it over to a script as a variable: `env: {VALUE: \"${{ params.who }}\"}`, and `\"$VALUE\"` in the script");
    }

    @Test
    void a_file_of_values_is_a_map_of_texts() {
        assertThat(ParameterFile.read("p.yaml", "target: staging\ncopies: 010\n".getBytes(UTF_8)))
                .isEqualTo(Map.of(
                        "target", new ParameterValue("staging", Optional.of(new Place("p.yaml", 1, 1))),
                        "copies", new ParameterValue("010", Optional.of(new Place("p.yaml", 2, 1)))));

        InvalidPipelineException refused = catchThrowableOfType(
                InvalidPipelineException.class, () -> ParameterFile.read("p.yaml", "target: [a]\n".getBytes(UTF_8)));
        assertThat(refused.problems())
                .singleElement()
                .asString()
                .startsWith("p.yaml:1:9 parameter `target` must be text, but this is a list");
    }
}
