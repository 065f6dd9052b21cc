package io.slipway.core.simulate;

import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Pipelines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs as they were once asked for, from events that were written down: when, what was reused, how long each task took,
 * and whether it failed. What became of them on other agents is for the simulation to say; what people did meanwhile is
 * not repeated.
 */
public final class RecordedWorkload {
    private RecordedWorkload() {}

    /** An event of a journal. */
    public record Recorded(Instant at, Event event) {}

    /**
     * The runs that these events tell of. The first is asked for at the simulation's beginning, the others as long after
     * it as they were.
     *
     * @param pipelines those the runs began with
     */
    public static Workload of(List<Recorded> events, Pipelines pipelines) {
        Map<RunId, Run> runs = new LinkedHashMap<>();
        Map<String, Double> speeds = new HashMap<>();
        for (Recorded recorded : events) {
            Event event = recorded.event();
            if (event instanceof FleetEvent.AgentRegistered registered) {
                speeds.put(registered.agent().id(), registered.agent().speed());
            } else if (event instanceof RunEvent.RunSubmitted submitted) {
                runs.put(submitted.run(), new Run(recorded, submitted));
            } else if (event instanceof RunEvent of && runs.containsKey(of.run())) {
                runs.get(of.run()).note(of, speeds);
            }
        }
        List<Arrival> arrivals = new ArrayList<>();
        Instant first = runs.values().stream()
                .map(run -> run.at)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        for (Run run : runs.values()) arrivals.add(run.arrival(first, pipelines));
        return Workload.of(arrivals);
    }

    private static final class Run {
        final Instant at;
        final RunEvent.RunSubmitted submitted;
        final Map<TaskAddress, Work> work = new HashMap<>();
        final Map<TaskAddress, Double> speeds = new HashMap<>();

        Run(Recorded recorded, RunEvent.RunSubmitted submitted) {
            this.at = recorded.at();
            this.submitted = submitted;
            for (TaskAddress task : submitted.tasks()) work.put(task, Work.lasting(Duration.ZERO));
        }

        void note(RunEvent event, Map<String, Double> agentSpeeds) {
            if (event instanceof RunEvent.TaskReady ready) {
                ready.expected().ifPresent(expected -> work.put(ready.task(), Work.lasting(expected)));
            } else if (event instanceof RunEvent.TaskReused reused) {
                work.put(reused.task(), new Work(reused.saved(), true, Outcome.Kind.SUCCEEDED));
            } else if (event instanceof RunEvent.AttemptStarted started) {
                speeds.put(started.task(), agentSpeeds.getOrDefault(started.agent(), 1.0));
            } else if (event instanceof RunEvent.AttemptFinished finished && says(finished.outcome())) {
                double nanos = finished.usage().wall().toNanos() * speeds.getOrDefault(finished.task(), 1.0);
                Duration alone = Duration.ofNanos((long) nanos);
                work.put(
                        finished.task(),
                        new Work(alone, false, finished.outcome().kind()));
            }
        }

        /** Whether it tells of the task, and not of its agent or of people. */
        private static boolean says(Outcome outcome) {
            return switch (outcome.kind()) {
                case SUCCEEDED, FAILED, TIMED_OUT, MEMORY_EXCEEDED, OUTPUT_MISSING -> true;
                default -> false;
            };
        }

        Arrival arrival(Instant first, Pipelines pipelines) {
            Digest digest = submitted.pipeline();
            Pipeline pipeline = pipelines.get(digest);
            Input.Submit submit = new Input.Submit(
                    submitted.run(), pipeline, digest, submitted.source(), submitted.tasks(), submitted.options());
            return new Arrival(Duration.between(first, at), submit, work);
        }
    }
}
