package io.slipway.core.definition;

import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.Condition;
import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.RetryPolicy.OnLost;
import io.slipway.core.pipeline.SecretSource;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.Shard;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.pipeline.VersionRange;
import io.slipway.core.pipeline.WrittenPlaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads one task. Whatever is wrong with a part of it, the task comes out, with that part left at its default: so that
 * its place among the others can still be checked.
 */
final class TaskReader {
    static final List<String> KEYS = Language.TASK.names();
    static final List<String> NEED_KEYS = Language.NEED.names();
    static final List<String> THROTTLE_KEYS = Language.THROTTLE.names();
    private static final List<String> RESOURCE_KEYS = Language.RESOURCES.names();

    private final TaskAddress address;
    private final Place start;
    private final Problems problems;
    private final Task.Builder task;
    private final Optional<Shard> shard;
    private final SecretsReader secrets;
    private final SidecarReader sidecars;
    private final SortedMap<TaskAddress, Place> needs = new TreeMap<>();
    private final SortedMap<TaskAddress, Place> denied = new TreeMap<>();
    private final SortedMap<String, Place> inputs = new TreeMap<>();
    private final SortedMap<String, Place> outputs = new TreeMap<>();
    private final SortedMap<String, Place> throttles = new TreeMap<>();
    private Optional<Place> condition = Optional.empty();

    /**
     * @param secrets where the workspace says that their values are to be had
     * @param shard which part of a split task it is
     */
    TaskReader(
            TaskAddress address,
            String directory,
            Place start,
            SortedMap<String, SecretSource> secrets,
            Optional<Shard> shard,
            Problems problems) {
        this.address = address;
        this.start = start;
        this.shard = shard;
        this.problems = problems;
        this.secrets = new SecretsReader(directory, secrets, problems);
        this.sidecars = new SidecarReader(directory, problems);
        this.task = Task.builder(address).directory(directory);
    }

    /**
     * What was read.
     *
     * @param denied tasks that its author says it does not need, where written
     * @param throttles throttle classes that it draws on, where written
     * @param condition where its {@code when} is written
     */
    record ReadTask(
            Task task,
            WrittenPlaces.OfTask places,
            SortedMap<TaskAddress, Place> denied,
            SortedMap<String, Place> throttles,
            Optional<Place> condition) {
        /** The same, of another task in its place. */
        ReadTask with(Task other, SortedMap<TaskAddress, Place> needs, SortedMap<TaskAddress, Place> denied) {
            WrittenPlaces.OfTask of =
                    new WrittenPlaces.OfTask(places.start(), needs, places.inputs(), places.outputs());
            return new ReadTask(other, of, denied, throttles, condition);
        }
    }

    ReadTask read(YamlValue value) {
        task.run("false"); // stands in for a command that cannot be read; never run, as there is a problem then
        value.map("a task", address.task() + ": {run: make}").ifPresent(this::readKeys);
        WrittenPlaces.OfTask places = new WrittenPlaces.OfTask(start, needs, inputs, outputs);
        return new ReadTask(task.build(), places, denied, throttles, condition);
    }

    private void readKeys(YamlMap keys) {
        Set<String> meant = keys.refuseOthersThan(KEYS);
        keys.value("run")
                .flatMap(value -> CommandReader.read(value, "run", problems))
                .ifPresent(task::run);
        if (keys.value("run").isEmpty() && !meant.contains("run")) {
            problems.add(start, "task `" + address.task() + "` has no `run`", "say which command it runs: `run: make`");
        }
        TaskKind kind = keys.value("kind").flatMap(this::readKind).orElse(TaskKind.BUILD);
        task.kind(kind);
        keys.value("inputs").ifPresent(value -> task.inputs(patterns(value, "`inputs`", "inputs: [src/**]", inputs)));
        keys.value("outputs")
                .ifPresent(value -> task.outputs(patterns(value, "`outputs`", "outputs: [build/**]", outputs)));
        keys.value("needs").ifPresent(this::readNeeds);
        keys.value("requires").ifPresent(value -> task.requires(readLabels(value, "requires")));
        keys.value("prefers").ifPresent(value -> task.prefers(readLabels(value, "prefers")));
        keys.value("resources").ifPresent(this::readResources);
        keys.value("locks").ifPresent(value -> task.locks(names(value, "`locks`", "locks: [database]")));
        keys.value("timeout").ifPresent(this::readTimeout);
        readRetry(keys, kind);
        keys.value("throttle").ifPresent(this::readThrottles);
        keys.value("priority").ifPresent(this::readPriority);
        keys.value("reports").ifPresent(this::readReports);
        List<String> set = new ArrayList<>();
        keys.value("env").ifPresent(value -> set.addAll(readEnv(value)));
        keys.value("pass").ifPresent(value -> readPass(value, set));
        task.always(isTrue(keys, "always"));
        task.exclusive(isTrue(keys, "exclusive"));
        keys.value("labels").ifPresent(value -> task.labels(names(value, "`labels`", "labels: [slow, nightly]")));
        keys.value("when").ifPresent(this::readWhen);
        task.allowFailure(isTrue(keys, "allow-failure"));
        keys.value("secrets").ifPresent(value -> task.secrets(secrets.read(value, set)));
        keys.value("sidecars").ifPresent(value -> task.sidecars(sidecars.read(value)));
        readTerms(keys, set);
    }

    private void readTerms(YamlMap keys, List<String> set) {
        task.terms(new TermsReader(address, problems).read(keys, shard));
        shard.ifPresent(part -> part.variables().forEach((name, value) -> {
            if (!set.contains(name)) task.env(name, value);
        }));
    }

    private Optional<TaskKind> readKind(YamlValue value) {
        return choice(value, "kind", List.of(TaskKind.values()), TaskKind::text);
    }

    private <E> Optional<E> choice(YamlValue value, String key, List<E> choices, Function<E, String> writing) {
        List<String> texts = choices.stream().map(writing).toList();
        Optional<String> text = value.text("`" + key + "`", key + ": " + texts.get(0));
        if (text.isEmpty()) return Optional.empty();
        int at = texts.indexOf(text.get());
        if (at >= 0) return Optional.of(choices.get(at));
        problems.add(value.place(), "unknown " + key + " `" + text.get() + "`", DidYouMean.suggest(text.get(), texts));
        return Optional.empty();
    }

    private PathSet patterns(YamlValue value, String name, String example, SortedMap<String, Place> places) {
        return new PatternReader(problems).read(value, name, example, places);
    }

    private void readNeeds(YamlValue value) {
        for (YamlValue item : value.list("`needs`", "needs: [compile]")) {
            Optional<Need> need =
                    item.isMap() ? readNeedMap(item) : readAddress(item).map(to -> Need.of(to, NeedKind.BUILD));
            need.ifPresent(read -> addNeed(read, item.place()));
        }
    }

    private void addNeed(Need need, Place place) {
        Place first = needs.putIfAbsent(need.task(), place);
        if (first == null) {
            task.need(need);
            return;
        }
        problems.add(place, "`" + need.task() + "` is needed twice (" + first + ")", "keep one of the two");
    }

    private Optional<Need> readNeedMap(YamlValue item) {
        Optional<YamlMap> read = item.map("a need", "needs: [{task: \"payments:package\", kind: test}]");
        if (read.isEmpty()) return Optional.empty();
        YamlMap keys = read.get();
        keys.refuseOthersThan(NEED_KEYS);
        NeedKind kind = keys.value("kind")
                .flatMap(value -> choice(value, "kind", List.of(NeedKind.values()), NeedKind::text))
                .orElse(NeedKind.BUILD);
        boolean optional = isTrue(keys, "optional");
        boolean deny = isTrue(keys, "deny");
        Optional<PathSet> narrowed =
                keys.value("outputs").map(value -> patterns(value, "`outputs`", "outputs: [lib/**]", new TreeMap<>()));
        if (narrowed.isPresent() && !kind.givesOutputs()) {
            keys.find("outputs")
                    .ifPresent(entry -> problems.add(
                            entry.place(),
                            "a need of kind runtime takes no outputs",
                            "remove `outputs`, or write `kind: build`"));
        }
        Optional<YamlValue> task = keys.value("task");
        if (task.isEmpty()) {
            problems.add(item.place(), "this need names no task", "write for example `{task: compile, kind: test}`");
        }
        Optional<TaskAddress> needed = task.flatMap(this::readAddress);
        if (deny) {
            needed.ifPresent(not -> denied.putIfAbsent(not, item.place()));
            return Optional.empty();
        }
        return needed.map(to -> new Need(to, kind, optional, narrowed.filter(any -> kind.givesOutputs())));
    }

    private static boolean isTrue(YamlMap keys, String key) {
        return keys.value(key).flatMap(value -> value.bool(key)).orElse(false);
    }

    private Optional<TaskAddress> readAddress(YamlValue value) {
        Optional<String> text = value.text("a need", "needs: [compile, \"contracts:package\"]");
        if (text.isEmpty()) return Optional.empty();
        try {
            return Optional.of(TaskAddress.parse(text.get(), address.service()));
        } catch (IllegalArgumentException e) {
            problems.add(
                    value.place(),
                    "`" + text.get() + "` cannot be a task",
                    "write `task`, or `service:task` for one of another service");
            return Optional.empty();
        }
    }

    private Selector readLabels(YamlValue value, String key) {
        TreeMap<String, VersionRange> ranges = new TreeMap<>();
        String example = key + ": {jdk: \">=17\"}";
        value.map("`" + key + "`", example).ifPresent(labels -> {
            for (YamlMap.Entry label : labels.entries()) {
                if (!isName(label.key(), label.place(), "a label")) continue;
                readRange(label.value(), key, example).ifPresent(range -> ranges.put(label.key(), range));
            }
        });
        return new Selector(ranges);
    }

    private Optional<VersionRange> readRange(YamlValue value, String key, String example) {
        Optional<String> text = value.text("a label of `" + key + "`", example);
        if (text.isEmpty()) return Optional.empty();
        try {
            return Optional.of(new VersionRange(text.get()));
        } catch (IllegalArgumentException e) {
            problems.add(
                    value.place(),
                    "`" + text.get() + "` is no range of versions",
                    "write a value such as `linux`, `17`, `\">=17\"` or `\">=3.8,<4\"`");
            return Optional.empty();
        }
    }

    private void readResources(YamlValue value) {
        Optional<YamlMap> keys = value.map("`resources`", "resources: {cpu: 1, memory: 512Mi}");
        if (keys.isEmpty()) return;
        keys.get().refuseOthersThan(RESOURCE_KEYS);
        int milliCpu = keys.get().value("cpu").flatMap(this::readCpu).orElse(Resources.DEFAULT.milliCpu());
        long memory = keys.get()
                .value("memory")
                .flatMap(size -> readSize(size, "memory"))
                .orElse(Resources.DEFAULT.memoryBytes());
        long disk =
                keys.get().value("disk").flatMap(size -> readSize(size, "disk")).orElse(Resources.DEFAULT.diskBytes());
        SortedMap<String, Integer> counts =
                keys.get().value("counts").map(this::readCounts).orElse(Resources.DEFAULT.counts());
        task.resources(new Resources(milliCpu, memory, disk, counts));
    }

    private Optional<Integer> readCpu(YamlValue value) {
        Optional<String> text = value.text("`cpu`", "cpu: 2");
        Optional<Integer> cpu = text.flatMap(Amounts::milliCpu);
        if (text.isPresent() && cpu.isEmpty()) {
            problems.add(
                    value.place(),
                    "`" + text.get() + "` is no number of CPUs",
                    "write for example `2`, `0.5` or `500m`");
        }
        return cpu;
    }

    private Optional<Long> readSize(YamlValue value, String key) {
        Optional<String> text = value.text("`" + key + "`", key + ": 512Mi");
        Optional<Long> size = text.flatMap(Amounts::bytes);
        if (text.isPresent() && size.isEmpty()) {
            problems.add(
                    value.place(),
                    "`" + text.get() + "` is no size",
                    "write for example `512Mi`, `2Gi` or a number of bytes");
        }
        return size;
    }

    private SortedMap<String, Integer> readCounts(YamlValue value) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        value.map("`counts`", "counts: {gpu: 1}").ifPresent(pieces -> {
            for (YamlMap.Entry piece : pieces.entries()) {
                if (!isName(piece.key(), piece.place(), "the name of what is counted")) continue;
                readCount(piece).ifPresent(count -> counts.put(piece.key(), count));
            }
        });
        return counts;
    }

    private Optional<Integer> readCount(YamlMap.Entry piece) {
        Optional<String> text =
                piece.value().text("the number of `" + piece.key() + "`", "counts: {" + piece.key() + ": 1}");
        Optional<Integer> count = text.flatMap(Amounts::count);
        if (text.isPresent() && count.isEmpty()) {
            problems.add(piece.value().place(), "`" + text.get() + "` is no number of pieces", "write for example `1`");
        }
        return count;
    }

    private void readTimeout(YamlValue value) {
        Optional<String> text = value.text("`timeout`", "timeout: 5m");
        Optional<Duration> timeout = text.flatMap(Amounts::duration);
        timeout.ifPresent(task::timeout);
        if (text.isPresent() && timeout.isEmpty()) {
            problems.add(
                    value.place(), "`" + text.get() + "` is no duration", "write for example `90s`, `5m` or `1h30m`");
        }
    }

    private void readRetry(YamlMap keys, TaskKind kind) {
        RetryReader reader = new RetryReader(problems);
        RetryPolicy read = keys.value("retry").map(reader::read).orElse(RetryPolicy.DEFAULT);
        Optional<OnLost> onLost = keys.value("on-lost")
                .flatMap(value -> choice(value, "on-lost", List.of(OnLost.values()), OnLost::text));
        if (onLost.isPresent() || keys.value("on-lost").isEmpty()) reader.refuseVainAnswer(onLost, kind);
        task.retry(onLost.map(read::onLost).orElse(read));
    }

    private void readThrottles(YamlValue value) {
        if (!value.isList()) {
            readThrottle(value);
            return;
        }
        for (YamlValue item : value.list("`throttle`", "throttle: [database]")) readThrottle(item);
    }

    private void readThrottle(YamlValue item) {
        String example = "throttle: {class: database, weight: 2}";
        Optional<YamlMap> keys = Optional.empty();
        if (!item.isText()) {
            keys = item.map("a throttle", example);
            if (keys.isEmpty()) return;
            keys.get().refuseOthersThan(THROTTLE_KEYS);
        }
        int weight =
                keys.flatMap(map -> map.value("weight")).map(this::readWeight).orElse(1);
        Optional<YamlValue> written =
                keys.isEmpty() ? Optional.of(item) : keys.get().value("class");
        if (written.isEmpty()) {
            problems.add(item.place(), "this throttle names no class", "write for example `" + example + "`");
            return;
        }
        YamlValue name = written.get();
        if (name.text("the class of a throttle", example).isEmpty()) return;
        if (!isName(name.knownText(), name.place(), "a throttle class")) return;
        Place first = throttles.putIfAbsent(name.knownText(), name.place());
        if (first == null) {
            task.throttle(name.knownText(), weight);
            return;
        }
        problems.add(
                name.place(),
                "throttle class `" + name.knownText() + "` was named already (" + first + ")",
                "name it once, with the sum of both as its weight");
    }

    private int readWeight(YamlValue value) {
        Optional<String> text = value.text("`weight`", "weight: 2");
        Optional<Integer> weight = text.flatMap(Amounts::count).filter(number -> number >= 1);
        if (text.isPresent() && weight.isEmpty()) {
            problems.add(value.place(), "`" + text.get() + "` is no weight", "write a whole number from 1 on");
        }
        return weight.orElse(1);
    }

    private void readWhen(YamlValue value) {
        Optional<String> text = value.script("`when`", "when: branch == 'main'");
        if (text.isEmpty()) return;
        Optional<String> fault = text.get().isBlank() || text.get().length() > Condition.LONGEST
                ? Optional.of("it has to have from 1 to " + Condition.LONGEST + " characters")
                : CelConditions.fault(text.get());
        if (fault.isEmpty()) {
            task.when(new Condition(text.get()));
            condition = Optional.of(value.place());
            return;
        }
        problems.add(
                value.place(),
                "`when` cannot be asked: " + fault.get(),
                ConditionNames.withHyphen(text.get())
                        .orElse(
                                "write for example `branch == 'main'`, `params.target != 'production'`,"
                                        + " `changed.exists(file, file.startsWith('docs/'))` or `needs.compile == 'succeeded'`"));
    }

    private void readPriority(YamlValue value) {
        Optional<String> text = value.text("`priority`", "priority: 10");
        Optional<Integer> priority = text.filter(number -> number.matches("[+-]?\\d{1,9}"))
                .map(Integer::valueOf)
                .filter(number -> Math.abs(number) <= Task.HIGHEST_PRIORITY);
        priority.ifPresent(task::priority);
        if (text.isPresent() && priority.isEmpty()) {
            problems.add(
                    value.place(),
                    "`" + text.get() + "` is no priority",
                    "write a whole number from -" + Task.HIGHEST_PRIORITY + " to " + Task.HIGHEST_PRIORITY
                            + "; without one it is 0, and higher goes first");
        }
    }

    private void readReports(YamlValue value) {
        String example = "reports: {junit: build/reports/*.xml}";
        value.map("`reports`", example).ifPresent(kinds -> {
            for (YamlMap.Entry kind : kinds.entries()) {
                if (!isName(kind.key(), kind.place(), "a kind of report")) continue;
                if (kind.value().isList()) {
                    task.report(kind.key(), patterns(kind.value(), "a report", example, new TreeMap<>()));
                } else if (kind.value().text("a report", example).isPresent()
                        && new PatternReader(problems).isPattern(kind.value())) {
                    task.report(kind.key(), PathSet.of(kind.value().knownText()));
                }
            }
        });
    }

    private List<String> readEnv(YamlValue value) {
        List<String> names = new ArrayList<>();
        value.map("`env`", "env: {MODE: fast}").ifPresent(variables -> {
            for (YamlMap.Entry variable : variables.entries()) {
                if (!isVariable(variable.key(), variable.place())) continue;
                names.add(variable.key());
                variable.value()
                        .text("the variable `" + variable.key() + "`", "env: {" + variable.key() + ": \"\"}")
                        .ifPresent(text -> task.env(variable.key(), text));
            }
        });
        return names;
    }

    private void readPass(YamlValue value, List<String> set) {
        List<String> names = new ArrayList<>();
        for (YamlValue item : value.texts("`pass`", "pass: [CI, BUILD_NUMBER]")) {
            if (!isVariable(item.knownText(), item.place())) continue;
            if (set.contains(item.knownText())) {
                problems.add(item.place(), "`" + item.knownText() + "` is set by `env` too", "keep one of the two");
            }
            names.add(item.knownText());
        }
        task.pass(names);
        set.addAll(names);
    }

    private boolean isVariable(String name, Place place) {
        if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) return true;
        problems.add(
                place,
                "`" + name + "` cannot be the name of a variable",
                "use letters, digits and `_` only, a digit not first");
        return false;
    }

    private List<String> names(YamlValue value, String name, String example) {
        List<String> names = new ArrayList<>();
        for (YamlValue item : value.texts(name, example)) {
            if (isName(item.knownText(), item.place(), "an item of " + name)) names.add(item.knownText());
        }
        return names;
    }

    private boolean isName(String text, Place place, String what) {
        if (TaskAddress.isName(text)) return true;
        problems.add(place, "`" + text + "` cannot be " + what, "write " + TaskAddress.NAME_RULE);
        return false;
    }
}
