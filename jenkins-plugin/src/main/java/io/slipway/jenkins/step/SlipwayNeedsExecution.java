package io.slipway.jenkins.step;

import hudson.AbortException;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.jenkins.desk.Artifact;
import io.slipway.jenkins.desk.ControlPlane;
import io.slipway.jenkins.host.SlipwayDesk;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/** Waits for what a task makes. Saved with the build; waits on after a restart, until the same time. */
final class SlipwayNeedsExecution extends StepExecution {
    private static final long serialVersionUID = 1;

    /** Of the form of what is saved. */
    private final int version;

    private final String task;

    /** Empty for any. */
    private final String revision;

    private final int minutes;
    private final String id;
    private long deadlineMillis;
    private boolean done;
    private transient ControlPlane.@Nullable Waiting waiting;

    SlipwayNeedsExecution(StepContext context, TaskAddress task, String revision, int minutes) {
        super(context);
        this.version = formVersion();
        this.task = task.toString();
        this.revision = revision;
        this.minutes = minutes;
        this.id = Builds.newId().value();
    }

    private static int formVersion() {
        return 1;
    }

    @Override
    public boolean start() throws Exception {
        deadlineMillis = Instant.now().plusSeconds(minutes * 60L).toEpochMilli();
        Builds.log(getContext()).accept("waits for " + words() + " until " + Instant.ofEpochMilli(deadlineMillis));
        await();
        return false;
    }

    private void await() {
        Optional<String> wanted = revision.isEmpty() ? Optional.empty() : Optional.of(revision);
        ControlPlane.Waiting begun = SlipwayDesk.get()
                .awaitArtifact(TaskAddress.parse(task), wanted, artifact -> SlipwayDesk.later(() -> found(artifact)));
        synchronized (this) {
            if (done) { // found meanwhile
                begun.close();
                return;
            }
            waiting = begun;
            SlipwayDesk.beatWith(id, this::giveUpInTime);
        }
    }

    @Override
    public void onResume() {
        try {
            Versions.require("slipwayNeeds", version, formVersion());
            await();
        } catch (RuntimeException | AbortException e) {
            getContext().onFailure(e);
        }
    }

    private String words() {
        return task + (revision.isEmpty() ? "" : " of revision " + revision);
    }

    private void found(Artifact artifact) {
        if (!end()) return;
        TreeMap<String, String> answer = new TreeMap<>();
        answer.put("task", task);
        answer.put("revision", artifact.revision());
        answer.put("build", artifact.owner());
        answer.put("run", artifact.run().value());
        answer.put("outputs", artifact.outputs().map(Digest::toString).orElse(""));
        answer.put("at", artifact.at().toString());
        getContext().onSuccess(answer);
    }

    private void giveUpInTime() {
        if (Instant.now().toEpochMilli() < deadlineMillis || !end()) return;
        getContext()
                .onFailure(new AbortException("nobody has made " + words() + " within " + minutes
                        + " minutes; see whether a slipwayRun of that revision runs, or wait longer"));
    }

    /** Whether it had not ended before. */
    private synchronized boolean end() {
        if (done) return false;
        done = true;
        ControlPlane.Waiting begun = waiting;
        if (begun != null) begun.close();
        SlipwayDesk.stopBeating(id);
        return true;
    }

    @Override
    public void stop(Throwable cause) {
        if (end()) getContext().onFailure(cause);
    }

    @Override
    public String getStatus() {
        return "waits for " + words() + " until " + Instant.ofEpochMilli(deadlineMillis);
    }
}
