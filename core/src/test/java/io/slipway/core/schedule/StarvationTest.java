package io.slipway.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.WaitReason.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many small tasks come, the one that has lacked room longest is given its turn. Judged from events alone. */
class StarvationTest {
    private static final int AGENTS = 6;
    private static final int CPUS = 16;
    private static final int MOST_OVERTAKEN = 10;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void no_task_is_passed_over_for_ever_in_10_000_random_steps(long seed) {
        Farm farm = new Farm(seed);

        for (int step = 0; step < 10_000; step++) farm.step();

        assertThat(farm.passedOverTooOften).isZero();
        assertThat(farm.robbed)
                .as("starts at a place that was promised to the one that waited longest")
                .isZero();
        assertThat(farm.waitedTooLong).isZero();
        assertThat(farm.started).isGreaterThan(4_000);
        assertThat(farm.promised).isGreaterThan(20);
    }

    /** What is known of one that lacks room. */
    private static final class Waiting {
        int overtaken;
        String agent = "";
        final Set<RunId> awaited = new HashSet<>();
    }

    private static final class Farm {
        private final SplittableRandom random;
        private final Scheduler scheduler =
                new Scheduler(task -> Optional.empty(), new Limits(Integer.MAX_VALUE, MOST_OVERTAKEN));
        private final KeptPipelines pipelines = new KeptPipelines();
        private final SchedulerState state = new SchedulerState(pipelines);
        private final Map<RunId, TaskAddress> running = new LinkedHashMap<>();
        private final Map<String, Set<RunId>> runningOn = new HashMap<>();
        private final Map<RunId, Waiting> lacking = new LinkedHashMap<>();
        private Instant now = Stage.time(0);
        private int added;
        int started;
        int promised;
        int passedOverTooOften;
        int robbed;
        int waitedTooLong;

        Farm(long seed) {
            random = new SplittableRandom(seed);
            tell(new Input.Tick(now));
            for (int i = 0; i < AGENTS; i++)
                tell(new Input.Register(
                        new Agent("agent-" + i, Labels.of(Map.of("os", "linux")), new Resources(CPUS * 1000, 0))));
        }

        void step() {
            now = now.plusSeconds(1);
            tell(new Input.Tick(now));
            if (state.waiting() < 60 && random.nextInt(3) > 0) add();
            else if (!running.isEmpty()) finishOne();
        }

        private void add() {
            int cpus = 1 + random.nextInt(random.nextInt(20) == 0 ? CPUS : 3);
            TaskAddress address = new TaskAddress("s", "cpus-" + cpus);
            Pipeline pipeline = Pipeline.of(List.of(Task.builder(address)
                    .run("true")
                    .resources(new Resources(cpus * 1000, 0))
                    .build()));
            RunId run = new RunId("run-" + added++);
            RunOptions options = RunOptions.DEFAULT.forTenant(Tenant.of("team-" + random.nextInt(4)));
            pipelines.put(Stage.digest(address.toString()), pipeline);
            tell(new Input.Submit(
                    run,
                    pipeline,
                    Stage.digest(address.toString()),
                    Stage.digest("source"),
                    List.of(address),
                    options));
            tell(new Input.Miss(
                    run,
                    address,
                    Optional.empty(),
                    io.slipway.core.cache.Invalidation.because(
                            io.slipway.core.cache.Invalidation.Cause.Kind.NEVER_RAN, "")));
        }

        private void finishOne() {
            List<RunId> all = new ArrayList<>(running.keySet());
            RunId run = all.get(random.nextInt(all.size()));
            TaskAddress address = running.remove(run);
            runningOn.values().forEach(there -> there.remove(run));
            for (Waiting waits : lacking.values()) waits.awaited.remove(run);
            tell(new Input.Report(
                    run, address, 1, Outcome.succeeded(), io.slipway.core.run.Usage.NONE, Optional.empty(), false));
            tell(new Input.Forget(run));
            if (lacking.isEmpty()) return;
            Waiting first = lacking.values().iterator().next();
            if (!first.agent.isEmpty() && first.awaited.isEmpty()) waitedTooLong++;
        }

        private void tell(Input input) {
            for (Event event : scheduler.step(state, input).events()) {
                if (event instanceof RunEvent.TaskHeld held
                        && held.reasons().get(0).kind() == Kind.CPU) {
                    lacking.putIfAbsent(held.run(), new Waiting());
                } else if (event instanceof RunEvent.TaskPromised promise) {
                    promised++;
                    Waiting waits = lacking.computeIfAbsent(promise.run(), run -> new Waiting());
                    waits.agent = promise.agent();
                    waits.awaited.clear();
                    waits.awaited.addAll(runningOn.getOrDefault(promise.agent(), Set.of()));
                } else if (event instanceof RunEvent.AttemptStarted start) {
                    start(start);
                }
            }
        }

        private void start(RunEvent.AttemptStarted start) {
            started++;
            running.put(start.run(), start.task());
            runningOn.computeIfAbsent(start.agent(), agent -> new HashSet<>()).add(start.run());
            if (lacking.isEmpty()) return;
            boolean waitedLonger = false;
            for (Map.Entry<RunId, Waiting> each : lacking.entrySet()) {
                if (each.getKey().equals(start.run())) waitedLonger = true;
                else if (!each.getValue().agent.equals(start.agent())) continue;
                else if (waitedLonger) each.getValue().awaited.add(start.run());
                else robbed++;
            }
            Waiting first = lacking.values().iterator().next();
            if (lacking.remove(start.run()) == first) return;
            if (first.agent.isEmpty() && ++first.overtaken > MOST_OVERTAKEN + 1) passedOverTooOften++;
        }
    }
}
