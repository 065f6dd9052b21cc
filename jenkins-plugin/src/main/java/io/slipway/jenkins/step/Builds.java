package io.slipway.jenkins.step;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.slipway.core.run.RunId;
import io.slipway.jenkins.host.SlipwayDesk;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What steps ask of the build that they are in. Stateless. */
final class Builds {
    private Builds() {}

    /** Name of the build as the desk knows it. */
    static String owner(StepContext context) throws IOException, InterruptedException {
        return context.get(Run.class).getExternalizableId();
    }

    /** A name for what a step asks for, unlike any other. */
    static RunId newId() {
        return new RunId(UUID.randomUUID().toString());
    }

    /** Where the build writes; what is written comes a moment later, in order. */
    static Consumer<String> log(StepContext context) throws IOException, InterruptedException {
        TaskListener listener = context.get(TaskListener.class);
        return sentence -> SlipwayDesk.later(() -> listener.getLogger().println("[slipway] " + sentence));
    }

    /** As {@link #log}, for a build that may be gone by now, and then so is whoever says it. */
    static void say(StepContext context, String sentence) {
        try {
            log(context).accept(sentence);
        } catch (IOException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
