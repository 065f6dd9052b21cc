package io.slipway.core.forecast;

import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.run.Event;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps of all that happens what a forecast needs: everything of agents, and of runs until they are over. Why a task waits
 * is not kept, as the scheduler finds that out again.
 *
 * <p>Confined to one thread. O(1) an event; as large as the runs that are going on, and what happened to agents.
 */
public final class SituationRecorder {
    private final List<Numbered> ofAgents = new ArrayList<>();
    private final Map<RunId, List<Numbered>> ofRuns = new LinkedHashMap<>();
    private final Map<RunId, Digest> pipelineOf = new HashMap<>();
    private final Map<Digest, Pipeline> pipelines = new HashMap<>();
    private long number;

    private record Numbered(long number, Told told) {}

    /** A run of this pipeline may be submitted from now on. */
    public void know(Digest digest, Pipeline pipeline) {
        pipelines.put(digest, pipeline);
    }

    /** The next event, in the order of the journal. */
    public void observe(Instant at, Event event) {
        Numbered numbered = new Numbered(number++, new Told(at, event));
        if (!(event instanceof RunEvent ofRun)) {
            ofAgents.add(numbered);
            return;
        }
        if (event instanceof RunEvent.RunSubmitted submitted) {
            ofRuns.put(submitted.run(), new ArrayList<>());
            pipelineOf.put(submitted.run(), submitted.pipeline());
        }
        if (event instanceof RunEvent.RunFinished) {
            ofRuns.remove(ofRun.run());
            pipelineOf.remove(ofRun.run());
            return;
        }
        List<Numbered> known = ofRuns.get(ofRun.run());
        if (known != null && !(event instanceof RunEvent.TaskHeld)) known.add(numbered);
    }

    /**
     * How it stands. O(n log n) of what is kept.
     *
     * @throws IllegalStateException when the pipeline of a run that goes on was not made {@linkplain #know known}
     */
    public Situation situation(Instant now, Limits limits) {
        List<Numbered> all = new ArrayList<>(ofAgents);
        ofRuns.values().forEach(all::addAll);
        all.sort(Comparator.comparingLong(Numbered::number));
        Map<Digest, Pipeline> needed = new HashMap<>();
        for (Digest digest : pipelineOf.values()) {
            Pipeline pipeline = pipelines.get(digest);
            if (pipeline == null)
                throw new IllegalStateException("pipeline " + digest + " is not known; make it known before its runs");
            needed.put(digest, pipeline);
        }
        return new Situation(now, all.stream().map(Numbered::told).toList(), needed, limits);
    }
}
