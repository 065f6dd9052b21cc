package io.slipway.jenkins.run;

import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.SecretSource;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What tasks cannot have on a node of Jenkins, which starts their commands itself: told before anything runs. Secrets come from the
 * environment of the step, as credentials are bound; files and programs of the controller are not the build's. Stateless.
 */
public final class NodeLimits {
    private NodeLimits() {}

    /** One sentence for each thing that one of these tasks asks for and cannot have. */
    public static List<String> objections(Pipeline pipeline, Collection<TaskAddress> tasks) {
        List<String> objections = new ArrayList<>();
        for (TaskAddress address : tasks) {
            Task task = pipeline.get(address);
            if (!task.sidecars().isEmpty()) {
                objections.add(
                        address + " has sidecars, which only `slipway run` starts; call that in a step of its own");
            }
            for (Map.Entry<String, SecretSource> secret : task.secrets().entrySet()) {
                if (secret.getValue() instanceof SecretSource.Variable) continue;
                objections.add("the secret " + secret.getKey() + " of " + address + " comes from "
                        + secret.getValue().text()
                        + ", but here only from the environment of the step; bind it with withCredentials and write"
                        + " {env: NAME}");
            }
        }
        return objections;
    }
}
