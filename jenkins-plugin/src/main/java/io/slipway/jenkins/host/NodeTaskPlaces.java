package io.slipway.jenkins.host;

import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.queue.ScheduleResult;
import io.slipway.core.schedule.Effect;
import io.slipway.jenkins.farm.NodeFacts;
import io.slipway.jenkins.run.TaskPlaces;
import jenkins.model.Jenkins;

/** Gets executors through the queue of Jenkins, each of the node that the attempt was given to. */
public final class NodeTaskPlaces implements TaskPlaces {
    private final Run<?, ?> build;
    private final TaskListener listener;

    /**
     * @param build for which the tasks run
     * @param listener of the build, told what launchers say
     */
    public NodeTaskPlaces(Run<?, ?> build, TaskListener listener) {
        this.build = build;
        this.listener = listener;
    }

    @Override
    public Allotted allot(Effect.Dispatch attempt, Work work) {
        Jenkins jenkins = Jenkins.get();
        Node node = attempt.agent().equals(NodeFacts.BUILT_IN)
                ? jenkins.getComputer("").getNode()
                : jenkins.getNode(attempt.agent());
        if (node == null) {
            work.neverBegan(true, "node " + attempt.agent() + " is no more");
            return () -> {};
        }
        NodeWork wanted = new NodeWork(build, listener, node, attempt.task(), work);
        ScheduleResult scheduled = jenkins.getQueue().schedule2(wanted, 0);
        Queue.Item item = scheduled.getItem();
        if (item == null) {
            work.neverBegan(false, "Jenkins takes nothing new; see whether it is about to shut down");
            return () -> {};
        }
        return () -> wanted.end(item);
    }
}
