package io.slipway.core.local;

import io.slipway.core.cache.Invalidation;
import io.slipway.core.cache.Invalidation.Cause;
import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.Covariates.CacheState;
import io.slipway.core.pipeline.Facts;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.RunEvent;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of each task of a run before it runs, and may tell how long it will take: who asked for it, what it finds
 * of what it left before, and how much of its inputs has changed since, as the look-up of its result found out. Confined
 * to one thread; O(1) an event.
 */
final class Circumstances {
    private static final Set<Cause.Kind> OF_FILES = EnumSet.of(
            Cause.Kind.FILE_CHANGED,
            Cause.Kind.FILE_ADDED,
            Cause.Kind.FILE_REMOVED,
            Cause.Kind.NEED_OUTPUT_CHANGED,
            Cause.Kind.NEED_OUTPUT_ADDED,
            Cause.Kind.NEED_OUTPUT_REMOVED);

    private final Map<TaskAddress, Invalidation> misses = new HashMap<>();
    private final Map<TaskAddress, String> agents = new HashMap<>();
    private final Map<String, Double> speeds = new HashMap<>();
    private String branch = "";
    private String event = "";

    /** The run is asked for by someone for whom these hold. */
    void asked(Facts facts) {
        branch = facts.values().getOrDefault("branch", "");
        event = facts.values().getOrDefault("event", "");
    }

    /** The task has to run. */
    void missed(TaskAddress task, Invalidation because) {
        misses.put(task, because);
    }

    /** Something happened. */
    void read(Event told) {
        if (told instanceof RunEvent.RunSubmitted one) asked(one.options().facts());
        else if (told instanceof FleetEvent.AgentRegistered one)
            speeds.put(one.agent().id(), one.agent().speed());
        else if (told instanceof RunEvent.TaskMissed one) missed(one.task(), one.because());
        else if (told instanceof RunEvent.AttemptStarted one) agents.put(one.task(), one.agent());
    }

    /** As far as it is known by now. */
    Covariates of(TaskAddress task) {
        String agent = agents.getOrDefault(task, "");
        Covariates.Builder known = Covariates.builder()
                .branch(branch)
                .event(event)
                .agent(agent, speeds.getOrDefault(agent, 1.0))
                .cache(cache(task));
        Optional.ofNullable(misses.get(task))
                .filter(because -> OF_FILES.contains(because.causes().get(0).kind()))
                .ifPresent(because -> known.changedInputs(kinds(because), files(because)));
        return known.build();
    }

    /** Where nothing of the task was there, what it keeps itself, such as a compiler's cache, is likely gone as well. */
    CacheState cache(TaskAddress task) {
        Invalidation because = misses.get(task);
        if (because == null) return CacheState.UNKNOWN;
        return switch (because.causes().get(0).kind()) {
            case NEVER_RAN, RESULT_GONE -> CacheState.COLD;
            case NOT_REUSABLE, STORE_UNAVAILABLE -> CacheState.UNKNOWN;
            default -> CacheState.WARM;
        };
    }

    private static String kinds(Invalidation because) {
        return because.causes().stream()
                .map(cause -> cause.kind().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static int files(Invalidation because) {
        int named = 0;
        for (Cause cause : because.causes()) if (OF_FILES.contains(cause.kind())) named++;
        return named + because.more();
    }
}
