package io.slipway.jenkins.step;

import hudson.model.Computer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Does what a step has to wait for, off the threads of pipelines. Stateless. */
final class Background {
    private Background() {}

    /** What blocks, and what fails on the way. */
    interface Work {
        void go() throws Exception;
    }

    /** Does it soon; the step fails with what it throws. */
    static void run(StepContext context, Work work) {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                work.go();
            } catch (Exception e) {
                context.onFailure(e);
            }
        });
    }
}
