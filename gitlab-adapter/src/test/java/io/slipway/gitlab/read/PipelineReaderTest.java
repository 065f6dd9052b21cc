package io.slipway.gitlab.read;

import static io.slipway.gitlab.read.ReadProject.job;
import static io.slipway.gitlab.read.ReadProject.names;
import static io.slipway.gitlab.read.ReadProject.read;
import static io.slipway.gitlab.read.ReadProject.said;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedNeed;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.imported.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineReaderTest {
    @Test
    void jobs_without_needs_wait_for_the_stages_before() {
        ImportedPipeline pipeline = read("""
                stages: [one, two, three]
                a: {stage: one, script: x}
                b: {stage: two, script: x}
                c: {stage: three, script: x}
                d: {stage: three, script: x, needs: [a]}
                e: {stage: three, script: x, needs: []}
                """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(pipeline.stages()).containsExactly(".pre", "one", "two", "three", ".post");
        assertThat(pipeline.graph().predecessors("b")).containsExactly("a");
        assertThat(pipeline.graph().predecessors("c")).containsExactly("b");
        assertThat(pipeline.graph().predecessors("d")).containsExactly("a");
        assertThat(pipeline.graph().predecessors("e")).isEmpty();
    }

    @Test
    void a_job_that_is_in_no_stage_is_a_test() {
        ImportedPipeline pipeline = read("a: {script: x}");

        assertThat(job(pipeline, "a").stage()).isEqualTo("test");
        assertThat(pipeline.stages()).containsExactly(".pre", "build", "test", "deploy", ".post");
    }

    @Test
    void extends_merges_maps_and_replaces_lists() {
        ImportedPipeline pipeline = read("""
                .base: {tags: [old], variables: {A: 1, B: 1}, script: [base]}
                .mid: {extends: .base, tags: [linux], variables: {B: 2}}
                .other: {timeout: 1h 30m}
                job: {extends: [.mid, .other], variables: {C: 3}}
                """);

        ImportedJob job = job(pipeline, "job");
        assertThat(job.labels()).containsExactly("linux");
        assertThat(job.env()).containsEntry("A", "1").containsEntry("B", "2").containsEntry("C", "3");
        assertThat(job.script()).isEqualTo("base");
        assertThat(job.timeout()).contains(Duration.ofMinutes(90));
    }

    @Test
    void what_extends_itself_is_told_with_its_place() {
        ImportedPipeline pipeline = read("a: {extends: b, script: x}\nb: {extends: a, script: x}\n");

        assertThat(said(pipeline.problems()))
                .contains(".gitlab-ci.yml:1:5 `extends` of `a` comes back to itself; extend fewer jobs");
    }

    @Test
    void a_parent_that_is_not_there_is_told_with_what_was_meant() {
        ImportedPipeline pipeline = read(".base: {script: x}\na: {extends: .bass, script: x}\n");

        assertThat(said(pipeline.problems()))
                .containsExactly(
                        ".gitlab-ci.yml:2:14 `a` extends `.bass`, but there is no such job; did you mean `.base`?");
    }

    @Test
    void merge_keys_and_anchors_are_what_they_stand_for() {
        ImportedPipeline pipeline = read("""
                .a: &a {tags: [a], stage: build}
                .b: &b {tags: [b], script: [b]}
                one: {<<: [*a, *b], stage: deploy}
                two: {script: [x], <<: *b}
                """);

        assertThat(job(pipeline, "one").labels()).containsExactly("a");
        assertThat(job(pipeline, "one").script()).isEqualTo("b");
        assertThat(job(pipeline, "one").stage()).isEqualTo("deploy");
        assertThat(job(pipeline, "two").script()).isEqualTo("x");
    }

    @Test
    void references_are_followed_and_lists_of_them_are_flat() {
        ImportedPipeline pipeline = read("""
                .deep: {script: [one, two]}
                .setup: {script: [!reference [.deep, script], three]}
                a:
                  script:
                    - !reference [.setup, script]
                    - four
                  tags: !reference [.tags, tags]
                .tags: {tags: [x, y]}
                """);

        assertThat(job(pipeline, "a").script()).isEqualTo("one\ntwo\nthree\nfour");
        assertThat(job(pipeline, "a").labels()).containsExactly("x", "y");
    }

    @Test
    void a_reference_that_comes_back_to_itself_is_told() {
        ImportedPipeline pipeline =
                read("a:\n  script: [x, !reference [b, script]]\nb:\n  script: [!reference [a, script]]\n");

        assertThat(said(pipeline.problems())).anyMatch(text -> text.contains("comes back to itself"));
    }

    @Test
    void parallel_jobs_are_named_as_gitlab_names_them() {
        ImportedPipeline pipeline = read("""
                unit: {script: x, parallel: 2}
                matrix:
                  script: x
                  parallel:
                    matrix:
                      - {OS: [linux, mac], JDK: [17, 21]}
                      - OS: windows
                after:
                  script: x
                  stage: deploy
                  needs:
                    - unit
                    - {job: matrix, parallel: {matrix: [{OS: mac, JDK: 21}]}}
                    - {job: "matrix: [windows]", artifacts: false}
                """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(names(pipeline))
                .containsExactly(
                        "unit 1/2",
                        "unit 2/2",
                        "matrix: [linux, 17]",
                        "matrix: [linux, 21]",
                        "matrix: [mac, 17]",
                        "matrix: [mac, 21]",
                        "matrix: [windows]",
                        "after");
        assertThat(job(pipeline, "matrix: [mac, 17]").env()).containsEntry("JDK", "17");
        assertThat(job(pipeline, "unit 2/2").env()).containsEntry("CI_NODE_INDEX", "2");
        assertThat(pipeline.graph().predecessors("after"))
                .containsExactly("unit 1/2", "unit 2/2", "matrix: [mac, 21]", "matrix: [windows]");
        assertThat(job(pipeline, "after").needs().orElseThrow())
                .contains(new ImportedNeed("matrix: [windows]", false, false));
    }

    @Test
    void too_large_a_matrix_is_refused_quickly() {
        String values = "[" + "x, ".repeat(500) + "x]";
        ImportedPipeline pipeline = read("a: {script: x, parallel: {matrix: [{A: " + values + ", B: " + values + ", C: "
                + values + ", D: " + values + "}]}}");

        assertThat(said(pipeline.problems())).anyMatch(text -> text.contains("more than 200 jobs"));
    }

    @Test
    void needs_of_other_pipelines_are_noted_and_missing_ones_are_problems() {
        ImportedPipeline pipeline = read("""
                a:
                  script: x
                  needs:
                    - {project: group/other, job: build, ref: main}
                    - {pipeline: $PARENT, job: build}
                    - {job: perhaps, optional: true}
                    - compile
                """);

        assertThat(pipeline.notes()).hasSize(2);
        assertThat(said(pipeline.problems()))
                .containsExactly(
                        ".gitlab-ci.yml:7:7 `a` needs `compile`, but there is no such job; add it, or say optional: true");
    }

    @Test
    void a_circle_of_needs_is_told_and_nothing_fails() {
        ImportedPipeline pipeline = read("a: {script: x, needs: [b]}\nb: {script: x, needs: [a]}\n");

        assertThat(said(pipeline.problems())).singleElement().asString().contains("circle");
        assertThat(names(pipeline)).containsExactly("a", "b");
    }

    @Test
    void rules_decide_as_far_as_variables_are_known() {
        String definition = """
                never: {script: x, rules: [{when: never}]}
                main: {script: x, rules: [{if: $CI_COMMIT_BRANCH == "main", when: manual, allow_failure: true}]}
                open: {script: x, rules: [{if: $CI_COMMIT_TAG, when: never}, {when: always}]}
                """;

        ImportedPipeline unknown = read(definition);
        ImportedPipeline branch =
                new ReadProject().knowing("CI_COMMIT_BRANCH", "dev").pipeline(definition);
        ImportedPipeline main =
                new ReadProject().knowing("CI_COMMIT_BRANCH", "main").pipeline(definition);

        assertThat(unknown.jobs())
                .extracting(ImportedJob::presence)
                .containsExactly(Presence.NEVER, Presence.MAYBE, Presence.MAYBE);
        assertThat(job(branch, "main").presence()).isEqualTo(Presence.NEVER);
        assertThat(job(main, "main").presence()).isEqualTo(Presence.ALWAYS);
        assertThat(job(main, "main").manual()).isTrue();
        assertThat(job(main, "main").mayFail()).isTrue();
        assertThat(job(unknown, "main").condition()).isEqualTo("$CI_COMMIT_BRANCH == \"main\"");
    }

    @Test
    void rules_may_bring_variables_and_needs_of_their_own() {
        ImportedPipeline pipeline = read("""
                build: {stage: build, script: x}
                test:
                  script: x
                  variables: {MODE: slow, KEPT: 1}
                  rules: [{if: 'null == null', variables: {MODE: fast}, needs: []}]
                """);

        assertThat(job(pipeline, "test").env()).containsEntry("MODE", "fast").containsEntry("KEPT", "1");
        assertThat(pipeline.graph().predecessors("test")).isEmpty();
    }

    @Test
    void a_condition_that_cannot_be_read_is_told_with_its_place() {
        ImportedPipeline pipeline = read("a:\n  script: x\n  rules:\n    - if: $A = 'b'\n");

        assertThat(said(pipeline.problems()))
                .singleElement()
                .asString()
                .startsWith(".gitlab-ci.yml:4:11 the condition cannot be read: expected the end at character 4");
    }

    @Test
    void a_cache_key_that_gitlab_refuses_is_noted_and_the_rest_is_read() {
        ImportedPipeline pipeline =
                read("a: {script: x, cache: {key: a/b, paths: [c]}}\nb: {script: x, cache: {key: a%2Fb}}");

        assertThat(pipeline.problems()).isEmpty();
        assertThat(names(pipeline)).containsExactly("a", "b");
        assertThat(said(pipeline.notes()))
                .containsExactly(
                        ".gitlab-ci.yml:1:29 `cache:key` of `a` has a / in it, which GitLab refuses; write - instead",
                        ".gitlab-ci.yml:2:29 `cache:key` of `b` has a / in it, which GitLab refuses; write - instead");
    }

    @Test
    void only_and_except_make_a_job_conditional() {
        ImportedPipeline pipeline = read("a: {script: x, only: [main], except: {variables: [$A]}}");

        assertThat(job(pipeline, "a").presence()).isEqualTo(Presence.MAYBE);
        assertThat(job(pipeline, "a").condition()).isEqualTo("only main and except variables");
    }

    @Test
    void defaults_reach_every_job_that_inherits_them() {
        ImportedPipeline pipeline = read("""
                default: {tags: [linux], before_script: [setup], timeout: 10m, retry: {max: 2}}
                variables: {GLOBAL: 1, OTHER: {value: 2, description: told}}
                a: {script: x}
                b: {script: x, inherit: {default: false, variables: false}}
                c: {script: x, inherit: {default: [tags], variables: [OTHER]}}
                """);

        assertThat(job(pipeline, "a").script()).isEqualTo("setup\nx");
        assertThat(job(pipeline, "a").retries()).isEqualTo(2);
        assertThat(job(pipeline, "a").env()).containsEntry("OTHER", "2");
        assertThat(job(pipeline, "b").labels()).isEmpty();
        assertThat(job(pipeline, "b").env()).isEmpty();
        assertThat(job(pipeline, "c").labels()).containsExactly("linux");
        assertThat(job(pipeline, "c").script()).isEqualTo("x");
        assertThat(job(pipeline, "c").env()).containsOnlyKeys("OTHER");
    }

    @Test
    void words_at_the_top_that_are_older_than_default_still_count() {
        ImportedPipeline pipeline =
                read("before_script: [setup]\nimage: alpine\ntypes: [one]\na: {script: x, stage: one}\n");

        assertThat(pipeline.problems()).isEmpty();
        assertThat(job(pipeline, "a").script()).isEqualTo("setup\nx");
        assertThat(job(pipeline, "a").unsaid()).contains("image: alpine");
    }

    @Test
    void what_a_job_is_besides_is_kept() {
        ImportedPipeline pipeline = read("""
                deploy:
                  script: x
                  environment: {name: prod}
                  resource_group: prod
                  cache: [{key: a, paths: [b]}]
                  artifacts: {paths: [out/], reports: {junit: [a.xml, b.xml], dotenv: v.env}}
                  allow_failure: {exit_codes: [3]}
                  when: manual
                """);

        ImportedJob job = job(pipeline, "deploy");
        assertThat(job.deploys()).isTrue();
        assertThat(job.lock()).contains("prod");
        assertThat(job.cached()).isTrue();
        assertThat(job.outputs()).containsExactly("out/");
        assertThat(job.reports()).containsEntry("junit", List.of("a.xml", "b.xml"));
        assertThat(job.mayFail()).isTrue();
        assertThat(job.manual()).isTrue();
    }

    @Test
    void triggers_are_jobs_that_call() {
        ImportedPipeline pipeline = read("""
                a: {trigger: group/project}
                b: {trigger: {project: group/other}}
                c: {trigger: {include: child.yml}}
                d: {trigger: {include: [{artifact: made.yml, job: a}]}}
                """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(pipeline.jobs())
                .extracting(job -> job.calls().orElseThrow())
                .containsExactly("group/project", "group/other", "child.yml", "made.yml");
    }

    @Test
    void wrong_types_are_told_and_the_rest_is_read() {
        ImportedPipeline pipeline = read("""
                stages: {a: b}
                variables: [1]
                list: [1, 2]
                a: {script: {x: y}, tags: [[z]], parallel: many, timeout: soon, retry: 7, rules: [text], needs: {job: 1}}
                scrip: text
                b: {}
                """);

        assertThat(said(pipeline.problems()))
                .anyMatch(text -> text.contains("`list` is a list, but jobs are maps"))
                .anyMatch(text -> text.contains("`script` has a map"))
                .anyMatch(text -> text.contains("`parallel` of `a` is many"))
                .anyMatch(text -> text.contains("`timeout: soon` of `a` is no duration"))
                .anyMatch(text -> text.contains("`retry: 7` is not from 0 to 2"))
                .anyMatch(text -> text.contains("a rule is text"))
                .anyMatch(text -> text.contains("`variables` is a list"))
                .anyMatch(text -> text.contains("`b` has neither `script` nor `trigger`"));
        assertThat(names(pipeline)).contains("a", "b");
    }

    @Test
    void unknown_keys_are_noted_with_what_was_meant() {
        ImportedPipeline pipeline = read("a: {script: x, artefacts: {paths: [x]}}");

        assertThat(said(pipeline.notes()))
                .containsExactly(".gitlab-ci.yml:1:16 unknown key `artefacts` of `a`; did you mean `artifacts`?");
    }

    @Test
    void a_stage_that_is_not_written_is_a_problem() {
        ImportedPipeline pipeline = read("stages: [build]\na: {script: x, stage: test}\n");

        assertThat(said(pipeline.problems())).singleElement().asString().contains("which is not among `stages`");
    }

    @Test
    void a_workflow_that_makes_no_pipeline_is_noted() {
        ImportedPipeline pipeline =
                new ReadProject().knowing("CI_COMMIT_BRANCH", "dev").pipeline("""
                workflow: {rules: [{if: $CI_COMMIT_BRANCH == "main"}]}
                a: {script: x}
                """);

        assertThat(said(pipeline.notes())).singleElement().asString().contains("no pipeline at all");
    }

    @Test
    void of_a_key_written_twice_the_last_counts() {
        ImportedPipeline pipeline = read("a: {script: one}\na: {script: two}\n");

        assertThat(names(pipeline)).containsExactly("a");
        assertThat(job(pipeline, "a").script()).isEqualTo("two");
    }

    @Test
    void a_file_that_others_include_need_not_have_everything() {
        String part = "a: {extends: .theirs, needs: [theirs], stage: theirs, script: [!reference [.theirs, script]]}\n";

        ImportedPipeline whole = read(part);
        ImportedPipeline partly = new PipelineReader(ProjectFiles.NONE, Variables.UNKNOWN)
                .read("ci/part.yml", (part + "b: {rules: [{if: !reference [.is_main]}]}").getBytes(UTF_8));

        assertThat(whole.problems()).hasSize(5);
        assertThat(partly.problems()).isEmpty();
        assertThat(said(partly.notes()))
                .anyMatch(text -> text.contains("`.theirs`"))
                .allMatch(text -> text.endsWith("read the file that includes this, where all its includes are"));
        assertThat(names(partly)).containsExactly("a", "b");
    }

    @Test
    void a_key_with_nothing_behind_it_is_as_if_it_was_not_there() {
        ImportedPipeline pipeline = read("""
                default: {tags: [linux], before_script: [setup]}
                build: {stage: build, script: x}
                .base: {script: x, needs: [], rules: [{when: never}]}
                a: {extends: .base, needs: null, rules: ~, tags: }
                b: {script: x, inherit: {default: [], variables: []}}
                """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(job(pipeline, "a").needs()).isEmpty();
        assertThat(job(pipeline, "a").presence()).isEqualTo(Presence.ALWAYS);
        assertThat(job(pipeline, "a").labels()).containsExactly("linux");
        assertThat(job(pipeline, "b").labels()).isEmpty();
    }

    @Test
    void a_need_may_ask_for_the_part_of_a_matrix_that_it_is_itself() {
        ImportedPipeline pipeline = read("""
                build: {stage: build, script: x, parallel: {matrix: [{OS: [linux, mac], JDK: [17, 21]}]}}
                test:
                  script: x
                  parallel: {matrix: [{OS: [linux, mac]}]}
                  needs: [{job: build, parallel: {matrix: [{OS: "$[[ matrix.OS ]]", JDK: [21]}]}}]
                all: {script: x, needs: [{job: build, parallel: {matrix: [{OS: mac}]}}]}
                none: {script: x, needs: [{job: build, optional: true, parallel: {matrix: [{OS: sun}]}}]}
                """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(pipeline.graph().predecessors("test: [linux]")).containsExactly("build: [linux, 21]");
        assertThat(pipeline.graph().predecessors("test: [mac]")).containsExactly("build: [mac, 21]");
        assertThat(pipeline.graph().predecessors("all")).containsExactly("build: [mac, 17]", "build: [mac, 21]");
        assertThat(pipeline.graph().predecessors("none")).isEmpty();
        assertThat(said(read("a: {script: x, needs: [{job: b, parallel: {matrix: [{A: '$[[ matrix.A ]]'}]}}]}\n"
                                + "b: {script: x, parallel: {matrix: [{A: 1}]}}\n")
                        .problems()))
                .anyMatch(text -> text.contains("the matrix of `a` has no `A`"));
    }

    @Test
    void needs_that_cannot_be_met_are_told() {
        ImportedPipeline pipeline = read("""
                early: {stage: build, script: x, needs: [late]}
                late: {stage: deploy, script: x}
                off: {script: x, rules: [{when: never}]}
                on: {script: x, needs: [off, ""]}
                files: {script: x, needs: [late2], dependencies: [early, nobody]}
                late2: {script: x, needs: [[], null]}
                """);

        assertThat(said(pipeline.problems()))
                .anyMatch(text -> text.contains("`early` needs `late` of the later stage `deploy`"))
                .anyMatch(text -> text.contains("`files` depends on `early`, which is not among its needs"))
                .anyMatch(text -> text.contains("`files` depends on `nobody`, but there is no such job"));
        assertThat(said(pipeline.notes()))
                .anyMatch(text -> text.contains("`on` needs `off`, which no rule lets run"))
                .anyMatch(text -> text.contains("a need of `late2` is empty"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "a: {script: [yes]} ~ a line of `script` of `a` is true or false",
                "a: {script: []} ~ the script of `a` is empty",
                "a: {script: x, when: never} ~ write it into `rules`",
                "a: {script: x, when: sometimes} ~ is no time for a job",
                "a: {script: x, only: [main], rules: [{when: always}]} ~ has both `only` and `rules`",
                "a: {script: x, rules: []} ~ has no rule",
                "a: {script: x, needs: b} ~ `needs` of `a` is text; write a list",
                "a: {script: x, stage: [b]} ~ `stage` of `a` is a list",
                "a: {script: x, image: [b]} ~ `image` of `a` is a list; write a map or text",
                "a: {script: x, allow_failure: text} ~ `allow_failure` of `a` is text",
                "a: {script: x, cache: {paths: b}} ~ `cache:paths` of `a` is text",
                "a: {script: x, cache: [{key: {files: []}}]} ~ does not have one to ten files",
                "a: {script: ['', ' ']} ~ the script of `a` is empty",
                "a: {script: x, cache: {key: ..}} ~ `cache:key` of `a` cannot name a file",
                "a: {script: x, cache: {key: {files: [a], prefix: [b]}}} ~ `cache:key` of `a` cannot name a file",
                "a: {script: x, cache: {untracked: 'true'}} ~ `cache:untracked` of `a` is text",
                "a: {script: x, cache: {when: [always]}} ~ `cache:when: a list` of `a` is not known",
                "a: {script: x, variables: {B: {value: c, desc: d}}} ~ the variable `B` has the unknown key `desc`",
                "a: {script: x, needs: [{job: a, parallel: 3}]} ~ `parallel` of a need of `a` has no matrix",
                "stages: [1, two] ~ a stage is a number; put it in quotes to make it text",
                "a: {script: x, rules: [{if: $A, needs: }]} ~ `needs` of a rule is nothing",
                "a: {script: x, retry: '2'} ~ `retry` of `a` is text; write a map or a number",
                "a: {trigger: project} ~ `project`, which `a` calls, is no project",
                "a: {trigger: {include: [{project: g/p}]}} ~ names half a file",
                "a: {script: x, rules: [{changes: {file: b}}]} ~ the paths of a rule are a map",
                "a: {script: x, rules: [{changes: {paths: [a], compare_to: {ref: b}}}]} ~ `compare_to` is a map",
                "a: {script: x, cache: {policy: fetch}} ~ write one of pull, pull-push, push",
                "a: {script: x, artifacts: {when: later}} ~ `artifacts:when: later` of `a` is not known",
                "a: {script: x, parallel: {matrix: [{A: [1, 1]}]}} ~ two jobs are called `a: [1]`",
                "a: {script: [[[[[[[[[[[x]]]]]]]]]]]} ~ nested more than 10 deep",
                "stages: build ~ `stages` is text; write a list of names",
                "a: {script: x, rules: [{if: '${A}'}]} ~ without braces",
            })
    void what_gitlab_refuses_is_told(String definition, String expected) {
        assertThat(said(read(definition).problems())).anyMatch(text -> text.contains(expected));
    }

    @Test
    void what_yaml_makes_of_a_value_is_told_where_it_is_not_what_was_written() {
        ImportedPipeline pipeline = read("""
                variables: {MODE: 0755, VERSION: "1.10", ON: yes}
                a: {script: x, parallel: {matrix: [{PYTHON: [3.9, 3.10]}]}}
                """);

        assertThat(names(pipeline)).containsExactly("a: [3.9]", "a: [3.1]");
        assertThat(job(pipeline, "a: [3.9]").env())
                .containsEntry("MODE", "493")
                .containsEntry("VERSION", "1.10")
                .containsEntry("ON", "true");
        assertThat(said(pipeline.notes()))
                .contains(
                        ".gitlab-ci.yml:2:51 `3.10` is `3.1` in YAML 1.1; put it in quotes to keep it as it is written");
    }

    @Test
    void rules_see_the_values_of_the_matrix_and_in_a_job_those_of_the_definition() {
        String definition = """
                workflow: {rules: [{when: always, variables: {FROM: workflow}}]}
                variables: {RUN: "yes"}
                a:
                  script: x
                  parallel: {matrix: [{OS: [linux, mac]}]}
                  rules: [{if: $OS == "linux" && $RUN == "yes"}]
                """;

        ImportedPipeline outside = read(definition);
        ImportedPipeline inside = new PipelineReader(ProjectFiles.NONE, Variables.ofJob(Map.of("CI", "true")))
                .read(".gitlab-ci.yml", definition.getBytes(UTF_8));

        assertThat(outside.jobs()).extracting(ImportedJob::presence).containsExactly(Presence.MAYBE, Presence.NEVER);
        assertThat(inside.jobs()).extracting(ImportedJob::presence).containsExactly(Presence.ALWAYS, Presence.NEVER);
        assertThat(job(inside, "a: [linux]").env()).containsEntry("FROM", "workflow");
    }

    @Test
    void references_reach_items_of_lists_and_what_is_a_reference_itself() {
        ImportedPipeline pipeline = read("""
                .lines: [one, {nested: two}]
                .other: !reference [.third]
                .third: {script: three}
                a:
                  script:
                    - !reference [.lines, 0]
                    - !reference [.lines, 1, nested]
                    - !reference [.other, script]
                """);

        assertThat(pipeline.problems()).isEmpty();
        assertThat(job(pipeline, "a").script()).isEqualTo("one\ntwo\nthree");
        assertThat(said(read(".a: [x]\nb: {script: [!reference [.a, 1]]}").problems()))
                .anyMatch(text -> text.contains("there is no `1`"));
    }

    @Test
    void what_gitlab_may_take_and_we_cannot_is_noted() {
        ImportedPipeline pipeline = read("a: {script: x, trigger: g/p, rules: [{if: $A, path: [b]}, {if: }]}");

        assertThat(pipeline.problems()).isEmpty();
        assertThat(said(pipeline.notes()))
                .anyMatch(text -> text.contains("`a` has both `script` and `trigger`"))
                .anyMatch(text -> text.contains("unknown key `path` of a rule"));
    }

    @Test
    void an_environment_that_is_only_looked_at_is_no_deployment() {
        ImportedPipeline pipeline = read("""
                look: {script: x, environment: {name: prod, action: verify}}
                go: {script: x, environment: prod}
                """);

        assertThat(job(pipeline, "look").deploys()).isFalse();
        assertThat(job(pipeline, "go").deploys()).isTrue();
    }

    @Test
    void what_cannot_be_said_stands_in_the_order_written() {
        ImportedPipeline pipeline = read("a: {services: [db], script: x, image: node, secrets: {A: {vault: b}}}");

        assertThat(job(pipeline, "a").unsaid()).containsExactly("services: db", "image: node", "secrets: A");
    }
}
