package io.slipway.core.inventory;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the machines among the resources of a cloud, and what its attributes say of them. */
final class CloudMachines {
    private static final long MEBI = 1L << 20;
    private static final long GIBI = 1L << 30;

    private final List<CloudResource> resources;
    private final Findings findings;
    private final MachineTypes types;

    CloudMachines(List<CloudResource> resources, Findings findings) {
        this.resources = resources;
        this.findings = findings;
        this.types = new MachineTypes(resources);
    }

    void read() {
        Set<CloudResource> usedTemplates = readGroups();
        for (CloudResource resource : resources) {
            switch (resource.type()) {
                case "aws_instance" -> readAmazon(resource);
                case "google_compute_instance" -> readGoogle(resource);
                case "azurerm_linux_virtual_machine" -> readAzure(resource, "linux");
                case "azurerm_windows_virtual_machine" -> readAzure(resource, "windows");
                case "digitalocean_droplet" -> readDroplet(resource);
                case "vsphere_virtual_machine" -> readVsphere(resource);
                case "proxmox_vm_qemu" -> readProxmox(resource);
                case "aws_launch_template" -> {
                    if (!usedTemplates.contains(resource)) noteUnused(resource);
                }
                default -> {} // what is no machine
            }
        }
    }

    private void noteUnused(CloudResource template) {
        findings.note(
                template.place(),
                template.address() + " is a template that no group in this file makes machines of",
                "write the state that has the aws_autoscaling_group too");
    }

    private void readAmazon(CloudResource instance) {
        Map<String, String> tags = instance.texts("tags_all");
        tags.putAll(instance.texts("tags"));
        amazon(instance, tags)
                .id(instance.text("id"))
                .zone(instance.text("availability_zone"))
                .disk(instance.text("root_block_device.volume_size"), GIBI)
                .stopped(instance.text("instance_state").filter(state -> !state.equals("running")))
                .list(instance.place(), 1, false);
    }

    private CloudMachine amazon(CloudResource resource, Map<String, String> tags) {
        Optional<String> cores = resource.text("cpu_options.core_count").or(() -> resource.text("cpu_core_count"));
        Optional<String> threads =
                resource.text("cpu_options.threads_per_core").or(() -> resource.text("cpu_threads_per_core"));
        return machine(resource, tags)
                .type(resource.text("instance_type"), types)
                .cpu(product(cores, threads));
    }

    /** Groups of equal machines; gives the templates that they use. */
    private Set<CloudResource> readGroups() {
        Map<String, CloudResource> templates = new HashMap<>();
        for (CloudResource resource : resources) {
            if (!resource.type().equals("aws_launch_template")) continue;
            resource.text("id").ifPresent(id -> templates.put(id, resource));
            resource.text("name").ifPresent(name -> templates.put(name, resource));
        }
        Set<CloudResource> used = new HashSet<>();
        for (CloudResource resource : resources) {
            if (resource.type().equals("aws_autoscaling_group")) readGroup(resource, templates, used);
        }
        return used;
    }

    private void readGroup(CloudResource group, Map<String, CloudResource> templates, Set<CloudResource> used) {
        String specification = "mixed_instances_policy.launch_template.launch_template_specification.";
        Optional<CloudResource> template = group.text("launch_template.id")
                .or(() -> group.text("launch_template.name"))
                .or(() -> group.text(specification + "launch_template_id"))
                .or(() -> group.text(specification + "launch_template_name"))
                .flatMap(name -> Optional.ofNullable(templates.get(name)));
        Optional<Integer> count = group.text("desired_capacity").flatMap(Quantities::count);
        if (template.isEmpty() || count.isEmpty()) {
            findings.note(
                    group.place(),
                    group.address() + " says no "
                            + (template.isEmpty() ? "launch template that is in this file" : "`desired_capacity`")
                            + "; its machines are left out",
                    "write the state that has it, or list them in a file with `slipway-fleet: 1`");
            return;
        }
        used.add(template.get());
        Map<String, String> tags = template.get().texts("tag_specifications.tags");
        for (Value tag : group.blocks("tag")) {
            group.text(tag, "key")
                    .ifPresent(key -> tags.put(key, group.text(tag, "value").orElse("")));
        }
        List<Value> zones = group.blocks("availability_zones");
        Optional<String> zone = zones.size() == 1 ? zones.get(0).text() : Optional.empty();
        amazon(template.get(), tags)
                .id(group.text("name").or(() -> Optional.of(group.address())))
                .zone(zone)
                .disk(template.get().text("block_device_mappings.ebs.volume_size"), GIBI)
                .list(group.place(), count.get(), true);
    }

    private void readGoogle(CloudResource instance) {
        CloudMachine machine = machine(instance, instance.texts("labels"))
                .id(instance.text("name"))
                .type(instance.text("machine_type").map(CloudMachines::lastPart), types)
                .zone(instance.text("zone").map(CloudMachines::lastPart))
                .disk(instance.text("boot_disk.initialize_params.size"), GIBI)
                .stopped(instance.text("current_status").filter(status -> !status.equals("RUNNING")));
        for (Value accelerator : instance.blocks("guest_accelerator")) {
            instance.text(accelerator, "count")
                    .flatMap(Quantities::count)
                    .ifPresent(count -> machine.count("gpu", count));
        }
        machine.list(instance.place(), 1, false);
    }

    private void readAzure(CloudResource instance, String os) {
        Optional<String> zone = instance.text("location")
                .map(location -> location
                        + instance.text("zone").map(number -> "-" + number).orElse(""));
        machine(instance, instance.texts("tags"))
                .id(instance.text("name"))
                .label("os", os)
                .type(instance.text("size"), types)
                .zone(zone)
                .disk(instance.text("os_disk.disk_size_gb"), GIBI)
                .list(instance.place(), 1, false);
    }

    private void readDroplet(CloudResource droplet) {
        CloudMachine machine = machine(droplet, Map.of())
                .id(droplet.text("name"))
                .type(droplet.text("size"), types)
                .cpu(droplet.text("vcpus"))
                .memory(droplet.text("memory"), MEBI)
                .disk(droplet.text("disk"), GIBI)
                .zone(droplet.text("region"))
                .cost(droplet.text("price_hourly"))
                .stopped(droplet.text("status").filter(status -> !status.equals("active")));
        // Its tags have no values, but may be written `name:value`.
        for (Value tag : droplet.blocks("tags")) {
            String text = tag.text().orElse("");
            int colon = text.indexOf(':');
            if (colon > 0) machine.tag(text.substring(0, colon), text.substring(colon + 1));
            else if (!text.isEmpty()) machine.tag(text, "true");
        }
        machine.list(droplet.place(), 1, false);
    }

    private void readVsphere(CloudResource vm) {
        machine(vm, vm.texts("custom_attributes"))
                .id(vm.text("name"))
                .cpu(vm.text("num_cpus"))
                .memory(vm.text("memory"), MEBI)
                .disk(vm.text("disk.size"), GIBI)
                .list(vm.place(), 1, false);
    }

    private void readProxmox(CloudResource vm) {
        machine(vm, Map.of())
                .id(vm.text("name"))
                .cpu(product(vm.text("cores"), vm.text("sockets")))
                .memory(vm.text("memory"), MEBI)
                .zone(vm.text("target_node"))
                .list(vm.place(), 1, false);
    }

    private CloudMachine machine(CloudResource resource, Map<String, String> tags) {
        CloudMachine machine = new CloudMachine(resource.address(), findings);
        tags.forEach(machine::tag);
        return machine;
    }

    /** The first number, times the second where it is known. */
    private static Optional<String> product(Optional<String> number, Optional<String> times) {
        if (number.flatMap(Quantities::count).isEmpty()) return Optional.empty();
        return Optional.of(new BigDecimal(number.get())
                .multiply(new BigDecimal(times.flatMap(Quantities::count).orElse(1)))
                .toPlainString());
    }

    /** Google writes some names as the end of an address. */
    private static String lastPart(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
