package io.slipway.core.inventory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code terraform show -json} prints, of a state or of a plan; form 1 of it, and what it may grow into. */
final class TerraformState {
    private TerraformState() {}

    static void read(Value root, Findings findings) {
        Optional<Value> version = root.get("format_version");
        String number = version.flatMap(Value::text).orElse("");
        if (!number.startsWith("1.") && !number.startsWith("0.")) {
            findings.refuse(
                    version.orElse(root).place(),
                    "form `" + number + "` of Terraform's JSON is unknown to this Slipway",
                    "use a newer Slipway");
            return;
        }
        Optional<Value> values = root.get("values").or(() -> root.get("planned_values"));
        List<CloudResource> resources = new ArrayList<>();
        ArrayDeque<Value> modules = new ArrayDeque<>();
        values.flatMap(it -> it.get("root_module")).ifPresent(modules::add);
        for (Value module = modules.poll(); module != null; module = modules.poll()) {
            for (Value resource : module.items("resources")) resources.add(resource(resource));
            modules.addAll(module.items("child_modules"));
        }
        new CloudMachines(resources, findings).read();
    }

    private static CloudResource resource(Value resource) {
        return new CloudResource(
                resource.text("address").orElse("a resource without an address"),
                resource.text("type").orElse(""),
                resource.get("values").orElse(resource),
                false,
                resource.place());
    }
}
