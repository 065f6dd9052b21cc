package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.VersionRange;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.schedule.Input;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Days of many services, made from a seed for a fleet: everything asked for can run on some agent of it, and each kind of
 * agent is asked for as much as it has.
 *
 * <p>Each service has a pipeline of its own and belongs to a tenant; tenants are of very different size. Runs arrive as a
 * Poisson process whose rate follows the hour: at {@code t} they ask for
 * {@code load · (1 + swing · sin(2π t / 24 h))} of the fleet's CPUs. A task takes its usual time, times exp(N(0, 0.2)).
 *
 * <p>Immutable. The services are made at once, the arrivals while they are read.
 */
public final class SeededWorkload implements Workload {
    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
    private static final long RUSH_NANOS = Duration.ofMinutes(10).toNanos();
    private static final double NANOS = 1e9;

    /** How much a task's time differs from its usual one. */
    private static final double SPREAD = 0.2;

    /** Share of an agent's labels, beside {@code os} and {@code arch}, that a task on it asks for. */
    private static final double PICKY = 0.3;

    private static final int[] MILLI_CPUS = {500, 1000, 1000, 1000, 2000, 2000, 4000};
    private static final long GIBI = 1L << 30;

    private final long seed;
    private final Builder asked;
    private final List<Service> services = new ArrayList<>();
    private final double cpuSecondsPerRun;
    private final double cpus;

    private SeededWorkload(long seed, Builder asked) {
        this.seed = seed;
        this.asked = asked;
        RandomGenerator random = random(seed);
        for (int i = 0; i < asked.services; i++) services.add(service(i, random));
        double sum = 0;
        for (Service service : services) sum += service.cpuSeconds();
        this.cpuSecondsPerRun = sum / services.size() * (1 - asked.reused) * Math.exp(SPREAD * SPREAD / 2);
        this.cpus = asked.fleet.stream()
                .mapToDouble(agent -> agent.capacity().milliCpu() / 1000.0 * agent.speed())
                .sum();
    }

    /**
     * What is made from {@code seed} for {@code fleet}.
     *
     * @throws IllegalArgumentException when the fleet is empty
     */
    public static Builder builder(long seed, List<Agent> fleet) {
        return new Builder(seed, fleet);
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private record Service(
            Tenant tenant, Pipeline pipeline, Digest digest, List<TaskAddress> tasks, List<Double> seconds) {
        double cpuSeconds() {
            double sum = 0;
            for (int i = 0; i < seconds.size(); i++) {
                sum += seconds.get(i) * pipeline.get(tasks.get(i)).resources().milliCpu() / 1000;
            }
            return sum;
        }
    }

    private Service service(int number, RandomGenerator random) {
        String name = String.format(Locale.ROOT, "service-%03d", number);
        int size = asked.fewestTasks + random.nextInt(asked.mostTasks - asked.fewestTasks + 1);
        List<Task> tasks = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Agent host = host(random);
            Task.Builder task = Task.builder(new TaskAddress(name, String.format(Locale.ROOT, "task-%02d", i)))
                    .run("make")
                    .requires(requires(host, random))
                    .resources(resources(host, random));
            TreeSet<Integer> needs = new TreeSet<>();
            for (int n = 0; n < 2 && i > 0; n++) needs.add(i - 1 - random.nextInt(Math.min(i, 3)));
            for (int need : needs) task.need(Need.of(tasks.get(need).address(), NeedKind.BUILD));
            tasks.add(task.build());
        }
        Pipeline pipeline = Pipeline.of(tasks);
        List<TaskAddress> addresses =
                pipeline.tasks().stream().map(Task::address).toList();
        List<Double> seconds = new ArrayList<>(size);
        for (int i = 0; i < size; i++) seconds.add(asked.durationNanos.applyAsLong(random) / NANOS);
        // The first tenant has half of the services, the second a quarter, and so on.
        int tenant = Math.min(Long.numberOfTrailingZeros(random.nextLong()), asked.tenants - 1);
        return new Service(Tenant.of("team-" + (char) ('a' + tenant)), pipeline, digest(name), addresses, seconds);
    }

    /** Who has more CPUs, or faster ones, is asked for more. */
    private Agent host(RandomGenerator random) {
        long all = 0;
        for (Agent agent : asked.fleet) all += power(agent);
        long at = all == 0 ? 0 : random.nextLong(all);
        for (Agent agent : asked.fleet) {
            at -= power(agent);
            if (at < 0) return agent;
        }
        return asked.fleet.get(0);
    }

    private static long power(Agent agent) {
        return Math.round(agent.capacity().milliCpu() * agent.speed());
    }

    private static Selector requires(Agent host, RandomGenerator random) {
        TreeMap<String, VersionRange> ranges = new TreeMap<>();
        host.labels().values().forEach((name, value) -> {
            boolean platform = name.equals("os") || name.equals("arch");
            if (!platform && random.nextDouble() >= PICKY) return;
            boolean version = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
            ranges.put(name, new VersionRange(version ? ">=" + value : value));
        });
        return new Selector(ranges);
    }

    private static Resources resources(Agent host, RandomGenerator random) {
        int milliCpu = MILLI_CPUS[random.nextInt(MILLI_CPUS.length)];
        long memory = GIBI << random.nextInt(3);
        Resources most = host.capacity();
        return new Resources(Math.min(milliCpu, most.milliCpu()), Math.min(memory, most.memoryBytes()));
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private double cpusAskedFor(long nanos) {
        double usual = cpus * asked.load * (1 + asked.swing * Math.sin(2 * Math.PI * nanos / DAY_NANOS));
        return nanos < RUSH_NANOS ? usual + cpus * asked.backlog.toNanos() / RUSH_NANOS : usual;
    }

    /** How many tasks run at a time when all of the fleet's CPUs are busy. */
    public double tasksAtATime() {
        double cpuSeconds = 0;
        double seconds = 0;
        for (Service service : services) {
            cpuSeconds += service.cpuSeconds();
            for (double one : service.seconds) seconds += one;
        }
        return cpus * seconds / cpuSeconds;
    }

    @Override
    public Iterator<Arrival> arrivals() {
        return new Arrivals();
    }

    @Override
    public Duration lasting() {
        return asked.lasting;
    }

    private final class Arrivals implements Iterator<Arrival> {
        private final RandomGenerator random = random(~seed);
        private long nextNanos;
        private int made;

        Arrivals() {
            advance();
        }

        private void advance() {
            double mean = cpuSecondsPerRun / cpusAskedFor(nextNanos) * NANOS;
            nextNanos += (long) Math.ceil(random.nextExponential() * mean);
        }

        @Override
        public boolean hasNext() {
            return nextNanos < asked.lasting.toNanos();
        }

        @Override
        public Arrival next() {
            if (!hasNext()) throw new NoSuchElementException("the workload is over; ask hasNext() first");
            Service service = services.get(random.nextInt(services.size()));
            Map<TaskAddress, Work> work = new HashMap<>(service.tasks.size() * 2);
            for (int i = 0; i < service.seconds.size(); i++) {
                double seconds = service.seconds.get(i) * Math.exp(SPREAD * random.nextGaussian());
                boolean reused = random.nextDouble() < asked.reused;
                work.put(
                        service.tasks.get(i),
                        new Work(Duration.ofNanos((long) (seconds * NANOS)), reused, Outcome.Kind.SUCCEEDED));
            }
            RunId run = new RunId(String.format(Locale.ROOT, "run-%07d", ++made));
            Input.Submit submit = new Input.Submit(
                    run,
                    service.pipeline,
                    service.digest,
                    service.digest,
                    service.tasks,
                    RunOptions.DEFAULT.forTenant(service.tenant));
            Arrival arrival = new Arrival(Duration.ofNanos(nextNanos), submit, work);
            advance();
            return arrival;
        }
    }

    /** What the days are like. Confined to one thread. */
    public static final class Builder {
        private final long seed;
        private final List<Agent> fleet;
        private int services = 200; // a middling company
        private int tenants = 8; // so that the smallest has a hundredth of the largest
        private int fewestTasks = 3; // compile, test, package
        private int mostTasks = 12; // with tests in parts, images and scans
        private double load = 0.9; // busy, and at its peak more than there is
        private double swing = 0.25; // the afternoon asks for more than the night
        private Duration backlog = Duration.ZERO; // nobody has waited for the morning
        private double reused = 0.25; // a cache at work
        private Duration lasting = Duration.ofDays(1); // with its afternoon and its night
        private ToLongFunction<RandomGenerator> durationNanos = Builder::aMinuteOrSo;

        private Builder(long seed, List<Agent> fleet) {
            if (fleet.isEmpty()) throw new IllegalArgumentException("fleet: no agents (expected: at least one)");
            this.seed = seed;
            this.fleet = List.copyOf(fleet);
        }

        /** Median 30 s, mean 50 s: most are short, some are not. */
        private static long aMinuteOrSo(RandomGenerator random) {
            return (long) (30 * NANOS * Math.exp(random.nextGaussian()));
        }

        public Builder services(int services) {
            this.services = services;
            return this;
        }

        public Builder tenants(int tenants) {
            this.tenants = tenants;
            return this;
        }

        /** How many tasks a service has. */
        public Builder tasks(int fewest, int most) {
            this.fewestTasks = fewest;
            this.mostTasks = most;
            return this;
        }

        /**
         * How much is asked for.
         *
         * @param load share of the fleet's CPUs, on average; 1 is all
         * @param swing how much more at the peak, as a share of that
         */
        public Builder load(double load, double swing) {
            this.load = load;
            this.swing = swing;
            return this;
        }

        /** Within the first ten minutes as much is asked for in addition as the whole fleet does in that time. */
        public Builder backlog(Duration backlog) {
            this.backlog = backlog;
            return this;
        }

        /** Share of tasks, 0 to 1, whose result is there already. */
        public Builder reused(double share) {
            this.reused = share;
            return this;
        }

        /** How long runs go on arriving. */
        public Builder lasting(Duration lasting) {
            this.lasting = lasting;
            return this;
        }

        /** Where the usual time of each task comes from, in nanoseconds; asked once for each task of each service. */
        public Builder durations(ToLongFunction<RandomGenerator> nanos) {
            this.durationNanos = nanos;
            return this;
        }

        public SeededWorkload build() {
            return new SeededWorkload(seed, this);
        }
    }
}
