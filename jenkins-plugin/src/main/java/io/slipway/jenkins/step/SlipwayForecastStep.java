package io.slipway.jenkins.step;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.slipway.jenkins.host.BuildForecasts;
import io.slipway.jenkins.teach.BuildForecast;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code slipwayForecast()}: when this build will probably be done, judged from those before it. */
public final class SlipwayForecastStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    @DataBoundConstructor
    public SlipwayForecastStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context);
    }

    /** Answers at once, from memory. */
    private static final class Execution extends SynchronousStepExecution<Map<String, Object>> {
        private static final long serialVersionUID = 1;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        protected Map<String, Object> run() throws Exception {
            Optional<BuildForecast> forecast = BuildForecasts.of(getContext().get(Run.class));
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("known", forecast.isPresent());
            forecast.ifPresent(known -> {
                answer.put("finish", known.finish().toString());
                answer.put("earliest", known.earliest().toString());
                answer.put("latest", known.latest().toString());
                answer.put("builds", known.builds());
                answer.put("overdue", known.overdue());
                answer.put("criticalPath", new ArrayList<>(known.criticalPath()));
            });
            if (forecast.isEmpty())
                getContext()
                        .get(TaskListener.class)
                        .getLogger()
                        .println("[slipway] nothing is known of how long this job takes: it is learnt from builds that"
                                + " finish while Teaching is on in Manage Jenkins, System, Slipway");
            return answer;
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "slipwayForecast";
        }

        @Override
        public String getDisplayName() {
            return "Slipway: when this build will be done";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(TaskListener.class, Run.class);
        }
    }
}
