package io.slipway.core.imported;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.definition.DefinitionReader;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InsightsTest {
    private static final Place HERE = new Place("ci.yml", 3, 1);

    private static ImportedJob.Builder job(String name, String stage) {
        return ImportedJob.builder(name, HERE).stage(stage).script("true");
    }

    private static ImportedPipeline pipeline(ImportedJob.Builder... jobs) {
        return ImportedPipeline.of(
                "ci.yml",
                List.of("build", "test", "deploy"),
                List.of(jobs).stream().map(ImportedJob.Builder::build).toList(),
                List.of(),
                List.of());
    }

    private static Insights insights(ImportedPipeline pipeline) {
        return Insights.of(pipeline, name -> Optional.empty(), List.of());
    }

    @Test
    void a_stage_waits_for_all_before_it_but_not_for_a_person_who_need_not_come() {
        ImportedPipeline pipeline = pipeline(
                job("a", "build"),
                job("early", "test").needs(List.of()),
                job("later", "deploy"),
                job("by hand", "build").manual(true).mayFail(true),
                job("never", "test").presence(Presence.NEVER, "no"));

        assertThat(pipeline.graph().predecessors("later")).containsExactly("a", "early");
        assertThat(pipeline.graph().contains("never")).isFalse();
        assertThat(pipeline.byName()).hasSize(5);
    }

    @Test
    void the_chain_that_takes_longest_decides() {
        ImportedPipeline pipeline = pipeline(
                job("a", "build"),
                job("b", "test").needs(List.of(new ImportedNeed("a", false, true))),
                job("c", "test").needs(List.of(new ImportedNeed("gone", true, true))));
        Map<String, Duration> known = Map.of("a", Duration.ofSeconds(10), "c", Duration.ofSeconds(30));

        Insights insights = Insights.of(pipeline, name -> Optional.ofNullable(known.get(name)), List.of());

        assertThat(insights.criticalPath()).containsExactly("a", "b");
        assertThat(insights.finish()).contains(Duration.ofSeconds(30));
        assertThat(insights.unknown()).isEqualTo(1);
    }

    @Test
    void waits_for_jobs_that_hand_on_nothing_are_told() {
        assertThat(insights(pipeline(job("a", "build"), job("b", "test"))).advice())
                .extracting(Insights.Advice::kind)
                .containsExactly(Insights.Kind.NEEDLESS_WAIT);
        assertThat(insights(pipeline(job("a", "build").outputs(List.of("x")), job("b", "test")))
                        .advice())
                .isEmpty();
        assertThat(insights(pipeline(job("a", "build"), job("b", "deploy").deploys(true)))
                        .advice())
                .isEmpty();
    }

    @Test
    void tools_that_fetch_anew_are_told_unless_something_is_cached() {
        ImportedPipeline pipeline = pipeline(
                job("a", "build").script("cd x && ./mvnw -B package"),
                job("b", "build").script("npm ci\nnpm test").cached(true),
                job("c", "build").script("echo mvnification"));

        assertThat(insights(pipeline).advice()).singleElement().satisfies(advice -> {
            assertThat(advice.kind()).isEqualTo(Insights.Kind.NO_CACHE);
            assertThat(advice.jobs()).containsExactly("a");
            assertThat(advice.text()).startsWith("Maven ");
        });
    }

    @Test
    void jobs_that_no_machine_or_no_rule_lets_run_are_told() {
        Agent linux = new Agent("one", Labels.of(Map.of("os", "linux", "docker", "24")), new Resources(1000, 0));
        ImportedPipeline pipeline = pipeline(
                job("a", "build").labels(List.of("linux", "docker", "os=linux", "$TAG")),
                job("b", "build").labels(List.of("windows")),
                job("c", "build").presence(Presence.NEVER, ""));

        List<Insights.Advice> advice =
                Insights.of(pipeline, name -> Optional.empty(), List.of(linux)).advice();

        assertThat(advice).extracting(Insights.Advice::jobs).containsExactly(List.of("c"), List.of("b"));
    }

    @Test
    void a_circle_is_a_problem_and_leaves_no_graph() {
        ImportedPipeline pipeline = pipeline(
                job("a", "build").needs(List.of(new ImportedNeed("b", false, true))),
                job("b", "build").needs(List.of(new ImportedNeed("a", false, true))));

        assertThat(pipeline.problems()).hasSize(1);
        assertThat(pipeline.graph().nodes()).isEmpty();
    }

    @Test
    void far_too_many_waits_are_a_problem_and_leave_no_graph() {
        ImportedJob.Builder[] jobs = new ImportedJob.Builder[2_100];
        for (int i = 0; i < jobs.length; i++) jobs[i] = job("j" + i, i % 2 == 0 ? "build" : "test");

        ImportedPipeline pipeline = pipeline(jobs);

        assertThat(pipeline.problems())
                .singleElement()
                .asString()
                .contains("the 2100 jobs wait for each other in more than a million ways");
        assertThat(pipeline.graph().nodes()).isEmpty();
        assertThat(pipeline.jobs()).hasSize(2_100);
    }

    @Test
    void a_definition_says_what_can_be_said_and_comments_on_the_rest() {
        TreeMap<String, String> env = new TreeMap<>(Map.of("MODE", "a \"b\"\n\u0001", "1bad", "x"));
        TreeMap<String, List<String>> junit = new TreeMap<>(Map.of("junit", List.of("*.xml")));
        ImportedPipeline pipeline = pipeline(
                job("compile it", "build")
                        .outputs(List.of("./out/", "$X/y", "/abs", "!no"))
                        .env(env)
                        .mayFail(true),
                job("compile-it", "build")
                        .timeout(Duration.ofMinutes(3))
                        .retries(2)
                        .lock("my db"),
                job("unit", "test").reports(junit).labels(List.of("linux")).presence(Presence.MAYBE, "$A"),
                job("%", "deploy").deploys(true).script("").calls("other").unsaid("image: x"),
                job("gone", "deploy").presence(Presence.NEVER, ""));

        DefinitionText definition = DefinitionText.of(pipeline, "ci");

        assertThat(definition.text())
                .contains(
                        "service: ci\n",
                        "\"compile-it\":",
                        "\"compile-it-2\":",
                        "outputs: [\"out/**\"]",
                        "timeout: PT3M")
                .contains("retry: 3", "locks: [\"my-db\"]", "kind: test", "kind: deploy", "optional: true")
                .contains("\"MODE\": \"a \\\"b\\\"\\n\\u0001\"", "# not said: only if $A", "# not said: calls other");
        assertThat(definition.pipeline().tasks()).hasSize(4);
        Task last = definition.pipeline().get(TaskAddress.parse("ci:job"));
        assertThat(last.kind()).isEqualTo(TaskKind.DEPLOY);
        assertThat(definition.notes()).extracting(Problem::toString).anyMatch(note -> note.contains("left out"));
    }

    @Test
    void what_the_host_would_put_in_stays_as_it_is_written() {
        TreeMap<String, String> env = new TreeMap<>(Map.of("TOKEN", "${{ secrets.X }}"));
        ImportedPipeline pipeline = pipeline(
                job("a", "build").script("echo ${{ github.ref }} $${{ x").env(env));

        DefinitionText definition = DefinitionText.of(pipeline, "ci");

        assertThat(definition.text())
                .contains("run: \"echo $${{ github.ref }} $$${{ x\"", "\"TOKEN\": \"$${{ secrets.X }}\"")
                .contains("  # not said: ${{ }}: the host puts values in");
        Task task = new DefinitionReader()
                .read(Map.of("slipway.yaml", definition.text().getBytes(UTF_8)))
                .pipeline()
                .get(TaskAddress.parse("ci:a"));
        assertThat(task.command()).isEqualTo(new Command.Shell("echo ${{ github.ref }} $${{ x"));
        assertThat(task.env()).containsEntry("TOKEN", "${{ secrets.X }}");
    }

    @Test
    void outputs_that_two_jobs_claim_are_left_out_with_a_note() {
        ImportedPipeline pipeline = pipeline(
                job("a", "build").outputs(List.of("x")), job("b", "build").outputs(List.of("x")));

        DefinitionText definition = DefinitionText.of(pipeline, "ci");

        assertThat(definition.text()).doesNotContain("outputs:");
        assertThat(definition.notes()).anyMatch(note -> note.message().contains("hand on the same files"));
    }

    @Test
    void wrong_values_are_refused() {
        assertThatThrownBy(() -> job("a", "b").retries(-1).build()).hasMessageContaining("retries: -1");
    }

    @Test
    void a_host_without_stages_has_needless_needs_where_nothing_is_taken() {
        ImportedPipeline pipeline = ImportedPipeline.of(
                "ci.yml",
                List.of(),
                List.of(
                        job("a", "").needs(List.of()).build(),
                        job("idle", "")
                                .needs(List.of(new ImportedNeed("a", false, false)))
                                .build(),
                        job("takes", "")
                                .needs(List.of(new ImportedNeed("a", false, true)))
                                .build(),
                        job("out", "")
                                .needs(List.of(new ImportedNeed("a", false, false)))
                                .deploys(true)
                                .build()),
                List.of(),
                List.of());

        assertThat(insights(pipeline).advice()).singleElement().satisfies(advice -> {
            assertThat(advice.kind()).isEqualTo(Insights.Kind.NEEDLESS_WAIT);
            assertThat(advice.jobs()).containsExactly("idle");
        });
    }
}
