package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.model.Executor;
import hudson.model.ExecutorListener;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.TaskListener;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueListener;
import hudson.model.queue.QueueTaskDispatcher;
import io.slipway.core.run.RunId;
import io.slipway.jenkins.desk.PlaceWish;
import io.slipway.jenkins.desk.Places;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution.PlaceholderTask;
import org.jspecify.annotations.Nullable;

/**
 * Lets a placed body stand in the queue as that of a plain {@code node} does, and start where and when the desk says. Its
 * label excludes nothing; it only carries the name of the place, by which it is known here. Thread-safe; what the queue asks
 * is answered from memory.
 */
public final class PlacedBodies {
    private static final Logger LOG = Logger.getLogger(PlacedBodies.class.getName());

    /** Every node has the label "not called that". */
    private static final String PREFIX = "!slipway-place-";

    private PlacedBodies() {}

    /** Whether the item has its node from the desk, or waits for it. */
    static boolean isPlaced(Queue.Item item) {
        return place(item.getAssignedLabel()).isPresent();
    }

    /** The label by which the body of this place waits. */
    public static String label(RunId place) {
        return PREFIX + place.value();
    }

    private static Optional<RunId> place(@Nullable Label label) {
        if (label == null) return Optional.empty();
        String name = label.getName();
        return name.startsWith(PREFIX) ? Optional.of(new RunId(name.substring(PREFIX.length()))) : Optional.empty();
    }

    private static final class Blocked extends CauseOfBlockage {
        private final String why;

        Blocked(String why) {
            this.why = why;
        }

        @Override
        public String getShortDescription() {
            return why;
        }
    }

    /** Holds a body back until it has a node, and from all other nodes. */
    @Extension
    public static final class Dispatcher extends QueueTaskDispatcher {
        @Override
        public @Nullable CauseOfBlockage canRun(Queue.Item item) {
            Optional<RunId> place = place(item.getAssignedLabel());
            if (place.isEmpty()) return null;
            Optional<SlipwayDesk> desk = SlipwayDesk.find();
            if (desk.isEmpty()) return new Blocked("Slipway's desk is not open; see the monitor in Manage Jenkins");
            OwnTasks.put(item.task, place.get());
            Places places = SlipwayDesk.places();
            if (!places.isKnown(place.get())) SlipwayDesk.later(() -> takeUp(item.task, Optional.empty()));
            return places.whyNot(place.get()).map(Blocked::new).orElse(null);
        }

        @Override
        public @Nullable CauseOfBlockage canTake(Node node, Queue.BuildableItem item) {
            Optional<RunId> place = place(item.getAssignedLabel());
            if (place.isEmpty() || SlipwayDesk.find().isEmpty()) return null;
            Optional<String> there = SlipwayDesk.places().allotted(place.get());
            if (there.filter(JenkinsFarm.name(node.getNodeName())::equals).isPresent()) return null;
            return new Blocked(there.map(name -> "Slipway placed it on " + name).orElse("Slipway is choosing a node"));
        }
    }

    /** A body that was there before the controller was started anew is back: in the queue, or on an executor already. */
    private static void takeUp(Queue.Task task, Optional<String> begunOn) {
        if (!(task instanceof PlaceholderTask body)) return;
        try {
            FlowNode step = body.getNode();
            PlaceAction saved = step == null ? null : step.getAction(PlaceAction.class);
            if (step == null || saved == null) return;
            PlaceWish wish = saved.wish();
            OwnTasks.put(task, wish.id());
            SlipwayDesk.places().takeUp(wish, begunOn, log(step));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.WARNING, e, () -> "Slipway cannot take up " + task.getFullDisplayName() + " again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where the step's build writes. */
    private static Consumer<String> log(FlowNode step) throws IOException {
        FlowExecution execution = step.getExecution();
        TaskListener listener = execution.getOwner().getListener();
        return sentence -> SlipwayDesk.later(() -> listener.getLogger().println("[slipway] " + sentence));
    }

    /** Sees bodies begin and end. */
    @Extension
    public static final class Executors implements ExecutorListener {
        @Override
        public void taskAccepted(Executor executor, Queue.Task task) {
            if (SlipwayDesk.find().isEmpty()) return;
            Optional<RunId> place = OwnTasks.find(task);
            if (place.isPresent() && SlipwayDesk.places().isKnown(place.get())) {
                SlipwayDesk.places().begun(place.get());
            } else if (task instanceof PlaceholderTask body && body.isContinued()) {
                String node = JenkinsFarm.name(executor.getOwner().getName());
                SlipwayDesk.later(() -> takeUp(task, Optional.of(node)));
            }
            SlipwayDesk.lookAround();
        }

        @Override
        public void taskStarted(Executor executor, Queue.Task task) {
            // accepted is early enough
        }

        @Override
        public void taskCompleted(Executor executor, Queue.Task task, long durationMS) {
            ended(task);
        }

        @Override
        public void taskCompletedWithProblems(Executor executor, Queue.Task task, long durationMS, Throwable problems) {
            ended(task);
        }
    }

    private static void ended(Queue.Task task) {
        if (SlipwayDesk.find().isEmpty()) return;
        OwnTasks.remove(task).ifPresent(place -> SlipwayDesk.places().ended(place));
        SlipwayDesk.lookAround();
    }

    /** Sees bodies leave the queue without having begun. */
    @Extension
    public static final class Leaving extends QueueListener {
        @Override
        public void onLeft(Queue.LeftItem item) {
            if (item.isCancelled() && place(item.getAssignedLabel()).isPresent()) ended(item.task);
        }
    }
}
