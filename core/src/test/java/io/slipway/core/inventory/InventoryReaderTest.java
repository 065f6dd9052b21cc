package io.slipway.core.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryReaderTest {
    @Test
    void machines_of_a_terraform_state_are_agents() throws IOException {
        Inventory inventory = read("terraform.json");

        assertThat(shown(inventory))
                .containsExactlyInAnyOrder(
                        "i-0f00000000000000a {arch=arm64, instance-type=m7g.2xlarge, name=arm-0, os=linux, team=kernel}"
                                + " 8000m 32Gi 100Gi {} eu-central-1a 0.0 1.0 ready",
                        "i-0f00000000000000b {arch=amd64, instance-type=m4.xlarge, os=linux}"
                                + " 4000m 16Gi 0Gi {} eu-central-1b 0.24 1.0 cordoned",
                        "pool-1 {arch=arm64, instance-type=m7g.2xlarge, os=linux, team=web}"
                                + " 8000m 32Gi 50Gi {} eu-central-1c 0.0 1.0 ready",
                        "pool-2 {arch=arm64, instance-type=m7g.2xlarge, os=linux, team=web}"
                                + " 8000m 32Gi 50Gi {} eu-central-1c 0.0 1.0 ready",
                        "custom-1 {arch=amd64, instance-type=n2-custom-8-32768, os=linux}"
                                + " 8000m 32Gi 300Gi {gpu=2} europe-west3-a 0.0 1.5 ready",
                        "vm-1 {arch=amd64, instance-type=Standard_D4s_v5, os=linux}"
                                + " 4000m 16Gi 128Gi {} westeurope-2 0.0 1.0 ready",
                        "box {} 8000m 16Gi 0Gi {} pve1 0.0 1.0 ready",
                        "vs-1 {} 6000m 8Gi 80Gi {}  0.0 1.0 ready");
    }

    @Test
    void what_a_terraform_state_does_not_say_is_told_with_its_place() throws IOException {
        Inventory inventory = read("terraform.json");

        assertThat(inventory.notes())
                .extracting(Problem::toString)
                .allSatisfy(note -> assertThat(note).startsWith("terraform.json:"))
                .anySatisfy(note -> assertThat(note)
                        .contains("aws_instance.unknown (c5.large)")
                        .contains("does not say its memory; it is left out")
                        .contains("slipway-memory")
                        .startsWith("terraform.json:45:9"))
                .anySatisfy(note -> assertThat(note)
                        .contains("google_compute_instance.plain (n2-standard-4)")
                        .contains("CPUs and memory"))
                .anySatisfy(note -> assertThat(note).contains("aws_instance.old is stopped"))
                .anySatisfy(note -> assertThat(note).contains("aws_launch_template.spare is a template"))
                .anySatisfy(note -> assertThat(note).contains("aws_autoscaling_group.orphan says no launch template"))
                .anySatisfy(
                        note -> assertThat(note).contains("`many` cannot be").contains("slipway-count-license"))
                .anySatisfy(note -> assertThat(note).contains("os, arch of module.azure.vsphere_virtual_machine.vm"))
                .hasSize(9);
    }

    @Test
    void machines_of_a_pulumi_stack_are_agents() throws IOException {
        Inventory inventory = read("pulumi.json");

        assertThat(shown(inventory))
                .containsExactly(
                        "i-0d00000000000000a {arch=amd64, instance-type=c7i.4xlarge, name=builder, os=linux}"
                                + " 16000m 32Gi 64Gi {} us-east-1a 0.0 1.0 ready",
                        "gcp-1 {arch=amd64, instance-type=e2-custom-4-8192, os=linux}"
                                + " 4000m 8Gi 40Gi {} europe-west3-b 0.0 1.0 cordoned",
                        "do-1 {arch=amd64, build=true, instance-type=s-4vcpu-8gb, os=linux}"
                                + " 4000m 8Gi 160Gi {} fra1 0.07143 1.0 ready");
        assertThat(inventory.notes()).singleElement().asString().contains("gcp is TERMINATED");
    }

    @Test
    void nodes_of_kubernetes_are_agents() throws IOException {
        Inventory inventory = read("nodes.json");

        assertThat(shown(inventory))
                .containsExactly(
                        "worker-1 {arch=amd64, instance-type=m5.2xlarge, kubernetes.io/hostname=worker-1, os=linux,"
                                + " pool=build, topology.kubernetes.io/region=eu-west-1,"
                                + " topology.kubernetes.io/zone=eu-west-1a} 7910m 30Gi 88Gi {} eu-west-1a 0.0 1.0 ready",
                        "gpu-1 {arch=arm64, os=linux} 16000m 64Gi 0Gi {nvidia.com/gpu=2}  0.0 1.0 cordoned",
                        "cordoned {} 4000m 8Gi 0Gi {}  0.0 1.0 cordoned",
                        "sick {} 4000m 8Gi 0Gi {}  0.0 1.0 suspected",
                        "gone {} 4000m 8Gi 0Gi {}  0.0 1.0 lost");
        assertThat(inventory.agents().get(0).agent().capacity().memoryBytes()).isEqualTo(31_482_288L * 1024);
        assertThat(inventory.notes())
                .extracting(Problem::toString)
                .anySatisfy(note -> assertThat(note).contains("taint `nvidia.com/gpu:NoSchedule`"))
                .anySatisfy(
                        note -> assertThat(note).contains("`example.com/odd`").contains("no whole number"))
                .anySatisfy(note -> assertThat(note).contains("node new can give is unknown"))
                .anySatisfy(note -> assertThat(note).contains("of kind `Pod`"))
                .hasSize(4);
    }

    @Test
    void one_node_and_a_list_of_nodes_of_another_kind_are_read_too() {
        String node = "kind: Node\nmetadata: {name: one}\nstatus: {allocatable: {cpu: 2, memory: 1Gi}}\n";

        assertThat(shown(read("node.yaml", node))).hasSize(1);
        assertThat(shown(read(
                        "nodes.yaml",
                        "kind: NodeList\nitems:\n- " + node.indent(2).strip())))
                .hasSize(1);
    }

    @Test
    void a_plain_file_says_everything() {
        Inventory inventory = read("fleet.yaml", """
                slipway-fleet: 1
                agents:
                  - {id: linux, count: 2, labels: {os: linux, jdk: 17.0.2}, cpu: 0.5, memory: 1.5Gi, disk: 10G}
                  - {id: mac, cpu: 8000m, memory: 17179869184, counts: {gpu: 1, can: 0}, zone: lab, cost: 1.5, speed: 2, state: draining}
                """);

        assertThat(shown(inventory))
                .containsExactly(
                        "linux-1 {jdk=17.0.2, os=linux} 500m 1Gi 9Gi {}  0.0 1.0 ready",
                        "linux-2 {jdk=17.0.2, os=linux} 500m 1Gi 9Gi {}  0.0 1.0 ready",
                        "mac {} 8000m 16Gi 0Gi {gpu=1} lab 1.5 2.0 draining");
        assertThat(inventory.notes()).isEmpty();
    }

    @Test
    void everything_wrong_with_a_plain_file_is_told_at_once() {
        List<String> problems = problems("""
                slipway-fleet: 1
                agent: []
                agents:
                  - {id: one, cpu: many, memory: 16m, memory: 1Gi}
                  - {cpu: 1, memory: 1Gi, lables: {}, speed: 0, count: 0}
                  - {id: two, cpu: 1, memory: 1Gi, state: cordonned, counts: [gpu], labels: {os: [linux]}}
                  - {id: three, cpu: 1, memory: 1Gi}
                  - {id: three, cpu: 1, memory: 1Gi}
                  - four
                """);

        assertThat(problems)
                .containsExactly(
                        "fleet.yaml:2:1 unknown key `agent`; did you mean `agents`?",
                        "fleet.yaml:4:20 `many` cannot be the cpu of an agent; write for example `cpu: 4`",
                        "fleet.yaml:4:34 `16m` cannot be the memory of an agent; write for example `memory: 16Gi`",
                        "fleet.yaml:4:39 `memory` was written already (fleet.yaml:4:26); keep one of the two",
                        "fleet.yaml:5:5 `id` of the agent is missing; write for example `id: linux`",
                        "fleet.yaml:5:27 unknown key `lables`; did you mean `labels`?",
                        "fleet.yaml:5:46 `0` cannot be the speed of an agent; write for example `speed: 1.5`",
                        "fleet.yaml:5:56 `0` cannot be the count of an agent; write for example `count: 10`",
                        "fleet.yaml:6:43 `cordonned` cannot be the state of an agent; did you mean `cordoned`?",
                        "fleet.yaml:6:62 `counts` must be a map; write for example `counts: {gpu: 2}`",
                        "fleet.yaml:6:82 this cannot be the value of `os` in the labels of an agent;"
                                + " write for example `labels: {os: linux, arch: amd64}`",
                        "fleet.yaml:8:5 there is already an agent `three` (fleet.yaml:7:5); give each an id of its own",
                        "fleet.yaml:9:5 an agent must be a map; write for example `- {id: one, cpu: 4, memory: 8Gi}`");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|1:1 the file is empty",
                "'hello'|1:1 this is no inventory",
                "'{\"version\": 4, \"terraform_version\": \"1.9.5\", \"resources\": []}'|terraform show -json",
                "'{\"format_version\": \"2.0\"}'|1:20 form `2.0` of Terraform",
                "'{\"version\": 1, \"deployment\": {}}'|1:13 this Slipway knows only form 3",
                "'kind: Pod'|kind `Pod`",
                "'slipway-fleet: 2'|1:16 this Slipway knows only form 1",
                "'slipway-fleet: 1'|`agents` must be a list",
                "'{\"a\": [1,'|neither YAML nor JSON",
                "'a: &a [*a]'|1:4 an alias cannot stand for a list or a map here",
                "'a: \"\\u00'|neither YAML nor JSON",
            })
    void what_is_no_inventory_is_refused_with_what_to_do(String text, String told) {
        assertThat(problems(text)).singleElement().asString().contains(told).contains("; ");
    }

    @Test
    void a_file_is_bounded() {
        assertThat(problems("[".repeat(1_000))).singleElement().asString().contains("more than 100 levels");
        assertThat(problems("slipway-fleet: 1\nagents:\n"
                        + "- {id: many, cpu: 1, memory: 1Gi, count: 100000}\n- {id: more, cpu: 1, memory: 1Gi}\n"))
                .singleElement()
                .asString()
                .contains("more than 100000 agents");
        assertThat(refused(new byte[InventoryReader.MOST_BYTES + 1]))
                .singleElement()
                .asString()
                .contains("more than 64 MiB");
        assertThat(refused(new byte[] {(byte) 0xff})).singleElement().asString().contains("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1Xi", "abc", "1.5.5", "-1", "99999999999999999Ei", ""})
    void what_is_no_amount_is_no_amount(String text) {
        assertThat(Quantities.bytes(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1k, 1000", "2M, 2000000", "1e3, 1000", "1.5Ki, 1536", "16gi, 17179869184", "1E, 1000000000000000000"})
    void amounts_are_read_as_kubernetes_writes_them(String text, long bytes) {
        assertThat(Quantities.bytes(text)).contains(bytes);
    }

    @Test
    void cpus_are_thousandths_at_least() {
        assertThat(Quantities.milliCpu("0.0005")).contains(0);
        assertThat(Quantities.milliCpu("4Gi")).isEmpty();
        assertThat(Quantities.milliCpu("9999999999")).isEmpty();
        assertThat(Quantities.bytes("4x", 1024)).isEmpty();
    }

    private static List<String> shown(Inventory inventory) {
        return inventory.agents().stream()
                .map(listed -> shown(listed.agent()) + " " + listed.state().text())
                .toList();
    }

    private static String shown(Agent agent) {
        return "%s %s %dm %dGi %dGi %s %s %s %s"
                .formatted(
                        agent.id(),
                        new TreeMap<>(agent.labels().values()),
                        agent.capacity().milliCpu(),
                        agent.capacity().memoryBytes() >> 30,
                        agent.capacity().diskBytes() >> 30,
                        agent.capacity().counts(),
                        agent.zone(),
                        agent.costPerHour(),
                        agent.speed());
    }

    private static Inventory read(String resource) throws IOException {
        try (InputStream in = InventoryReaderTest.class.getResourceAsStream(resource)) {
            return new InventoryReader()
                    .read(resource, Objects.requireNonNull(in, resource).readAllBytes());
        }
    }

    private static Inventory read(String file, String text) {
        return new InventoryReader().read(file, text.getBytes(UTF_8));
    }

    private static List<String> problems(String text) {
        return refused(text.getBytes(UTF_8));
    }

    private static List<String> refused(byte[] content) {
        InvalidInventoryException refused = catchThrowableOfType(
                InvalidInventoryException.class, () -> new InventoryReader().read("fleet.yaml", content));
        assertThat(refused).as("the problems").isNotNull();
        assertThat(refused.getMessage()).isNotEmpty();
        return refused.problems().stream().map(Problem::toString).toList();
    }
}
