package io.slipway.jenkins.real;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import io.slipway.jenkins.settings.SlipwayPermissions;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page of benches, by those who may and by those who may not. */
@Isolated("There is one Jenkins in a process.")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@WithJenkins
class BenchesInJenkinsTest {
    private static final String NOBODY = "nobody";

    @Test
    void who_may_reserve_extends_and_takes_back_and_nobody_else_does(JenkinsRule jenkins) throws Exception {
        secure(jenkins);
        WorkflowRun run = reserve(jenkins);
        long until = until(jenkins);

        for (String user : new String[] {NOBODY, "reader", "viewer"}) {
            assertThat(post(jenkins, user, "extend?bench=rack&minutes=5").getStatusCode())
                    .as(user)
                    .isEqualTo(403);
            assertThat(post(jenkins, user, "release?bench=rack&holder=job%231").getStatusCode())
                    .as(user)
                    .isEqualTo(403);
        }
        assertThat(until(jenkins)).isEqualTo(until);

        assertThat(post(jenkins, "keeper", "extend?bench=rack&minutes=5").getStatusCode())
                .isLessThan(400);
        for (int i = 0; i < 600 && until(jenkins) == until; i++) Thread.sleep(100);
        assertThat(until(jenkins)).isEqualTo(until + 5 * 60_000);

        assertThat(post(jenkins, "keeper", "release?bench=rack&holder=job%231").getStatusCode())
                .isLessThan(400);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("given back by keeper", run);
    }

    @Test
    void what_cannot_be_done_is_answered_with_why(JenkinsRule jenkins) throws Exception {
        secure(jenkins);
        WorkflowRun run = reserve(jenkins);

        assertThat(post(jenkins, "keeper", "extend?bench=rack&minutes=abc").getContentAsString())
                .contains("is not a whole number");
        assertThat(post(jenkins, "keeper", "extend?bench=other&minutes=5").getContentAsString())
                .contains("bench other is held by nobody");
        assertThat(post(jenkins, "keeper", "release?bench=rack&holder=other%231")
                        .getContentAsString())
                .contains("look again");
        assertThat(post(jenkins, "keeper", "release").getStatusCode()).isEqualTo(400);

        run.doStop();
        jenkins.waitForCompletion(run);
    }

    private static WorkflowRun reserve(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
        job.setDefinition(
                new CpsFlowDefinition("slipwayReserve(bench: 'rack', minutes: 10) { semaphore 'held' }", true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        SemaphoreStep.waitForStart("held/1", run);
        return run;
    }

    private static long until(JenkinsRule jenkins) throws Exception {
        JSONObject benches = jenkins.createWebClient()
                .withBasicCredentials("viewer")
                .getJSON("slipway-benches/api/json")
                .getJSONObject();
        return benches.getJSONArray("reservations").getJSONObject(0).getLong("untilMillis");
    }

    private static WebResponse post(JenkinsRule jenkins, String user, String what) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        if (!user.equals(NOBODY)) browser.withBasicCredentials(user);
        URL address = new URL(jenkins.getURL() + "slipway-benches/" + what);
        browser.getOptions().setRedirectEnabled(false);
        return browser.loadWebResponse(browser.addCrumb(new WebRequest(address, HttpMethod.POST)));
    }

    private static void secure(JenkinsRule jenkins) {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "viewer", "keeper")
                .grant(SlipwayPermissions.RESERVE)
                .everywhere()
                .to("keeper")
                .grant(SlipwayPermissions.SEE)
                .everywhere()
                .to("viewer"));
    }
}
