package io.slipway.jenkins.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.AdministrativeMonitor;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.LoadBalancer;
import hudson.model.Queue;
import hudson.model.User;
import hudson.model.queue.QueueSorter;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.Permission;
import hudson.slaves.DumbSlave;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.slipway.jenkins.queue.QueuePolicy;
import io.slipway.jenkins.settings.FolderWeight;
import io.slipway.jenkins.settings.SlipwayMonitor;
import io.slipway.jenkins.settings.SlipwayNodeProperty;
import io.slipway.jenkins.settings.SlipwayPermissions;
import io.slipway.jenkins.settings.SlipwaySettings;
import io.slipway.jenkins.settings.ThrottleSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.springframework.security.access.AccessDeniedException;

/** Settings as a form, as a file, as code, and for those who may. */
@Isolated("There is one Jenkins in a process.")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@WithJenkins
class SettingsInJenkinsTest {
    @Test
    void a_form_that_is_saved_unchanged_changes_nothing(JenkinsRule jenkins) throws Exception {
        configureAsCode();
        String before = written(SlipwaySettings.get());

        jenkins.configRoundtrip();

        assertThat(written(SlipwaySettings.get())).isEqualTo(before);
    }

    @Test
    void what_is_written_into_the_form_is_kept_and_acts(JenkinsRule jenkins) throws Exception {
        SlipwaySettings settings = SlipwaySettings.get();
        settings.setThrottles(List.of(new ThrottleSettings("database", 4)));
        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");

        form.<HtmlInput>getInputByName("_.placing").setChecked(true);
        form.<HtmlInput>getInputByName("_.sharing").setChecked(true);
        form.<HtmlInput>getInputByName("_.warm").setValue("4.5");
        form.<HtmlInput>getInputByName("_.most").setValue("7");
        form.<HtmlInput>getInputByName("_.mostTasks").setValue("12");
        form.<HtmlInput>getInputByName("_.longestReservationMinutes").setValue("90");
        form.<HtmlInput>getInputByName("_.cacheSize").setValue("3Gi");
        jenkins.submit(form);

        assertThat(settings.isPlacing()).isTrue();
        assertThat(settings.isSharing()).isTrue();
        assertThat(settings.isLimiting()).isFalse();
        assertThat(settings.getWeights().getWarm()).isEqualTo(4.5);
        assertThat(settings.getThrottles())
                .singleElement()
                .satisfies(throttle -> assertThat(throttle.getMost()).isEqualTo(7));
        assertThat(settings.getMostTasks()).isEqualTo(12);
        assertThat(settings.getLongestReservationMinutes()).isEqualTo(90);
        assertThat(settings.getCacheSize()).isEqualTo("3Gi");
        assertThat(settings.queuePolicy().placing()).isTrue();
    }

    @Test
    void the_former_balancer_and_sorter_are_back_when_it_is_switched_off(JenkinsRule jenkins) {
        Queue queue = jenkins.jenkins.getQueue();
        LoadBalancer balancer = queue.getLoadBalancer();
        QueueSorter sorter = queue.getSorter();

        SlipwaySettings.get().setPlacing(true);
        assertThat(queue.getLoadBalancer()).isNotSameAs(balancer);
        assertThat(queue.getSorter()).isNotNull().isNotSameAs(sorter);
        SlipwaySettings.get().setPlacing(false);

        assertThat(queue.getLoadBalancer()).isSameAs(balancer);
        assertThat(queue.getSorter()).isSameAs(sorter);
    }

    @Test
    void a_store_that_cannot_be_written_is_told_until_it_can_and_ordinary_jobs_go_on(
            JenkinsRule jenkins, @TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        SlipwaySettings settings = SlipwaySettings.get();
        settings.setPlacing(true);
        AdministrativeMonitor monitor = jenkins.jenkins.getAdministrativeMonitor(SlipwayMonitor.class.getName());

        settings.setCacheDirectory(file.resolve("cache").toString());

        await(monitor::isActivated);
        jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());

        settings.setCacheDirectory(directory.resolve("cache").toString());
        await(() -> !monitor.isActivated());
    }

    @Test
    void a_list_that_is_emptied_in_the_form_is_empty(JenkinsRule jenkins) throws Exception {
        SlipwaySettings.get().setFolders(List.of(new FolderWeight("acme", 2)));

        SlipwaySettings.get().setFolders(List.of());
        jenkins.configRoundtrip();

        assertThat(SlipwaySettings.get().getFolders()).isEmpty();
    }

    @Test
    void what_configuration_as_code_says_acts_and_is_exported_again(JenkinsRule jenkins) throws Exception {
        configureAsCode();

        QueuePolicy policy = SlipwaySettings.get().queuePolicy();
        assertThat(policy.placing()).isTrue();
        assertThat(policy.weights().warm()).isEqualTo(5);
        assertThat(policy.folderWeights()).isEqualTo(Map.of("acme/web", 2.0));
        assertThat(policy.claimsOf("acme/web/main")).isEqualTo(Map.of("database", 2, "licence", 1));

        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8))
                .contains("slipway:")
                .contains("folder: \"acme/web\"")
                .contains("throttles: \"database=2, licence\"");
    }

    @Test
    void a_bad_setting_is_told_and_jobs_are_placed_as_in_plain_jenkins(JenkinsRule jenkins) {
        SlipwaySettings settings = SlipwaySettings.get();
        settings.setPlacing(true);
        settings.setCacheSize("much");

        AdministrativeMonitor monitor = jenkins.jenkins.getAdministrativeMonitor(SlipwayMonitor.class.getName());
        assertThat(monitor.isActivated()).isTrue();
        assertThat(settings.queuePolicy()).isEqualTo(QueuePolicy.OFF);

        settings.setCacheSize("1Gi");
        assertThat(monitor.isActivated()).isFalse();
    }

    @Test
    void a_node_keeps_what_its_form_says(JenkinsRule jenkins) throws Exception {
        DumbSlave node = jenkins.createSlave();
        SlipwayNodeProperty property = new SlipwayNodeProperty();
        property.setCapabilities("board=stm32");
        property.setBenches("rack-3, hil");
        property.setCostPerHour(1.5);
        property.setSpeed(2);
        node.getNodeProperties().add(property);

        jenkins.configRoundtrip(node);

        SlipwayNodeProperty kept = SlipwayNodeProperty.of(jenkins.jenkins.getNode(node.getNodeName()))
                .orElseThrow();
        jenkins.assertEqualDataBoundBeans(property, kept);
    }

    @Test
    void permissions_can_be_granted_one_by_one(JenkinsRule jenkins) {
        secure(jenkins);

        as("keeper", () -> {
            assertThat(jenkins.jenkins.hasPermission(SlipwayPermissions.RESERVE))
                    .isTrue();
            assertThat(jenkins.jenkins.hasPermission(SlipwayPermissions.SEE)).isFalse();
        });
        as("viewer", () -> {
            assertThat(jenkins.jenkins.hasPermission(SlipwayPermissions.RESERVE))
                    .isFalse();
            assertThat(jenkins.jenkins.hasPermission(SlipwayPermissions.SEE)).isTrue();
        });
        as(
                "admin",
                () -> assertThat(jenkins.jenkins.hasPermission(SlipwayPermissions.RESERVE))
                        .isTrue());
        assertThat(Permission.fromId(SlipwayPermissions.RESERVE.getId())).isEqualTo(SlipwayPermissions.RESERVE);
    }

    @Test
    void only_administrators_learn_what_is_on_the_controllers_disk(JenkinsRule jenkins) {
        secure(jenkins);

        as(
                "viewer",
                () -> assertThatThrownBy(() -> SlipwaySettings.get().doCheckCacheDirectory("/etc"))
                        .isInstanceOf(AccessDeniedException.class));
        as(
                "admin",
                () -> assertThat(SlipwaySettings.get().doCheckCacheDirectory("relative").kind)
                        .isEqualTo(FormValidation.Kind.ERROR));
    }

    @Test
    void web_methods_do_not_answer_to_get(JenkinsRule jenkins) throws Exception {
        secure(jenkins);
        JenkinsRule.WebClient browser =
                jenkins.createWebClient().login("admin").withThrowExceptionOnFailingStatusCode(false);
        String check = jenkins.getURL() + SlipwaySettings.get().getDescriptorUrl() + "/checkCacheSize?value=much";

        WebResponse got = browser.getPage(new WebRequest(new java.net.URL(check), HttpMethod.GET))
                .getWebResponse();
        WebResponse posted = browser.getPage(browser.addCrumb(new WebRequest(new java.net.URL(check), HttpMethod.POST)))
                .getWebResponse();

        WebResponse worded = browser.getPage(browser.addCrumb(new WebRequest(
                        new java.net.URL(check.replace("CacheSize?value=much", "MostTasks?value=many")),
                        HttpMethod.POST)))
                .getWebResponse();

        assertThat(got.getStatusCode()).isEqualTo(405);
        assertThat(worded.getContentAsString()).contains("is not a whole number");
        assertThat(posted.getContentAsString()).contains("is not a size");
    }

    /** What Jenkins does on other threads. */
    private static void await(Callable<Boolean> what) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (what.call()) return;
            Thread.sleep(100);
        }
        assertThat(what.call()).as("within a minute").isTrue();
    }

    private static void configureAsCode() throws Exception {
        ConfigurationAsCode.get()
                .configure(
                        SettingsInJenkinsTest.class.getResource("settings.yaml").toString());
    }

    private static String written(SlipwaySettings settings) {
        return Jenkins.XSTREAM2.toXML(settings);
    }

    private static void secure(JenkinsRule jenkins) {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Computer.CONFIGURE)
                .everywhere()
                .to("keeper", "viewer")
                .grant(SlipwayPermissions.RESERVE)
                .everywhere()
                .to("keeper")
                .grant(SlipwayPermissions.SEE)
                .everywhere()
                .to("viewer"));
    }

    private static void as(String user, Runnable what) {
        ACLContext context = ACL.as(User.getById(user, true));
        try {
            what.run();
        } finally {
            context.close();
        }
    }
}
