package io.slipway.jenkins.desk;

import io.slipway.core.agent.Booking;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.jenkins.farm.ExecutorsFilter;
import io.slipway.jenkins.farm.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a step holds while its body runs, as the scheduler understands it: a pipeline of one task that runs as long as the
 * body, or a booking. Stateless.
 */
public final class Claims {
    /** Where what runs nowhere in particular runs. No node may have a colon in its name. */
    static final String CONTROLLER = "slipway:controller";

    /** What begins the name of a bench among the agents. */
    static final String BENCH = "slipway:bench:";

    /** A body is begun on one node after the other, if need be, but never twice: the step sees to that. */
    private static final int PLACES_TRIED = 100;

    private static final Digest NO_SOURCE = Digest.of(new byte[0]);

    private Claims() {}

    /**
     * A place on a node.
     *
     * @param wanted cpu and memory; an executor comes with it
     */
    public static Order place(
            RunId id, String owner, Selector requires, Selector prefers, Resources wanted, int priority) {
        Task.Builder task = task(owner, "place")
                .requires(requires)
                .prefers(prefers)
                .resources(wanted.withCount(NodeFacts.EXECUTORS, 1))
                .retry(RetryPolicy.DEFAULT
                        .with(
                                RetryPolicy.Failure.LOST,
                                RetryPolicy.Backoff.doubling(PLACES_TRIED, Duration.ofSeconds(1)))
                        .onLost(RetryPolicy.OnLost.RETRY));
        return order(id, owner, task.build(), priority);
    }

    /** Some of a throttle class. */
    public static Order throttle(RunId id, String owner, String throttleClass, int weight, int priority) {
        Task.Builder task = task(owner, "throttle")
                .requires(Selector.of(Map.of(ExecutorsFilter.KIND, "controller")))
                .resources(new Resources(0, 0))
                .throttle(throttleClass, weight)
                .retry(RetryPolicy.DEFAULT.onLost(RetryPolicy.OnLost.FAIL));
        return order(id, owner, task.build(), priority);
    }

    private static Task.Builder task(String owner, String what) {
        return Task.builder(Names.address(owner, what)).kind(TaskKind.DEPLOY).run("true");
    }

    private static Order order(RunId id, String owner, Task task, int priority) {
        RunOptions options = RunOptions.DEFAULT.forTenant(Names.tenant(owner)).withPriority(priority);
        List<TaskAddress> tasks = List.of(task.address());
        return new Order(id, owner, Pipeline.of(List.of(task)), NO_SOURCE, tasks, options, Optional.empty());
    }

    /**
     * A bench for one build alone.
     *
     * @param length for how long, from when it is granted
     * @param deadline given up when it is not granted until then
     */
    public static Booking bench(String id, String owner, String bench, Duration length, Instant deadline) {
        if (!TaskAddress.isName(bench))
            throw new IllegalArgumentException("bench: '" + bench + "' (expected: " + TaskAddress.NAME_RULE + ")");
        return new Booking(id, owner, Selector.any(), Optional.of(BENCH + bench), Optional.empty(), length, deadline);
    }

    /** Name of the bench that is an agent; absent when the agent is something else. */
    public static Optional<String> benchName(String agent) {
        return agent.startsWith(BENCH) ? Optional.of(agent.substring(BENCH.length())) : Optional.empty();
    }
}
