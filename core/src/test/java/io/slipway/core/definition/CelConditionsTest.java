package io.slipway.core.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Condition;
import io.slipway.core.pipeline.Conditions.Objection;
import io.slipway.core.pipeline.Facts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelConditionsTest {
    private static final Facts FACTS = new Facts(
            new TreeMap<>(Map.of(
                    "branch",
                    "main",
                    "event",
                    "push",
                    "params.target",
                    "staging",
                    "params.copies",
                    "3",
                    "env.CI",
                    "true")),
            new TreeSet<>(List.of("docs/a.md", "src/A.java")));

    private static Optional<String> objection(String condition) {
        return new CelConditions()
                .objection(
                        new Condition(condition),
                        FACTS,
                        Map.of("s:compile", "failed", "compile", "failed", "c:package", "succeeded"))
                .map(Objection::why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "branch == 'main' && tag == ''",
                "event in ['push', 'schedule'] || branch.startsWith('release/')",
                "params.target != 'production' && int(params.copies) > 2",
                "env.CI == 'true'",
                "changed.exists(file, file.startsWith('docs/'))",
                "needs.compile == 'failed' && needs['c:package'] == 'succeeded'",
                "branch.matches('^ma')",
                "true"
            })
    void a_condition_asks_what_is_known_of_the_run(String condition) {
        assertThat(objection(condition)).isEmpty();
    }

    @Test
    void the_first_term_that_is_false_is_named() {
        assertThat(objection("branch == 'main' && event == 'schedule' && tag != ''"))
                .contains("`event == 'schedule'` is false");
        assertThat(objection("tag != '' || (branch == 'x' && true)"))
                .contains("`tag != '' || (branch == 'x' && true)` is false");
        assertThat(objection("tag == ' && ' && true")).contains("`tag == ' && '` is false");
    }

    @Test
    void what_is_false_is_false_whatever_beside_it_has_no_answer() {
        assertThat(objection("int(params.target) > 1 && branch == 'x'")).contains("`branch == 'x'` is false");
        assertThat(new CelConditions().objection(new Condition("int('x') > 1"), FACTS, Map.of()))
                .hasValueSatisfying(found -> assertThat(found.isAnswer()).isFalse());
        assertThat(new CelConditions().objectionBefore(new Condition("int('x') > 1 && needs.a == 'failed'"), FACTS))
                .hasValueSatisfying(found -> assertThat(found.isAnswer()).isFalse());
        assertThat(new CelConditions().objectionBefore(new Condition("int('x') > 1 && tag != ''"), FACTS))
                .contains(new Objection(true, "`tag != ''` is false"));
    }

    @Test
    void what_has_no_answer_is_an_objection_too_with_the_reason() {
        assertThat(objection("branch == 'main' && needs.other == 'failed'"))
                .hasValueSatisfying(text -> assertThat(text).startsWith("`needs.other == 'failed'` has no answer: "));
        assertThat(objection("int(params.target) > 1"))
                .hasValueSatisfying(text -> assertThat(text).contains(" has no answer: "));
    }

    @Test
    void what_cannot_be_asked_is_refused_where_it_is_written() {
        assertThat(Definitions.problems(Definitions.files("slipway.yaml", """
                slipway: 1
                service: s
                tasks:
                  a: {run: make, when: "brnch == 'main'"}
                  b: {run: make, when: "branch =="}
                  c: {run: make, when: "branch"}
                  d: {run: make, when: ""}
                  e: {run: make, when: "branch + 1 == 'x'"}
                """)))
                .hasSize(5)
                .allSatisfy(problem -> assertThat(problem).contains("`when` cannot be asked: ", "write for example"))
                .first()
                .asString()
                .startsWith("slipway.yaml:4:24 `when` cannot be asked: undeclared reference to 'brnch'");
    }

    @Test
    void what_would_never_be_answered_is_refused_where_it_is_written() {
        assertThat(Definitions.problems(Definitions.files("slipway-workspace.yaml", """
                slipway: 1
                params: {target: staging, dry-run: "false"}
                """, "slipway.yaml", """
                slipway: 1
                service: s
                tasks:
                  a: {run: make, when: "params.tarket == 'x'"}
                  b: {run: make, when: "needs.a == 'succeeded'"}
                  c: {run: make, needs: [a], when: "needs.a != 'success'"}
                  d: {run: make, needs: [a], when: "needs['s:a'] == 'cancelled'"}
                  e: {run: make, when: "env[params.target] == 'x'"}
                  f: {run: make, when: "env.exists(name, name == 'CI')"}
                """)))
                .containsExactly(
                        "slipway.yaml:4:24 `when` asks for `params.tarket`, but there is no such parameter; did you mean"
                                + " `target`?",
                        "slipway.yaml:5:24 `when` asks how `a` ended, which `s:b` does not need; add it: `needs: [{task:"
                                + " \"a\", optional: true}]`",
                        "slipway.yaml:6:36 no task ends as `success`, which `when` asks for; did you mean `succeeded`?",
                        "slipway.yaml:7:36 no task ends as `cancelled`, which `when` asks for; use one of `succeeded`,"
                                + " `failed`, `skipped`",
                        "slipway.yaml:8:24 `when` asks for a variable without its name; write `env.NAME`, as only"
                                + " variables that are named are looked up",
                        "slipway.yaml:9:24 `when` asks for a variable without its name; write `env.NAME`, as only"
                                + " variables that are named are looked up");
    }

    @Test
    void a_name_with_a_hyphen_has_to_be_in_brackets_and_says_so() {
        assertThat(Definitions.problems(Definitions.files("slipway.yaml", """
                slipway: 1
                service: s
                tasks:
                  type-check: {run: make}
                  a: {run: make, needs: [type-check], when: "needs.type-check == 'succeeded'"}
                  b: {run: make, needs: [type-check], when: "needs['type-check'] == 'succeeded'"}
                """)))
                .singleElement()
                .asString()
                .startsWith("slipway.yaml:5:45 `when` cannot be asked: ")
                .endsWith("; `-` is a minus in it: write `needs['type-check']`");
    }

    @Test
    void what_is_there_may_be_asked_for() {
        assertThat(Definitions.problems(Definitions.files("slipway-workspace.yaml", """
                slipway: 1
                params: {dry-run: "false"}
                """, "slipway.yaml", """
                slipway: 1
                service: s
                tasks:
                  cells: {run: make, matrix: {jdk: [17, 21]}, shards: 2}
                  made: {run: make, inputs: [], outputs: [made/x]}
                  a:
                    run: make
                    inputs: [made/x]
                    needs: [cells]
                    when: >-
                      needs.cells == 'succeeded' && needs['s:cells'] == "failed" && env['CI'] != '' && env.CI == params['dry-run']
                      && needs['cells[jdk=17,shard=1of2]'] == 'skipped' && needs.made == 'succeeded'
                      && needs.all(name, needs[name] == 'succeeded') && branch != 'params.none needs.none'
                """)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "branch ==",
                "branch = 'x'",
                "`",
                "branch == 'x",
                "true) || (true",
                "@",
                "true // and",
                "a b",
                "))(("
            })
    void nothing_is_printed_beside_what_is_said(String text) {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, UTF_8));
        try {
            CelConditions.fault(text);
        } finally {
            System.setErr(before);
        }

        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    @Test
    void what_would_take_for_ever_or_too_deep_a_stack_is_refused() {
        String loops = "[0,1,2,3,4,5,6,7,8,9].all(x, ".repeat(20) + "true" + ")".repeat(20);

        assertThat(CelConditions.fault(loops)).contains("column 84: `all` is in more than one other loop");
        assertThat(CelConditions.fault("(".repeat(900) + "true" + ")".repeat(900)))
                .contains("column 31: brackets are more than 30 deep");
        assertThat(CelConditions.fault("true) || (true")).isPresent();
        assertThat(CelConditions.fault("true // a remark")).isEmpty();
        assertThat(CelConditions.fault("changed.all(f, ['a', 'b'].exists(end, f.endsWith(end)))"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a; .b; ;",
                "branch; .trim(); ; == ''",
                "a; [1]; ;",
                "; (; true;)",
                "; [; 1;]",
                "; {1: ; 1; }",
                "; size(; branch;)",
                "; a.b{c: ; 1; }",
                "; !; true;",
                "; -; 1;",
                "1; + 1; ;",
                "1; * 1; ;",
                "true; && true; ;",
                "true; || true; ;",
                "true; == true; ;",
                "; true ? true : ; true;",
                "; (a.b.c + ; 1; )",
                "; [a[1].b(; 1; )]",
                "; {1: a.b.c.d == ; 1; }",
            })
    void however_deep_a_condition_is_it_needs_little_of_the_stack(
            @Nullable String before, String again, @Nullable String middle, @Nullable String end) throws Exception {
        List<Throwable> thrown = new ArrayList<>();
        for (int count : new int[] {10, 25, 30, 50, 100, 200, 400, 900}) {
            String text = text(before)
                    + again.repeat(count)
                    + text(middle)
                    + text(end).repeat(count);
            if (text.length() > Condition.LONGEST) break;
            Thread thread = new Thread(null, () -> CelConditions.fault(text), "little stack", 640 << 10);
            thread.setUncaughtExceptionHandler((at, fault) -> thrown.add(fault));
            thread.start();
            thread.join();
        }

        assertThat(thrown).isEmpty();
    }

    private static String text(@Nullable String part) {
        return part == null ? "" : part;
    }

    @Test
    void a_condition_in_which_too_much_stands_in_each_other_is_refused_where_that_begins() {
        assertThat(CelConditions.fault("params" + ".a".repeat(500)))
                .contains("column 207: more than 100 fields, calls, operators or choices stand in each other");
        assertThat(CelConditions.fault("1" + " + 1".repeat(101) + " == 1")).isPresent();
        assertThat(CelConditions.fault("true ? true : ".repeat(101) + "true")).isPresent();
        assertThat(CelConditions.fault("true" + " && branch == 'a'".repeat(110)))
                .isEmpty();
        assertThat(CelConditions.fault("branch in ['a'" + ", 'b'".repeat(300) + "]"))
                .isEmpty();
    }

    @Test
    void a_condition_that_is_written_well_is_part_of_the_task() {
        assertThat(Definitions.read("slipway.yaml", """
                slipway: 1
                service: s
                tasks:
                  a: {run: make, when: "branch == 'main'", allow-failure: true, labels: [slow, nightly]}
                """).pipeline().tasks().get(0))
                .satisfies(task -> {
                    assertThat(task.when()).contains(new Condition("branch == 'main'"));
                    assertThat(task.allowFailure()).isTrue();
                    assertThat(task.labels()).containsExactly("nightly", "slow");
                });
    }
}
