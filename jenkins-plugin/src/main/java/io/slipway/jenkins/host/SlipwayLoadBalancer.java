package io.slipway.jenkins.host;

import hudson.model.LoadBalancer;
import hudson.model.Queue;
import hudson.model.queue.MappingWorksheet;
import hudson.model.queue.MappingWorksheet.ExecutorChunk;
import hudson.model.queue.MappingWorksheet.Mapping;
import io.slipway.jenkins.queue.QueuedItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a build the node with the best score, and where Slipway has no answer the one that the balancer before it would
 * have given. Called under the lock of the queue.
 */
final class SlipwayLoadBalancer extends LoadBalancer {
    /** Nodes that turn out not to take it, though they were offered, before the former balancer is asked. */
    private static final int TRIES = 4;

    private final LoadBalancer former;
    private final OrdinaryQueue queue;

    SlipwayLoadBalancer(LoadBalancer former, OrdinaryQueue queue) {
        this.former = former;
        this.queue = queue;
    }

    LoadBalancer former() {
        return former;
    }

    @Override
    public @Nullable Mapping map(Queue.Task task, MappingWorksheet worksheet) {
        // Nothing starts while Jenkins prepares to go down: the one reason to give none.
        if (Queue.isBlockedByShutdown(task)) return null;
        if (!queue.isActing() || !QueueItems.isOrdinary(worksheet.item)) return former.map(task, worksheet);
        Mapping chosen = null;
        try {
            chosen = choose(worksheet);
        } catch (RuntimeException | LinkageError e) {
            queue.failed(e);
        }
        Mapping mapping = chosen == null ? former.map(task, worksheet) : chosen;
        if (mapping != null) tell(worksheet, mapping);
        return mapping;
    }

    private @Nullable Mapping choose(MappingWorksheet worksheet) {
        // Parts that may go to different nodes are matched as before: hardly any job has them.
        if (worksheet.works.size() != 1) return null;
        int parts = worksheet.works(0).size();
        List<ExecutorChunk> offered = new ArrayList<>(worksheet.executors.size());
        List<String> names = new ArrayList<>(worksheet.executors.size());
        for (ExecutorChunk chunk : worksheet.executors) {
            if (chunk.size() < parts) continue;
            offered.add(chunk);
            names.add(chunk.getName());
        }
        QueuedItem item = queue.items().describe(worksheet.item);
        Mapping mapping = worksheet.new Mapping();
        for (int attempt = 0; attempt < TRIES && !offered.isEmpty(); attempt++) {
            int[] free = offered.stream().mapToInt(ExecutorChunk::size).toArray();
            int best = queue.answers().choose(item, names, free);
            if (best < 0) return null;
            mapping.assign(0, offered.get(best));
            if (mapping.isCompletelyValid()) return mapping;
            offered.remove(best);
            names.remove(best);
        }
        return null;
    }

    /** Whoever decided it: what starts is counted at once. */
    private void tell(MappingWorksheet worksheet, Mapping mapping) {
        try {
            ExecutorChunk first = mapping.assigned(0);
            if (first != null) queue.answers().gave(queue.items().describe(worksheet.item), first.getName());
        } catch (RuntimeException | LinkageError e) {
            queue.failed(e);
        }
    }

    /** It asks for a shutdown itself, so that the queue holds this very balancer and it can be found again. */
    @Override
    protected LoadBalancer sanitize() {
        return this;
    }
}
