package io.slipway.core.forecast;

import static java.util.Objects.requireNonNull;

import io.slipway.core.agent.Agent;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much sooner a run would be done if something were different. Each future is compared with itself: everything but what
 * follows from the change is left as it was drawn. Immutable.
 */
public final class WhatIf {
    private static final int MOST_CHANGES = 24;

    private final Situation situation;
    private final Outlook outlook;
    private final RunId run;
    private final long seed;
    private final int count;
    private final RunForecast asItIs;

    /**
     * @param run that is to be done sooner
     * @param count futures for each change
     */
    public WhatIf(Situation situation, Outlook outlook, RunId run, long seed, int count) {
        this.situation = requireNonNull(situation, "situation");
        this.outlook = requireNonNull(outlook, "outlook");
        this.run = requireNonNull(run, "run");
        this.seed = seed;
        this.count = count;
        this.asItIs = RunForecast.of(situation, outlook, seed, count);
    }

    /** Something that could be different. */
    public sealed interface Change {
        /** More agents like one that is there. */
        record MoreAgents(String like, int more) implements Change {
            public MoreAgents {
                if (more < 1) throw new IllegalArgumentException("more: " + more + " (expected: >= 1)");
            }

            @Override
            public String toString() {
                return more == 1 ? "one more agent like " + like : more + " more agents like " + like;
            }
        }

        /** Another limit, by scope and name as in {@link Input.SetLimit}. */
        record OtherLimit(LimitScope scope, String name, int value) implements Change {
            @Override
            public String toString() {
                return "limit of " + name + " at " + value;
            }
        }

        /** Another number of tasks at a time, on all agents together. */
        record InFlight(int value) implements Change {
            @Override
            public String toString() {
                return value == 1 ? "one task at a time" : value + " tasks at a time";
            }
        }

        /** A task that takes {@code factor} times as long: 0.5 when it is twice as fast. */
        record OtherDuration(TaskAddress task, double factor) implements Change {
            public OtherDuration {
                if (!(factor > 0)) throw new IllegalArgumentException("factor: " + factor + " (expected: > 0)");
            }

            @Override
            public String toString() {
                return factor == 0.5 ? task + " twice as fast" : task + " in " + factor + " of its time";
            }
        }

        /** A task that does not wait for another. */
        record WithoutNeed(TaskAddress task, TaskAddress need) implements Change {
            @Override
            public String toString() {
                return task + " without its need of " + need;
            }
        }
    }

    /**
     * What would come of it. Immutable.
     *
     * @param sooner in the middle of the futures; below zero when it would be later
     * @param low nine in ten lie between this and {@code high}
     */
    public record Gain(Change change, Duration sooner, Duration low, Duration high) {}

    /** When the run is done as things are. */
    public Optional<Span> finish() {
        return asItIs.finish(run);
    }

    /**
     * How much sooner, with this change; absent when the run has no end as things are, or would have none.
     *
     * @throws IllegalArgumentException when there is no such agent, task or need
     */
    public Optional<Gain> gain(Change change) {
        Situation other = situation;
        List<Input> inputs = new ArrayList<>();
        Map<TaskAddress, Double> factors = new HashMap<>();
        if (change instanceof Change.MoreAgents more) {
            Agent like = agent(more.like);
            for (int i = 1; i <= more.more; i++) {
                inputs.add(new Input.Register(new Agent(
                        like.id() + "+" + i,
                        like.labels(),
                        like.capacity(),
                        like.zone(),
                        like.costPerHour(),
                        like.speed())));
            }
        } else if (change instanceof Change.OtherLimit limit) {
            inputs.add(new Input.SetLimit(limit.scope, limit.name, limit.value));
        } else if (change instanceof Change.InFlight most) {
            Limits now = situation.limits();
            other = with(new Limits(
                    most.value, now.overtaken(), now.lease(), now.lostDeploys(), now.intake(), now.waitsForAgents()));
        } else if (change instanceof Change.OtherDuration duration) {
            pipeline().get(duration.task);
            factors.put(duration.task, duration.factor);
        } else if (change instanceof Change.WithoutNeed edge) {
            other = without(edge);
        }
        RunForecast changed = RunForecast.of(other, outlook, seed, count, inputs, factors);
        return asItIs.sooner(changed, run, change);
    }

    private Situation with(Limits limits) {
        return new Situation(
                situation.now(),
                situation.told(),
                situation.pipelines(),
                limits,
                situation.arrivals(),
                situation.used());
    }

    private Situation without(Change.WithoutNeed edge) {
        Pipeline pipeline = pipeline();
        Task task = pipeline.get(edge.task);
        if (task.needs().stream().noneMatch(need -> need.task().equals(edge.need)))
            throw new IllegalArgumentException(
                    "need: " + edge.need + " (expected: a need of " + edge.task + ", which are " + task.needs() + ")");
        List<Task> tasks = new ArrayList<>();
        for (Task one : pipeline.tasks()) {
            tasks.add(one.equals(task) ? one.without(edge.need) : one);
        }
        Map<Digest, Pipeline> pipelines = new HashMap<>(situation.pipelines());
        pipelines.put(pipelineDigest(), Pipeline.of(tasks));
        return new Situation(
                situation.now(),
                situation.told(),
                pipelines,
                situation.limits(),
                situation.arrivals(),
                situation.used());
    }

    private Agent agent(String like) {
        Agent found = null;
        List<String> names = new ArrayList<>();
        for (Agent agent : agents()) {
            names.add(agent.id());
            if (agent.id().equals(like)) found = agent;
        }
        if (found == null)
            throw new IllegalArgumentException(
                    "like: " + like + " (expected: an agent that is there, one of " + names + ")");
        return found;
    }

    private List<Agent> agents() {
        Map<String, Agent> agents = new LinkedHashMap<>();
        for (Told told : situation.told()) {
            Event event = told.event();
            if (event instanceof FleetEvent.AgentRegistered one)
                agents.put(one.agent().id(), one.agent());
            if (event instanceof FleetEvent.AgentLeft one) agents.remove(one.agent());
        }
        return new ArrayList<>(agents.values());
    }

    private Digest pipelineDigest() {
        for (Told told : situation.told()) {
            if (told.event() instanceof RunEvent.RunSubmitted submitted
                    && submitted.run().equals(run)) return submitted.pipeline();
        }
        throw new IllegalArgumentException("run: " + run + " (expected: a run of the situation that is not over)");
    }

    private Pipeline pipeline() {
        return requireNonNull(situation.pipelines().get(pipelineDigest()));
    }

    /** What decides when the run is done, in the future with the typical durations. O(V + E) for each task of the chain. */
    public CriticalTasks critical() {
        return CriticalTasks.of(situation, outlook, run, pipeline());
    }

    /**
     * The changes that help most, best first; those that would not help are left out. Tries the tasks with the most drag at
     * half their time, their needs among each other, one more agent of each class, and more tasks at a time.
     */
    public List<Gain> best(int most) {
        List<Change> changes = new ArrayList<>();
        CriticalTasks critical = critical();
        List<CriticalTasks.Figures> chain = new ArrayList<>(critical.chain());
        for (int i = 1; i < chain.size(); i++) {
            TaskAddress need = chain.get(i - 1).task();
            Task task = pipeline().get(chain.get(i).task());
            if (task.needs().stream().anyMatch(one -> one.task().equals(need)))
                changes.add(new Change.WithoutNeed(task.address(), need));
        }
        if (situation.limits().inFlight() < Integer.MAX_VALUE / 2)
            changes.add(new Change.InFlight(2 * situation.limits().inFlight()));
        Map<Agent.AgentClass, String> classes = new LinkedHashMap<>();
        for (Agent agent : agents()) classes.putIfAbsent(agent.agentClass(), agent.id());
        for (String like : classes.values()) changes.add(new Change.MoreAgents(like, 1));
        chain.sort(Comparator.comparing(CriticalTasks.Figures::drag).reversed());
        for (CriticalTasks.Figures one : chain) changes.add(new Change.OtherDuration(one.task(), 0.5));
        List<Gain> gains = new ArrayList<>();
        for (Change change : changes.subList(0, Math.min(MOST_CHANGES, changes.size()))) {
            gain(change)
                    .filter(gain -> gain.sooner.compareTo(Duration.ZERO) > 0)
                    .ifPresent(gains::add);
        }
        gains.sort(Comparator.comparing(Gain::sooner).reversed());
        return List.copyOf(gains.subList(0, Math.min(most, gains.size())));
    }
}
