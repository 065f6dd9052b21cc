package io.slipway.jenkins.real;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.labels.LabelAtom;
import hudson.slaves.DumbSlave;
import io.slipway.jenkins.host.NodeCapabilities;
import io.slipway.jenkins.settings.SlipwayNodeProperty;
import io.slipway.jenkins.settings.SlipwaySettings;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Labels for what is found on agents. */
@Isolated("There is one Jenkins in a process.")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@WithJenkins
class LabelsInJenkinsTest {
    @Test
    void agents_get_no_label_until_it_is_switched_on(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();

        assertThat(names(agent)).noneMatch(name -> name.startsWith("os="));
    }

    @Test
    void an_agent_that_connects_is_labelled_and_jobs_find_it_by_expression(JenkinsRule jenkins) throws Exception {
        SlipwaySettings.get().setLabelling(true);
        DumbSlave agent = jenkins.createSlave();
        SlipwayNodeProperty property = new SlipwayNodeProperty();
        property.setCapabilities("board=stm32");
        property.setBenches("rack-3");
        agent.getNodeProperties().add(property);

        jenkins.waitOnline(agent);
        await(() -> names(agent).contains("java"));

        assertThat(names(agent)).contains("cpus.min=1", "board=stm32", "bench=rack-3");
        assertThat(NodeCapabilities.of(agent).values()).containsKeys("os", "arch", "cpus", "memory", "java");
        assertThat(Label.parseExpression("java&&cpus.min=1&&!no-such-tool").matches(agent))
                .isTrue();
        assertThat(Label.get("board=stm32").getNodes()).containsExactly(agent);
    }

    @Test
    void what_is_said_of_an_agent_holds_while_it_is_online(JenkinsRule jenkins) throws Exception {
        SlipwaySettings.get().setLabelling(true);
        DumbSlave agent = jenkins.createOnlineSlave();
        await(() -> names(agent).contains("java"));
        SlipwayNodeProperty property = new SlipwayNodeProperty();
        property.setCapabilities("board=stm32");

        agent.getNodeProperties().add(property);
        jenkins.configRoundtrip(agent);

        await(() -> names(jenkins.jenkins.getNode(agent.getNodeName())).contains("board=stm32"));
        await(() -> !Label.get("board=stm32").getNodes().isEmpty());
    }

    @Test
    void every_label_can_be_written_in_an_expression_without_quotes(JenkinsRule jenkins) throws Exception {
        SlipwaySettings.get().setLabelling(true);
        DumbSlave agent = jenkins.createOnlineSlave();
        await(() -> names(agent).contains("java"));

        for (LabelAtom label : agent.getAssignedLabels()) {
            assertThat(Label.parseExpression(label.getName())).isEqualTo(label);
        }
    }

    @Test
    void the_built_in_node_is_left_alone_unless_switched_on(JenkinsRule jenkins) throws Exception {
        SlipwaySettings.get().setLabelling(true);
        DumbSlave agent = jenkins.createOnlineSlave();
        await(() -> names(agent).contains("java"));

        assertThat(names(jenkins.jenkins)).noneMatch(name -> name.startsWith("os="));

        SlipwaySettings.get().setLabellingController(true);
        await(() -> names(jenkins.jenkins).contains("java"));
    }

    @Test
    void labels_go_when_it_is_switched_off(JenkinsRule jenkins) throws Exception {
        SlipwaySettings.get().setLabelling(true);
        DumbSlave agent = jenkins.createOnlineSlave();
        await(() -> names(agent).contains("java"));

        SlipwaySettings.get().setLabelling(false);

        await(() -> !names(agent).contains("java"));
    }

    private static Collection<String> names(hudson.model.Node node) {
        return node.getAssignedLabels().stream().map(LabelAtom::getName).toList();
    }

    /** Nodes are looked at on other threads. */
    private static void await(Callable<Boolean> what) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (what.call()) return;
            Thread.sleep(100);
        }
        assertThat(what.call()).as("within a minute").isTrue();
    }
}
