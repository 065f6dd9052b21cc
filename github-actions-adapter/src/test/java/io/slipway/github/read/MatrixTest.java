package io.slipway.github.read;

import static io.slipway.github.read.ReadRepository.job;
import static io.slipway.github.read.ReadRepository.names;
import static io.slipway.github.read.ReadRepository.readJobs;
import static io.slipway.github.read.ReadRepository.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.imported.ImportedPipeline;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {
    private static ImportedPipeline matrix(String matrix) {
        return readJobs("t:\n  runs-on: x\n  env: {ALL: \"${{ toJSON(matrix) }}\"}\n  strategy:\n    matrix:\n"
                + matrix.indent(6));
    }

    private static List<String> shown(String matrix) {
        ImportedPipeline pipeline = matrix(matrix);
        assertThat(pipeline.problems()).isEmpty();
        return names(pipeline).stream()
                .map(name -> name.replaceFirst("^t ?", ""))
                .toList();
    }

    @Test
    void an_entry_of_include_adds_to_what_its_axes_match_and_else_stands_alone() {
        ImportedPipeline pipeline = matrix("""
                fruit: [apple, pear]
                animal: [cat, dog]
                include:
                  - color: green
                  - color: pink
                    animal: cat
                  - fruit: apple
                    shape: circle
                  - fruit: banana
                  - fruit: banana
                    animal: cat
                """);

        assertThat(names(pipeline))
                .containsExactly(
                        "t (apple, cat)",
                        "t (apple, dog)",
                        "t (pear, cat)",
                        "t (pear, dog)",
                        "t (banana)",
                        "t (banana, cat)");
        assertThat(job(pipeline, "t (apple, cat)").env().get("ALL")).contains("\"pink\"", "\"circle\"");
        assertThat(job(pipeline, "t (pear, dog)").env().get("ALL"))
                .contains("\"green\"")
                .doesNotContain("circle");
        assertThat(job(pipeline, "t (banana)").env().get("ALL")).doesNotContain("green");
    }

    @Test
    void exclude_compares_as_expressions_do_and_leaf_by_leaf() {
        assertThat(shown("a: [X, y]\nn: [1, 2]\nexclude: [{a: x, n: '1'}]"))
                .containsExactly("(X, 2)", "(y, 1)", "(y, 2)");
        assertThat(shown("c: [{os: l, v: 1}, {os: l, v: 2}]\nexclude: [{c: {v: 2}}]"))
                .containsExactly("(l, 1)");
        assertThat(shown("c: [[1, 2], [1, 3]]\nexclude: [{c: [1, 3]}]")).containsExactly("(1, 2)");
    }

    @Test
    void exclude_goes_before_include() {
        assertThat(shown("a: [1, 2]\nexclude: [{a: 1}]\ninclude: [{a: 1, b: 3}]"))
                .containsExactly("(2)", "(1, 3)");
    }

    @Test
    void numbers_and_nothing_are_shown_as_github_shows_them() {
        assertThat(shown("v: [3.10, '3.10', true, null, 0x10, 1e3]"))
                .containsExactly("(3.1)", "(3.10)", "(true)", "", "(16)", "(1000)");
    }

    @Test
    void names_longer_than_a_hundred_characters_are_cut() {
        assertThat(names(matrix("a: [" + "x".repeat(200) + "]")).get(0))
                .hasSize(100)
                .endsWith("xxx...");
    }

    @Test
    void two_jobs_of_one_name_are_told_apart() {
        assertThat(names(readJobs("a: {runs-on: x, name: n}\nb: {runs-on: x, name: n}\n")))
                .containsExactly("n", "n #2");
    }

    @Test
    void a_matrix_that_an_expression_makes_is_expanded_when_it_is_known() {
        ReadRepository repository = new ReadRepository().knowing("vars.OS", "[\"l\", \"m\"]");
        String jobs = "t: {runs-on: \"${{ matrix.os }}\", strategy: {matrix: {os: \"${{ fromJSON(vars.OS) }}\"}}}\n";

        assertThat(names(repository.pipelineOfJobs(jobs))).containsExactly("t (l)", "t (m)");
        assertThat(names(readJobs(jobs))).containsExactly("t");
        assertThat(said(readJobs(jobs).notes()).toString()).contains("the matrix of `t` is only known when it runs");
        assertThat(job(readJobs(jobs), "t").labels()).containsExactly("${{ matrix.os }}");
    }

    @Test
    void parts_that_are_not_known_are_told_and_left_aside() {
        ImportedPipeline whole =
                readJobs("t: {runs-on: x, strategy: {matrix: \"${{ fromJSON(needs.a.outputs.m) }}\"}}\n");
        ImportedPipeline include = matrix("a: [1]\ninclude: ${{ fromJSON(vars.I) }}");
        ImportedPipeline strategy = readJobs("t: {runs-on: x, strategy: \"${{ fromJSON(vars.S) }}\"}\n");
        ImportedPipeline inserted = matrix("${{ insert }}: ${{ fromJSON(vars.M) }}\na: [1]");

        for (ImportedPipeline pipeline : List.of(whole, include, strategy, inserted)) {
            assertThat(pipeline.problems()).isEmpty();
            assertThat(pipeline.notes()).hasSize(1);
            assertThat(pipeline.jobs()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [] | has no values",
                "include: [] | has no job",
                "a: [1] \\n exclude: [{b: 1}] | names `b`, which the matrix has not",
                "a: [1] \\n exclude: [{}] | has no values",
                "a: [1] \\n include: [{}] | has no values",
                "a: [1] \\n exclude: [{a: 1}] | leaves no job",
                "a: 1 | is not expected here"
            })
    void what_makes_no_job_is_told(String matrix, String problem) {
        assertThat(said(matrix(matrix.replace("\\n ", "\n")).problems()).toString())
                .contains(problem);
    }

    @Test
    void more_than_256_jobs_are_refused() {
        String axis = "[" + "1, ".repeat(16) + "]";

        assertThat(matrix("a: " + axis + "\nb: " + axis).jobs()).hasSize(256);
        assertThat(said(matrix("a: " + axis + "\nb: " + axis + "\ninclude: [{a: 7}]")
                                .problems())
                        .toString())
                .contains("has 257 jobs, more than 256");
    }
}
