package io.slipway.jenkins.real;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Node;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import hudson.slaves.DumbSlave;
import io.slipway.jenkins.settings.SlipwayNodeProperty;
import io.slipway.jenkins.settings.SlipwaySettings;
import io.slipway.jenkins.settings.ThrottleSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Each step as a Jenkinsfile uses it: to its end, over a restart, aborted, and when its agent goes. */
@Isolated("There is one Jenkins in a process.")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StepsInJenkinsTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path places;

    private static final String WORKSPACE = "slipway: 1\\nservice: app\\ntasks:\\n  hello:\\n"
            + "    run: mkdir -p out && cp in.txt out/hello.txt\\n    inputs: [in.txt]\\n"
            + "    outputs: [out/hello.txt]\\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slipwayRun",
                "slipwayPlace",
                "slipwayCache",
                "slipwayThrottle",
                "slipwayReserve",
                "slipwayForecast",
                "slipwayNeeds"
            })
    void each_step_is_found_by_its_name_and_has_a_form(String name) throws Throwable {
        sessions.then(jenkins -> {
            StepDescriptor step = StepDescriptor.byFunctionName(name);

            assertThat(step).isNotNull();
            assertThat(step.getConfigPage()).isNotNull();
        });
    }

    @Test
    void a_workspace_is_run_and_reused_the_second_time() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.createOnlineSlave();
            WorkflowJob job = job(
                    jenkins,
                    "node { writeFile file: 'in.txt', text: 'hello'; writeFile file: 'slipway.yaml', text: \""
                            + WORKSPACE
                            + "\"; def results = slipwayRun(definition: 'slipway.yaml'); echo \"${results}\" }");

            jenkins.buildAndAssertSuccess(job);
            WorkflowRun second = jenkins.buildAndAssertSuccess(job);

            jenkins.assertLogContains("reused:true", second);
        });
    }

    @Test
    void a_body_is_placed_where_its_requirements_are_met() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.createOnlineSlave();
            bench(jenkins, "board=stm32", "");

            WorkflowRun run = jenkins.buildAndAssertSuccess(
                    job(jenkins, "slipwayPlace(requires: [board: 'stm32']) { echo \"on ${env.NODE_NAME}\" }"));

            jenkins.assertLogContains("on bench", run);
        });
    }

    @Test
    void a_body_is_placed_by_what_is_found_on_agents_that_have_no_labels_of_it() throws Throwable {
        sessions.then(jenkins -> {
            DumbSlave agent = jenkins.createOnlineSlave();

            WorkflowRun run = jenkins.buildAndAssertSuccess(
                    job(jenkins, "slipwayPlace(requires: [java: '>=17']) { echo \"on ${env.NODE_NAME}\" }"));

            jenkins.assertLogContains("on " + agent.getNodeName(), run);
            assertThat(names(agent)).doesNotContain("java");
        });
    }

    @Test
    void a_placed_body_goes_on_after_a_restart_and_gives_its_place_back() throws Throwable {
        sessions.then(jenkins -> {
            bench(jenkins, "board=stm32", "");
            WorkflowJob job = job(jenkins, "slipwayPlace(requires: [board: 'stm32']) { semaphore 'held' }");
            SemaphoreStep.waitForStart("held/1", job.scheduleBuild2(0).waitForStart());
        });
        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).getBuildByNumber(1);
            SemaphoreStep.success("held/1", null);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            await(() -> jenkins.jenkins.getComputer("bench").countBusy() == 0);
        });
    }

    @Test
    void a_body_that_waits_says_what_is_missing_and_is_aborted_at_once() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.createOnlineSlave();
            WorkflowRun run = job(jenkins, "slipwayPlace(requires: [board: 'none']) { echo 'never' }")
                    .scheduleBuild2(0)
                    .waitForStart();
            jenkins.waitForMessage("board", run);

            run.doStop();

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(jenkins.jenkins.getQueue().getItems()).isEmpty();
        });
    }

    @Test
    void outputs_that_are_known_come_back_and_the_body_is_skipped() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.createOnlineSlave();
            WorkflowJob job = job(
                    jenkins,
                    "node { deleteDir(); writeFile file: 'in.txt', text: 'hello';"
                            + " slipwayCache(inputs: ['in.txt'], outputs: ['out.txt']) {"
                            + " echo 'worked'; writeFile file: 'out.txt', text: 'done' };"
                            + " echo \"got ${readFile('out.txt')}\" }");

            jenkins.assertLogContains("worked", jenkins.buildAndAssertSuccess(job));
            WorkflowRun second = jenkins.buildAndAssertSuccess(job);

            jenkins.assertLogNotContains("worked", second);
            jenkins.assertLogContains("got done", second);
        });
    }

    @Test
    void a_throttle_lets_no_more_through_than_it_has_and_leaks_nothing_when_a_build_is_aborted() throws Throwable {
        sessions.then(jenkins -> {
            SlipwaySettings.get().setThrottles(List.of(new ThrottleSettings("database", 1)));
            WorkflowJob job = job(jenkins, "slipwayThrottle('database') { semaphore 'held' }");
            job.setConcurrentBuild(true);
            WorkflowRun first = job.scheduleBuild2(0).waitForStart();
            SemaphoreStep.waitForStart("held/1", first);
            WorkflowRun second = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("database", second);

            first.doStop();

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(first));
            SemaphoreStep.waitForStart("held/2", second);
            SemaphoreStep.success("held/2", null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
        });
    }

    @Test
    void a_bench_is_had_by_one_build_at_a_time_over_a_restart_too() throws Throwable {
        sessions.then(jenkins -> {
            bench(jenkins, "", "rack");
            WorkflowJob job = job(jenkins, "slipwayReserve(bench: 'rack', minutes: 10) { semaphore 'held' }");
            job.setConcurrentBuild(true);
            SemaphoreStep.waitForStart("held/1", job.scheduleBuild2(0).waitForStart());
            jenkins.waitForMessage("rack", job.scheduleBuild2(0).waitForStart());
        });
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.jenkins.getItemByFullName("job", WorkflowJob.class);
            WorkflowRun second = job.getBuildByNumber(2);
            SemaphoreStep.success("held/1", null);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(job.getBuildByNumber(1)));
            SemaphoreStep.waitForStart("held/2", second);
            SemaphoreStep.success("held/2", null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
        });
    }

    @Test
    void a_forecast_is_there_from_the_first_build_on() throws Throwable {
        sessions.then(jenkins -> jenkins.buildAndAssertSuccess(job(jenkins, "echo \"${slipwayForecast()}\"")));
    }

    @Test
    void a_body_ends_when_its_agent_is_gone_and_a_new_one_finds_room() throws Throwable {
        sessions.then(jenkins -> {
            DumbSlave bench = bench(jenkins, "board=stm32", "");
            WorkflowRun run = job(jenkins, "slipwayPlace(requires: [board: 'stm32']) { semaphore 'held' }")
                    .scheduleBuild2(0)
                    .waitForStart();
            SemaphoreStep.waitForStart("held/1", run);

            jenkins.jenkins.removeNode(bench);
            run.doStop();
            jenkins.waitForCompletion(run);

            bench(jenkins, "board=stm32", "");
            jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).delete();
            jenkins.buildAndAssertSuccess(job(jenkins, "slipwayPlace(requires: [board: 'stm32']) { echo 'again' }"));
        });
    }

    @Test
    void what_is_set_is_there_after_a_restart() throws Throwable {
        sessions.then(jenkins -> SlipwaySettings.get().setThrottles(List.of(new ThrottleSettings("database", 3))));
        sessions.then(jenkins -> assertThat(SlipwaySettings.get().getThrottles())
                .singleElement()
                .satisfies(throttle -> {
                    assertThat(throttle.getName()).isEqualTo("database");
                    assertThat(throttle.getMost()).isEqualTo(3);
                }));
    }

    private DumbSlave bench(JenkinsRule jenkins, String capabilities, String benches) throws Exception {
        SlipwaySettings.get().setLabelling(true);
        DumbSlave node =
                new DumbSlave("bench", places.resolve("bench").toString(), jenkins.createComputerLauncher(null));
        node.setNumExecutors(1);
        SlipwayNodeProperty property = new SlipwayNodeProperty();
        property.setCapabilities(capabilities);
        property.setBenches(benches);
        node.getNodeProperties().add(property);
        jenkins.jenkins.addNode(node);
        jenkins.waitOnline(node);
        await(() -> names(node).contains("java"));
        return node;
    }

    private static List<String> names(Node node) {
        return node.getAssignedLabels().stream().map(LabelAtom::getName).toList();
    }

    private static WorkflowJob job(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.jenkins.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** What Jenkins does on other threads. */
    private static void await(Callable<Boolean> what) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (what.call()) return;
            Thread.sleep(100);
        }
        assertThat(what.call()).as("within a minute").isTrue();
    }
}
