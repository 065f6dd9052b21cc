package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Event;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small fleets and workloads for simulations. */
final class Farms {
    private static final long GIBI = 1L << 30;

    private Farms() {}

    /** So many agents of a few kinds: two platforms, two JDKs, two sizes. */
    static List<Agent> mixed(int count) {
        List<Agent> agents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int cpus = i % 2 == 0 ? 4 : 8;
            Map<String, String> labels =
                    Map.of("os", "linux", "arch", i % 5 == 0 ? "arm64" : "amd64", "jdk", i % 3 == 0 ? "17" : "21");
            agents.add(new Agent("agent-" + (100 + i), Labels.of(labels), new Resources(cpus * 1000, cpus * 4 * GIBI)));
        }
        return agents;
    }

    /** Agents {@code agent-1}, {@code agent-2}, … without labels, each with so many CPUs. */
    static List<Agent> plain(int count, int cpus) {
        List<Agent> agents = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            agents.add(new Agent("agent-" + i, Labels.of(Map.of()), new Resources(cpus * 1000, cpus * 4 * GIBI)));
        }
        return agents;
    }

    /** A task that takes one CPU. */
    static Task.Builder task(String address) {
        return Task.builder(address).run("make");
    }

    /** All of {@code tasks} in one run, each of which takes so long. */
    static Arrival run(String name, Duration at, Duration each, Task.Builder... tasks) {
        Map<TaskAddress, Work> work = new HashMap<>();
        List<Task> built = new ArrayList<>();
        for (Task.Builder task : tasks) built.add(task.build());
        for (Task task : built) work.put(task.address(), Work.lasting(each));
        return run(name, at, work, built);
    }

    static Arrival run(String name, Duration at, Map<TaskAddress, Work> work, List<Task> tasks) {
        Pipeline pipeline = Pipeline.of(tasks);
        Digest digest = Digest.of(new byte[] {1});
        List<TaskAddress> all = pipeline.tasks().stream().map(Task::address).toList();
        return new Arrival(
                at,
                new Input.Submit(
                        new RunId(name),
                        pipeline,
                        digest,
                        digest,
                        all,
                        RunOptions.DEFAULT.forTenant(Tenant.of("team-" + name))),
                work);
    }

    /** Everything that was written down. */
    static final class Events implements Watcher {
        final List<Event> all = new ArrayList<>();

        @Override
        public void stepped(long nanos, Input input, Step step) {
            all.addAll(step.events());
        }

        <E extends Event> List<E> of(Class<E> kind) {
            return all.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }
}
