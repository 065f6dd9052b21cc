package io.slipway.core.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code pulumi stack export} prints. Its resources are those of Terraform's providers under other names. */
final class PulumiStack {
    private static final Map<String, String> TYPES = Map.of(
            "aws:ec2/instance:Instance", "aws_instance",
            "aws:ec2/launchTemplate:LaunchTemplate", "aws_launch_template",
            "aws:autoscaling/group:Group", "aws_autoscaling_group",
            "gcp:compute/instance:Instance", "google_compute_instance",
            "azure:compute/linuxVirtualMachine:LinuxVirtualMachine", "azurerm_linux_virtual_machine",
            "azure:compute/windowsVirtualMachine:WindowsVirtualMachine", "azurerm_windows_virtual_machine",
            "digitalocean:index/droplet:Droplet", "digitalocean_droplet",
            "vsphere:index/virtualMachine:VirtualMachine", "vsphere_virtual_machine");

    private PulumiStack() {}

    static void read(Value root, Findings findings) {
        Optional<Value> version = root.get("version");
        if (!version.flatMap(Value::text).equals(Optional.of("3"))) {
            findings.refuse(
                    version.orElse(root).place(),
                    "this Slipway knows only form 3 of a Pulumi stack",
                    "write it with `pulumi stack export` of Pulumi 1.0 or newer");
            return;
        }
        List<CloudResource> resources = new ArrayList<>();
        for (Value resource :
                root.get("deployment").map(it -> it.items("resources")).orElse(List.of())) {
            String type = resource.text("type").orElse("");
            // What waits to be deleted has been replaced by another.
            if (resource.text("delete").equals(Optional.of("true"))) continue;
            String urn = resource.text("urn").orElse("a resource without a name");
            resources.add(new CloudResource(
                    urn.substring(urn.lastIndexOf(':') + 1),
                    TYPES.getOrDefault(type, type),
                    resource.get("outputs").or(() -> resource.get("inputs")).orElse(resource),
                    true,
                    resource.place()));
        }
        new CloudMachines(resources, findings).read();
    }
}
