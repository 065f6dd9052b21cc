package io.slipway.core.inventory;

import io.slipway.core.yaml.BoundedYaml;
import java.util.Optional;

/**
 * Reads the agents of a fleet from a file: what {@code terraform show -json}, {@code pulumi stack export} or {@code
 * kubectl get nodes -o json} print, or a plain file that begins with {@code slipway-fleet: 1}. Which of them it is, the
 * file itself tells. Touches no file; stateless and thread-safe. O(size of the file), which is bounded.
 *
 * <p>Nothing is guessed: of a machine whose CPUs or memory the file does not say, a note tells how to say it, and it is
 * left out. What Slipway does not know is skipped.
 */
public final class InventoryReader {
    static final int MOST_BYTES = 64 * 1024 * 1024;

    private static final BoundedYaml.Form INVENTORY = new BoundedYaml.Form(
            MOST_BYTES,
            false,
            "this is neither YAML nor JSON",
            "leave out what is no agent, with jq for example",
            "begin it with `slipway-fleet: 1`");

    /**
     * @param file what the file is called in messages
     * @throws InvalidInventoryException with everything that is wrong with it
     */
    public Inventory read(String file, byte[] content) {
        Findings findings = new Findings();
        new BoundedYaml(file, INVENTORY, findings::refuse)
                .parse(content)
                .ifPresent(root -> read(new Value(root), findings));
        return findings.inventory();
    }

    private static void read(Value root, Findings findings) {
        if (root.get(PlainFleet.KEY).isPresent()) {
            new PlainFleet(findings).read(root);
        } else if (root.get("format_version").isPresent()) {
            TerraformState.read(root, findings);
        } else if (root.get("deployment").isPresent()) {
            PulumiStack.read(root, findings);
        } else if (KubernetesNodes.are(root)) {
            new KubernetesNodes(findings).read(root);
        } else {
            refuse(root, findings);
        }
    }

    private static void refuse(Value root, Findings findings) {
        Optional<String> kind = root.text("kind");
        if (root.get("terraform_version").isPresent()) {
            findings.refuse(
                    root.place(),
                    "this is a state file, whose form may change",
                    "write it with `terraform show -json`");
        } else if (kind.isPresent()) {
            findings.refuse(
                    root.place(),
                    "this is a Kubernetes object of kind `" + kind.get() + "`, and not nodes",
                    "write it with `kubectl get nodes -o json`");
        } else {
            findings.refuse(
                    root.place(),
                    "this is no inventory that Slipway knows",
                    "begin it with `slipway-fleet: 1`, or write it with `terraform show -json`, `pulumi stack export` or"
                            + " `kubectl get nodes -o json`");
        }
    }
}
