package io.slipway.jenkins.step;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.slipway.core.cache.Action;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.local.TaskHistory;
import io.slipway.jenkins.host.ControllerStore;
import io.slipway.jenkins.host.StepWorkspace;
import io.slipway.jenkins.reuse.BodyCache;
import io.slipway.jenkins.reuse.CachedBody;
import io.slipway.jenkins.run.Allowance;
import io.slipway.jenkins.run.BuildLog;
import io.slipway.jenkins.run.Delivery;
import io.slipway.jenkins.run.TaskMade;
import io.slipway.jenkins.settings.SlipwaySettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/** A {@code slipwayCache} that is under way. A cache that cannot be used costs time and never fails the build. */
final class SlipwayCacheExecution extends StepExecution {
    private static final long serialVersionUID = 1;

    private static final int VERSION = 1;

    /** Of what is saved here. */
    private final int version = VERSION;

    private final SlipwayCacheStep step;

    /** Whether the body was asked for: it then goes on by itself after a restart. */
    private volatile boolean isInBody;

    SlipwayCacheExecution(StepContext context, SlipwayCacheStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() {
        step.body(); // says what is wrong with it before anything is done
        Background.run(getContext(), this::lookUp);
        return false;
    }

    @Override
    public void onResume() {
        Background.run(getContext(), () -> {
            Versions.require("slipwayCache", version, VERSION);
            if (!isInBody) lookUp();
        });
    }

    private void lookUp() throws Exception {
        CachedBody body = step.body();
        BuildLog log = log(getContext());
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace == null) throw new AbortException("slipwayCache needs a workspace; use it inside node");
        String root = workspace.getRemote();
        StepWorkspace files = new StepWorkspace(getContext(), root);
        Optional<Action> action = Optional.empty();
        try {
            List<String> platform = files.platform();
            Action known = body.action(files.look(body.inputs()), platform.get(0), platform.get(1));
            action = Optional.of(known);
            BodyCache.Found found = cache(getContext()).find(body.task().address(), known);
            if (found.result().isPresent()
                    && restore(files, body, found.result().get(), log)) {
                getContext().onSuccess(null);
                return;
            }
            found.because().ifPresent(because -> log.say("slipwayCache missed: " + causes(because)));
        } catch (IOException | ContentStoreException e) {
            log.say("slipwayCache could not look (" + e.getMessage() + "); the body runs");
        }
        isInBody = true;
        Keeping keeping = new Keeping(step, root, action.map(Action::encode).orElse(null), System.currentTimeMillis());
        BodyExecution unused =
                getContext().newBodyInvoker().withCallback(keeping).start();
    }

    private static boolean restore(StepWorkspace files, CachedBody body, ActionResult result, BuildLog log)
            throws IOException, InterruptedException {
        Delivery delivery = new Delivery(body.task(), result.outputs(), result.reports());
        List<String> problems = files.restore(
                List.of(delivery),
                result.contents(ControllerStore.get().results().contents()));
        problems.forEach(log::say);
        if (!problems.isEmpty()) return false;
        log.say("slipwayCache: " + result.outputs().fileCount() + " files brought back; the body, which took "
                + result.wall().toSeconds() + " s, is skipped");
        return true;
    }

    private static String causes(Invalidation because) {
        List<String> causes = new ArrayList<>();
        for (Invalidation.Cause cause : because.causes()) {
            causes.add(cause.kind() == Invalidation.Cause.Kind.COMMAND_CHANGED ? "its key changed" : cause.text());
        }
        if (because.more() > 0) causes.add(because.more() + " more");
        return String.join(", ", causes);
    }

    private static BodyCache cache(StepContext context) throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        if (build == null) throw new AbortException("slipwayCache needs a build");
        ControllerStore store = ControllerStore.get();
        TaskHistory history = TaskHistory.open(store.memory(build, ""));
        return new BodyCache(store.results(), history, InstantSource.system());
    }

    private static BuildLog log(StepContext context) throws IOException, InterruptedException {
        TaskListener listener = context.get(TaskListener.class);
        return new BuildLog((listener == null ? TaskListener.NULL : listener).getLogger(), kept -> kept);
    }

    /** Keeps what the body made, once it has ended well. */
    private static final class Keeping extends BodyExecutionCallback {
        private static final long serialVersionUID = 1;

        private final SlipwayCacheStep step;
        private final String root;
        private final byte @Nullable [] action;
        private final long beganMillis;

        /**
         * @param action absent when nobody knows what the body read
         */
        Keeping(SlipwayCacheStep step, String root, byte @Nullable [] action, long beganMillis) {
            this.step = step;
            this.root = root;
            this.action = action;
            this.beganMillis = beganMillis;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            Background.run(context, () -> {
                byte[] read = action;
                if (read != null) keep(context, Action.decode(read));
                context.onSuccess(result);
            });
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            context.onFailure(failure);
        }

        private void keep(StepContext context, Action before) throws InterruptedException, IOException {
            BuildLog log = log(context);
            try {
                CachedBody body = step.body();
                StepWorkspace files = new StepWorkspace(context, root);
                Action now = body.action(files.look(body.inputs()), before.os(), before.arch());
                if (!now.equals(before)) {
                    log.say("slipwayCache keeps nothing: the body, or somebody else, changed what it reads ("
                            + causes(Invalidation.between(before, now)) + ")");
                    return;
                }
                TaskMade made = files.collect(
                        body.task(),
                        ControllerStore.get().results().contents(),
                        Allowance.ofCache(SlipwaySettings.get().cacheBytes().bytes()));
                Duration took = Duration.ofMillis(Math.max(0, System.currentTimeMillis() - beganMillis));
                if (made.complaint().isPresent())
                    log.say("slipwayCache keeps nothing: " + made.complaint().get());
                else if (cache(context).keep(body.task().address(), before, made, took))
                    log.say("slipwayCache keeps " + made.outputs().fileCount() + " files");
                ControllerStore.get().tidy();
            } catch (IOException | ContentStoreException e) {
                log.say("slipwayCache keeps nothing: " + e.getMessage());
            }
        }
    }
}
