package io.slipway.core.forecast;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of all that happens what a forecast needs: everything of agents, and of runs until they are over. Why a task waits
 * is not kept, as the scheduler finds that out again. Of the last {@value #LATE} runs it is kept that they were asked for,
 * also when they are over: so will others be.
 *
 * <p>Confined to one thread. O(1) an event; as large as the runs that are going on, and what happened to agents.
 */
public final class SituationRecorder {
    /** Some hours of a small farm, or some minutes of a large one; the rate that they give is right to one part in sixteen. */
    private static final int LATE = 256;

    /** Fewer tell no rate. */
    private static final int FEWEST = 8;

    private final ArrayDeque<Submission> late = new ArrayDeque<>();
    private final PastUses used = new PastUses();
    private final List<Numbered> ofAgents = new ArrayList<>();
    private final Map<RunId, List<Numbered>> ofRuns = new LinkedHashMap<>();
    private final Map<RunId, Digest> pipelineOf = new HashMap<>();
    private final Map<Digest, Pipeline> pipelines = new HashMap<>();
    private long number;

    private record Submission(Instant at, RunEvent.RunSubmitted run) {}

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
            late.add(new Submission(at, submitted));
            if (late.size() > LATE) late.remove();
        }
        if (event instanceof RunEvent.RunFinished) {
            sumUp(ofRuns.remove(ofRun.run()), pipelineOf.remove(ofRun.run()));
            return;
        }
        List<Numbered> known = ofRuns.get(ofRun.run());
        if (known != null && !(event instanceof RunEvent.TaskHeld)) known.add(numbered);
    }

    /** Of a run that is over only what its tenant used is of interest. */
    private void sumUp(@Nullable List<Numbered> happened, @Nullable Digest digest) {
        Pipeline pipeline = digest == null ? null : pipelines.get(digest);
        if (happened == null || pipeline == null) return;
        Tenant tenant = null;
        Map<TaskAddress, Instant> began = new HashMap<>();
        for (Numbered one : happened) {
            Event event = one.told.event();
            if (event instanceof RunEvent.RunSubmitted submitted) {
                tenant = submitted.options().tenant();
            } else if (event instanceof RunEvent.AttemptStarted started) {
                began.put(started.task(), one.told.at());
            } else if (event instanceof RunEvent.AttemptFinished finished && tenant != null) {
                Instant from = began.remove(finished.task());
                Resources held = pipeline.get(finished.task()).resources();
                if (from != null) used.add(tenant, held, from, one.told.at());
            }
        }
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
        Arrivals arrivals = arrivals(now);
        for (RunEvent.RunSubmitted run : arrivals.like())
            needed.put(run.pipeline(), requireNonNull(pipelines.get(run.pipeline())));
        return new Situation(now, all.stream().map(Numbered::told).toList(), needed, limits, arrivals, used.at(now));
    }

    /** None as long as too few are known. */
    private Arrivals arrivals(Instant now) {
        List<RunEvent.RunSubmitted> like = new ArrayList<>(late.size());
        for (Submission one : late) if (pipelines.containsKey(one.run.pipeline())) like.add(one.run);
        if (like.size() < FEWEST) return Arrivals.NONE;
        Duration since = Duration.between(late.getFirst().at, now);
        // The first one begins the time, and does not come in it.
        Duration gap = since.dividedBy(like.size() - 1);
        return gap.isNegative() || gap.isZero() ? Arrivals.NONE : new Arrivals(gap, like);
    }
}
