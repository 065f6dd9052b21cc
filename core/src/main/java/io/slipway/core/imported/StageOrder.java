package io.slipway.core.imported;

import io.slipway.core.graph.CycleException;
import io.slipway.core.graph.Dag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who waits for whom, by needs and by stages. Stateless. */
final class StageOrder {
    /** Some thousand jobs in two stages; each edge takes some 20 bytes. */
    private static final int MOST_EDGES = 1_000_000;

    private StageOrder() {}

    /** Ends the joining of jobs that wait for each other in too many ways. */
    static final class TooManyEdgesException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A job that says what it needs waits for that. One that does not waits for all jobs of all stages before its own; edges
     * to jobs that others on the way wait for anyway are left out, so that a row of stages costs no more than its neighbours.
     *
     * @throws CycleException when jobs need each other
     * @throws TooManyEdgesException when jobs wait for each other in more ways than can be kept
     */
    static Dag<String> graph(List<String> stages, List<ImportedJob> jobs) {
        Map<String, List<ImportedJob>> byStage = new LinkedHashMap<>();
        for (String stage : stages) byStage.put(stage, new ArrayList<>());
        Set<String> names = new HashSet<>(jobs.size() * 2);
        Dag.Builder<String> graph = Dag.builder();
        for (ImportedJob job : jobs) {
            if (job.presence() == Presence.NEVER) continue;
            names.add(job.name());
            graph.add(job.name());
            byStage.computeIfAbsent(job.stage(), stage -> new ArrayList<>()).add(job);
        }
        Map<String, List<String>> before = barriers(byStage);
        int edges = 0;
        for (ImportedJob job : jobs) {
            if (!names.contains(job.name())) continue;
            if (job.needs().isEmpty()) {
                List<String> earlier = before.getOrDefault(job.stage(), List.of());
                edges = added(edges, earlier.size());
                for (String name : earlier) graph.edge(name, job.name());
                continue;
            }
            edges = added(edges, job.needs().get().size());
            for (ImportedNeed need : job.needs().get()) {
                if (names.contains(need.job())) graph.edge(need.job(), job.name());
            }
        }
        return graph.build();
    }

    private static int added(int edges, int more) {
        if (edges + more > MOST_EDGES) throw new TooManyEdgesException();
        return edges + more;
    }

    /** By stage, the jobs whose end is the end of all stages before it. */
    private static Map<String, List<String>> barriers(Map<String, List<ImportedJob>> byStage) {
        Map<String, List<String>> before = new HashMap<>();
        List<String> open = new ArrayList<>();
        for (Map.Entry<String, List<ImportedJob>> stage : byStage.entrySet()) {
            before.put(stage.getKey(), List.copyOf(open));
            List<ImportedJob> jobs = stage.getValue();
            // One that waits for all earlier stages stands for all of them.
            if (jobs.stream().anyMatch(job -> job.needs().isEmpty() && !mayStayUndone(job))) open.clear();
            for (ImportedJob job : jobs) if (!mayStayUndone(job)) open.add(job.name());
        }
        return before;
    }

    /** Nobody waits for a person who need not come. */
    private static boolean mayStayUndone(ImportedJob job) {
        return job.manual() && job.mayFail();
    }
}
