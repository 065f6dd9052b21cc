package io.slipway.gitlab.read;

import static io.slipway.gitlab.read.ReadProject.job;
import static io.slipway.gitlab.read.ReadProject.names;
import static io.slipway.gitlab.read.ReadProject.said;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.imported.ImportedPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludesTest {
    @Test
    void local_files_are_laid_below_the_file_that_includes_them() {
        ImportedPipeline pipeline = new ReadProject()
                .with("ci/base.yml", ".base: {tags: [a], script: x}\nb: {extends: .base}\n")
                .with("ci/more.yml", "include: /ci/base.yml\nb: {stage: deploy}\n")
                .pipeline("include: [{local: ci/more.yml}]\nb: {tags: [c]}\na: {extends: .base}\n");

        assertThat(pipeline.problems()).isEmpty();
        assertThat(names(pipeline)).containsExactly("b", "a");
        assertThat(job(pipeline, "b").labels()).containsExactly("c");
        assertThat(job(pipeline, "b").stage()).isEqualTo("deploy");
    }

    @Test
    void a_pattern_includes_every_file_it_names() {
        ImportedPipeline pipeline = new ReadProject()
                .with("ci/a.yml", "a: {script: x}")
                .with("ci/deep/b.yml", "b: {script: x}")
                .with("ci/deep/c.txt", "c: {script: x}")
                .pipeline("include: {local: 'ci/**.yml'}");
        ImportedPipeline below = new ReadProject()
                .with("ci/a.yml", "a: {script: x}")
                .with("ci/deep/b.yml", "b: {script: x}")
                .pipeline("include: {local: '/ci/**/*.yml'}");
        ImportedPipeline flat = new ReadProject()
                .with("ci/a.yml", "a: {script: x}")
                .with("ci/deep/b.yml", "b: {script: x}")
                .pipeline("include: [{local: ci/*.yml}, {local: none/*.yml}]");

        assertThat(names(pipeline)).containsExactly("a", "b");
        assertThat(names(below)).containsExactly("b");
        assertThat(names(flat)).containsExactly("a");
        assertThat(said(flat.notes())).singleElement().asString().contains("names no file");
    }

    @Test
    void what_lies_elsewhere_is_noted_and_what_refers_to_it_is_no_problem() {
        ImportedPipeline pipeline = ReadProject.read("""
                include:
                  - {project: group/ci, file: /a.yml, ref: main}
                  - {component: gitlab.com/x/y@1}
                  - {remote: 'https://example.com/a.yml'}
                  - {template: Auto.yml}
                  - https://example.com/b.yml
                  - missing.yml
                  - $WHERE/c.yml
                a: {extends: .theirs, needs: [theirs], stage: theirs}
                b: {script: [!reference [.theirs, script]]}
                """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(said(pipeline.notes()))
                .contains(
                        ".gitlab-ci.yml:2:5 unresolved include: project group/ci /a.yml; nothing is fetched; what it defines is missing here")
                .hasSizeGreaterThanOrEqualTo(10);
        assertThat(names(pipeline)).containsExactly("a", "b");
    }

    @Test
    void files_that_include_each_other_end() {
        ImportedPipeline pipeline = new ReadProject()
                .with("a.yml", "include: b.yml\na: {script: x}")
                .with("b.yml", "include: a.yml\nb: {script: x}")
                .pipeline("include: a.yml");

        assertThat(said(pipeline.problems())).anyMatch(text -> text.contains("more than 150 files are included"));
        assertThat(names(pipeline)).contains("a", "b");
    }

    @Test
    void rules_of_an_include_are_looked_at() {
        ReadProject project = new ReadProject()
                .with("a.yml", "a: {script: x}")
                .with("b.yml", "b: {script: x}")
                .with("here", "");
        String text = """
                include:
                  - {local: a.yml, rules: [{if: $X == "1"}]}
                  - {local: b.yml, rules: [{exists: [here]}]}
                c: {script: x}
                """;

        assertThat(names(project.pipeline(text))).containsExactly("a", "b", "c");
        assertThat(project.pipeline(text).notes()).hasSize(1);
        assertThat(names(project.knowing("X", "2").pipeline(text))).containsExactly("b", "c");
    }

    @Test
    void known_variables_stand_in_paths() {
        ImportedPipeline pipeline = new ReadProject()
                .with("ci/a.yml", "a: {script: x}")
                .knowing("DIR", "ci")
                .pipeline("include: ['$DIR/a.yml', '${DIR}/a.yml']");

        assertThat(names(pipeline)).containsExactly("a");
    }

    @Test
    void inputs_are_put_where_they_are_asked_for() {
        ImportedPipeline pipeline = new ReadProject()
                .with("t.yml", """
                        spec:
                          inputs:
                            name: {}
                            tags: {type: array, default: [linux]}
                            jdk: {default: 17, type: number}
                        ---
                        "test-$[[ inputs.name ]]":
                          script: "run $[[ inputs.jdk ]] $[[ inputs.name | expand_vars | truncate(0,2) ]] $[[ inputs.name | odd ]]"
                          tags: $[[ inputs.tags ]]
                          variables: {A: "$[[ component.name ]]"}
                        """)
                .pipeline("include: [{local: t.yml, inputs: {name: orders, nmae: x}}]");

        assertThat(names(pipeline)).containsExactly("test-orders");
        assertThat(job(pipeline, "test-orders").script()).isEqualTo("run 17 or orders");
        assertThat(job(pipeline, "test-orders").labels()).containsExactly("linux");
        assertThat(said(pipeline.problems()))
                .singleElement()
                .asString()
                .contains("no input `nmae`; did you mean `name`?");
        assertThat(said(pipeline.notes())).anyMatch(text -> text.contains("the function `odd`"));
    }

    @Test
    void wrong_includes_are_told() {
        ImportedPipeline pipeline =
                ReadProject.read("include: [[1], {inputs: {a: b}}, {local: {x: y}}]\na: {script: x}\n---\nb: 1\n");

        assertThat(said(pipeline.problems())).anyMatch(text -> text.contains("`include` names no file"));
        assertThat(said(pipeline.notes())).anyMatch(text -> text.contains("another document"));
        assertThat(ReadProject.read("[1, 2]").problems()).hasSize(1);
        assertThat(ReadProject.read("").jobs()).isEmpty();
    }

    @Test
    void no_more_is_read_than_can_be_borne() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(10)).append("]\n");
        }
        bomb.append("job: {script: *a11}\n");

        ImportedPipeline pipeline = ReadProject.read(bomb.toString());

        assertThat(said(pipeline.problems())).anyMatch(text -> text.contains("stands for too many values"));
    }

    @Test
    void files_outside_of_the_project_are_not_there(@TempDir Path directory) throws IOException {
        Path root = Files.createDirectories(directory.resolve("project/ci"));
        Files.writeString(root.resolve("a.yml"), "a");
        Files.writeString(directory.resolve("secret.yml"), "s");
        Files.createSymbolicLink(root.resolve("link.yml"), directory.resolve("secret.yml"));
        DirectoryFiles files = new DirectoryFiles(directory.resolve("project"));

        assertThat(files.find("ci/a.yml"))
                .hasValueSatisfying(
                        bytes -> assertThat(new String(bytes, UTF_8)).isEqualTo("a"));
        assertThat(files.find("../secret.yml")).isEmpty();
        assertThat(files.find("ci/link.yml")).isEmpty();
        assertThat(files.find("ci\0")).isEmpty();
        assertThat(files.matching("ci/*.yml")).contains("ci/a.yml");
        assertThat(files.matching("[")).isEmpty();
        assertThat(ProjectFiles.NONE.find("x")).isEmpty();
        assertThat(ProjectFiles.NONE.matching("x")).isEmpty();
    }

    @Test
    void a_component_of_the_project_itself_is_a_file_of_it() {
        ReadProject project = new ReadProject()
                .with(
                        "templates/one.yml",
                        "spec: {inputs: {name: {default: a}}}\n---\n$[[ inputs.name ]]: {script: x}\n")
                .with("templates/two/template.yml", "two: {script: x}\n");

        ImportedPipeline pipeline = project.pipeline("""
                include:
                  - component: $CI_SERVER_FQDN/$CI_PROJECT_PATH/one@$CI_COMMIT_SHA
                    inputs: {name: b}
                  - component: ${CI_SERVER_HOST}/${CI_PROJECT_PATH}/two@${CI_COMMIT_SHA}
                """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(names(pipeline)).containsExactly("b", "two");
    }

    @Test
    void inputs_that_the_file_does_not_take_are_told() {
        ImportedPipeline pipeline = new ReadProject()
                .with("t.yml", """
                        spec:
                          inputs:
                            level: {type: number, options: [1, 2]}
                            tag: {regex: '^v\\d+$'}
                            list: {type: array, default: [x, 'y"z']}
                            flag: {type: boolean, default: text}
                            odd: {type: date, default: x}
                            needed: {}
                        ---
                        a: {script: "$[[ inputs.level ]] $[[ inputs.list ]] $[[ inputs.lst ]]"}
                        """)
                .pipeline("include: [{local: t.yml, inputs: {level: 3, tag: latest}}]");

        assertThat(said(pipeline.problems()))
                .anyMatch(text ->
                        text.contains("the input `level` is `3`, which is not among its options; give one of 1, 2"))
                .anyMatch(text -> text.contains("the input `tag` is `latest`, which does not match"))
                .anyMatch(text -> text.contains("the input `flag` is text, but the file asks for true or false"))
                .anyMatch(text -> text.contains("the input `odd` is of the type `date`"))
                .anyMatch(text -> text.contains("the input `needed` has no value"))
                .anyMatch(text -> text.contains("there is no such input; did you mean `list`?"));
        assertThat(job(pipeline, "a").script()).startsWith("3 [\"x\", \"y\\\"z\"]");
    }
}
