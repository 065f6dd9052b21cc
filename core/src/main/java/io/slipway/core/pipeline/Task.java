package io.slipway.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.PathSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One thing to be done: a command, what it reads, what it writes, what it needs and what it holds while it runs.
 * Immutable. Built with {@link #builder}; every default is written beside its builder method.
 *
 * @param directory of the service, relative to the workspace root with {@code /}; empty for the root itself. The command
 *     runs there and patterns are relative to it
 * @param inputs which source files the command reads
 * @param outputs which files the command makes
 * @param reports by kind such as {@code junit}: files kept and shown, but no input of another task
 * @param requires what the agent must offer
 * @param locks names that only one running task may hold at a time, sorted
 * @param timeout how long it may run; as long as it likes when absent
 * @param env variables set for the command; they count
 * @param pass names of the caller's variables handed to the command; their values count
 * @param always whether it runs even after what it needs has failed
 * @param retry how often it is tried; says nothing about what it makes
 * @param throttles how much it draws on each throttle class while it runs, by the name of the class; never zero
 * @param priority whether it goes before (above 0) or after (below 0) others of its tenant, added to that of its run
 * @param prefers what an agent had better offer: of two that could run it, the one that has more of it
 * @param exclusive whether nothing else runs on its agent meanwhile
 * @param labels by which people choose it among others, sorted
 * @param when it runs only if this holds once what it needs is done; otherwise it is skipped
 * @param allowFailure whether those that need it go on without its outputs when it fails, and the run does not fail
 * @param secrets where to get what is set for the command and shown to nobody, by the name of the variable; names count, values do not
 * @param sidecars what runs beside the command, in the order in which it is started
 * @param terms on which it runs, beside what it does
 */
public record Task(
        TaskAddress address,
        String directory,
        TaskKind kind,
        Command command,
        PathSet inputs,
        PathSet outputs,
        SortedMap<String, PathSet> reports,
        List<Need> needs,
        Selector requires,
        Resources resources,
        List<String> locks,
        Optional<Duration> timeout,
        SortedMap<String, String> env,
        List<String> pass,
        boolean always,
        RetryPolicy retry,
        SortedMap<String, Integer> throttles,
        int priority,
        Selector prefers,
        boolean exclusive,
        List<String> labels,
        Optional<Condition> when,
        boolean allowFailure,
        SortedMap<String, SecretSource> secrets,
        List<Sidecar> sidecars,
        Terms terms) {
    /** The highest priority, and with a minus the lowest. */
    public static final int HIGHEST_PRIORITY = 1_000;

    public Task {
        requireNonNull(address, "address");
        requireNonNull(directory, "directory");
        requireNonNull(kind, "kind");
        requireNonNull(command, "command");
        requireNonNull(inputs, "inputs");
        requireNonNull(outputs, "outputs");
        reports = sorted(reports);
        needs = List.copyOf(needs);
        requireNonNull(requires, "requires");
        requireNonNull(resources, "resources");
        locks = List.copyOf(new TreeSet<>(locks));
        env = sorted(env);
        pass = List.copyOf(new TreeSet<>(pass));
        requireNonNull(retry, "retry");
        throttles = sorted(throttles);
        throttles.forEach((name, weight) -> {
            if (weight < 1)
                throw new IllegalArgumentException("throttles: " + name + ": " + weight + " (expected: >= 1)");
        });
        requireNonNull(prefers, "prefers");
        labels = List.copyOf(new TreeSet<>(labels));
        requireNonNull(when, "when");
        secrets = sorted(secrets);
        sidecars = List.copyOf(sidecars);
        requireNonNull(terms, "terms");
        if (Math.abs((long) priority) > HIGHEST_PRIORITY) {
            throw new IllegalArgumentException("priority: " + priority + " (expected: from " + -HIGHEST_PRIORITY
                    + " to " + HIGHEST_PRIORITY + ")");
        }
        if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
            throw new IllegalArgumentException("timeout: " + timeout.get() + " (expected: longer than nothing)");
        }
        Set<String> beside = new HashSet<>();
        for (Sidecar sidecar : sidecars) {
            if (!beside.add(sidecar.name()))
                throw new IllegalArgumentException("sidecars: " + sidecar.name() + " twice (expected: once)");
        }
        Set<TaskAddress> needed = new HashSet<>();
        for (Need need : needs) {
            if (!needed.add(need.task())) {
                throw new IllegalArgumentException("needs: " + need.task() + " twice (expected: once)");
            }
        }
    }

    private static <V> SortedMap<String, V> sorted(SortedMap<String, V> map) {
        return map.isEmpty() ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** The same task with these needs more. */
    public Task alsoNeeding(List<Need> more) {
        List<Need> all = new ArrayList<>(needs);
        all.addAll(more);
        return needing(all);
    }

    /** The same task with these needs instead. */
    public Task needing(List<Need> others) {
        return with(command, inputs, outputs, reports, env, others, requires, resources);
    }

    /** The same task, as if it did not need that one. */
    public Task without(TaskAddress need) {
        List<Need> kept = needs.stream().filter(one -> !one.task().equals(need)).toList();
        return needing(kept);
    }

    /** The same, for agents of other kinds. */
    public Task asking(Selector requires, Resources resources) {
        return with(command, inputs, outputs, reports, env, needs, requires, resources);
    }

    /** The same, but for what it reads and does. */
    public Task doing(Command command, PathSet inputs, SortedMap<String, String> env) {
        return with(command, inputs, outputs, reports, env, needs, requires, resources);
    }

    /** The same without anything to do: it reads and makes nothing, and succeeds. */
    public Task idle() {
        return with(
                new Command.Argv(List.of("true")),
                PathSet.none(),
                PathSet.none(),
                Collections.emptySortedMap(),
                env,
                needs,
                requires,
                resources);
    }

    private Task with(
            Command command,
            PathSet inputs,
            PathSet outputs,
            SortedMap<String, PathSet> reports,
            SortedMap<String, String> env,
            List<Need> needs,
            Selector requires,
            Resources resources) {
        return new Task(
                address,
                directory,
                kind,
                command,
                inputs,
                outputs,
                reports,
                needs,
                requires,
                resources,
                locks,
                timeout,
                env,
                pass,
                always,
                retry,
                throttles,
                priority,
                prefers,
                exclusive,
                labels,
                when,
                allowFailure,
                secrets,
                sidecars,
                terms);
    }

    /**
     * The pattern of {@code paths}, which belong to this task, that gave {@code seenFromRoot} when seen from the workspace
     * root; for messages.
     */
    public String asWritten(PathSet paths, String seenFromRoot) {
        return paths.patterns().stream()
                .filter(pattern -> !pattern.startsWith("!"))
                .filter(pattern -> PathSet.of(pattern).in(directory).patterns().contains(seenFromRoot))
                .findFirst()
                .orElse(seenFromRoot);
    }

    /**
     * Whether this task starts only after the needed one is done. Always, except that a runtime need delays nothing but
     * a deploy.
     */
    public boolean waitsFor(Need need) {
        return need.kind() != NeedKind.RUNTIME || kind == TaskKind.DEPLOY;
    }

    /** A task {@code service:task} whose service lies in the directory of the same name. */
    public static Builder builder(TaskAddress address) {
        return new Builder(address);
    }

    /** A task by its address as text, such as {@code orders:compile}. */
    public static Builder builder(String address) {
        return new Builder(TaskAddress.parse(address));
    }

    /** Says what a task is, one thing after the other. Confined to one thread. */
    public static final class Builder {
        private final TaskAddress address;
        private String directory;
        private TaskKind kind = TaskKind.BUILD; // most tasks make something
        private Optional<Command> command = Optional.empty(); // the only thing without a default
        private PathSet inputs = PathSet.all(); // rather one rebuild too many than a stale result
        private PathSet outputs = PathSet.none(); // a check makes nothing
        private final SortedMap<String, PathSet> reports = new TreeMap<>();
        private final List<Need> needs = new ArrayList<>();
        private Selector requires = Selector.any(); // the machine at hand
        private Resources resources = Resources.DEFAULT; // one CPU, as many compilers and test runners use
        private List<String> locks = List.of();
        private Optional<Duration> timeout = Optional.empty(); // only its author knows what is too long
        private final SortedMap<String, String> env = new TreeMap<>();
        private List<String> pass = List.of(); // what is not named does not leak in
        private boolean always;
        private RetryPolicy retry = RetryPolicy.DEFAULT;
        private final SortedMap<String, Integer> throttles = new TreeMap<>(); // what burdens nothing but its agent
        private int priority; // like all others
        private Selector prefers = Selector.any(); // whatever agent has room
        private boolean exclusive; // agents are shared
        private List<String> labels = List.of();
        private Optional<Condition> when = Optional.empty(); // under all circumstances
        private boolean allowFailure; // what fails is looked at
        private SortedMap<String, SecretSource> secrets = Collections.emptySortedMap();
        private List<Sidecar> sidecars = List.of();
        private Terms terms = Terms.NONE;

        private Builder(TaskAddress address) {
            this.address = address;
            this.directory = address.service();
        }

        public Builder directory(String workspaceRelative) {
            this.directory = workspaceRelative;
            return this;
        }

        public Builder kind(TaskKind kind) {
            this.kind = kind;
            return this;
        }

        /** A script for {@code sh -e}. */
        public Builder run(String script) {
            return run(new Command.Shell(script));
        }

        public Builder run(Command command) {
            this.command = Optional.of(command);
            return this;
        }

        public Builder inputs(String... patterns) {
            return inputs(PathSet.of(patterns));
        }

        public Builder inputs(PathSet inputs) {
            this.inputs = inputs;
            return this;
        }

        public Builder outputs(String... patterns) {
            return outputs(PathSet.of(patterns));
        }

        public Builder outputs(PathSet outputs) {
            this.outputs = outputs;
            return this;
        }

        public Builder report(String kind, PathSet files) {
            reports.put(kind, files);
            return this;
        }

        /** A need of kind build, of a task of this service or, written {@code service:task}, of another. */
        public Builder needs(String... tasks) {
            for (String task : tasks) need(Need.of(TaskAddress.parse(task, address.service()), NeedKind.BUILD));
            return this;
        }

        public Builder need(Need need) {
            needs.add(need);
            return this;
        }

        public Builder requires(Map<String, String> ranges) {
            return requires(Selector.of(ranges));
        }

        public Builder requires(Selector requires) {
            this.requires = requires;
            return this;
        }

        public Builder resources(Resources resources) {
            this.resources = resources;
            return this;
        }

        public Builder locks(String... names) {
            return locks(List.of(names));
        }

        public Builder locks(List<String> names) {
            this.locks = names;
            return this;
        }

        public Builder timeout(Duration timeout) {
            this.timeout = Optional.of(timeout);
            return this;
        }

        public Builder env(String name, String value) {
            env.put(name, value);
            return this;
        }

        public Builder pass(List<String> names) {
            this.pass = names;
            return this;
        }

        public Builder always(boolean always) {
            this.always = always;
            return this;
        }

        public Builder retry(RetryPolicy retry) {
            this.retry = retry;
            return this;
        }

        /** It counts as {@code weight} tasks of the throttle class. */
        public Builder throttle(String throttleClass, int weight) {
            throttles.put(throttleClass, weight);
            return this;
        }

        public Builder priority(int priority) {
            this.priority = priority;
            return this;
        }

        public Builder prefers(Map<String, String> ranges) {
            return prefers(Selector.of(ranges));
        }

        public Builder prefers(Selector prefers) {
            this.prefers = prefers;
            return this;
        }

        public Builder labels(List<String> labels) {
            this.labels = labels;
            return this;
        }

        public Builder when(Condition condition) {
            this.when = Optional.of(condition);
            return this;
        }

        public Builder allowFailure(boolean allowFailure) {
            this.allowFailure = allowFailure;
            return this;
        }

        public Builder secrets(SortedMap<String, SecretSource> secrets) {
            this.secrets = secrets;
            return this;
        }

        public Builder sidecars(List<Sidecar> sidecars) {
            this.sidecars = sidecars;
            return this;
        }

        public Builder exclusive(boolean exclusive) {
            this.exclusive = exclusive;
            return this;
        }

        public Builder terms(Terms terms) {
            this.terms = terms;
            return this;
        }

        /**
         * @throws IllegalArgumentException when there is no command
         */
        public Task build() {
            Command toRun = command.orElseThrow(
                    () -> new IllegalArgumentException("run: nothing for " + address + " (expected: a command)"));
            return new Task(
                    address,
                    directory,
                    kind,
                    toRun,
                    inputs,
                    outputs,
                    reports,
                    needs,
                    requires,
                    resources,
                    locks,
                    timeout,
                    env,
                    pass,
                    always,
                    retry,
                    throttles,
                    priority,
                    prefers,
                    exclusive,
                    labels,
                    when,
                    allowFailure,
                    secrets,
                    sidecars,
                    terms);
        }
    }
}
