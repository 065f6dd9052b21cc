package io.slipway.core.definition;

import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Shard;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.Variant;
import io.slipway.core.workspace.Service;
import io.slipway.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one {@code slipway.yaml}. */
final class ServiceReader {
    private static final List<String> KEYS = Language.SERVICE.names();
    private static final Pattern NAME_LINE = Pattern.compile("(?m)^service:[ \\t]*[\"']?([A-Za-z0-9._-]+)");
    private static final int NAME_WITHIN_BYTES = 1 << 16;

    private final YamlFile file;
    private final String directory;
    private final Shared shared;
    private final Problems problems;

    ServiceReader(String path, Shared shared, Problems problems) {
        this.file = new YamlFile(path, problems);
        this.directory = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
        this.shared = shared;
        this.problems = problems;
    }

    /**
     * What a file gave.
     *
     * @param name of its service, or what it most likely would be if it could be read
     * @param service absent when it has no name
     * @param start where its name was written
     * @param isComplete whether it has a name and the names of all its tasks are known, whatever is wrong with them
     */
    record Draft(
            String name, Optional<Service> service, Place start, List<TaskReader.ReadTask> tasks, boolean isComplete) {}

    Draft read(byte[] bytes) {
        Optional<YamlMap> keys = Optional.empty();
        try {
            keys = new YamlText(file.path(), problems)
                    .parse(bytes)
                    .flatMap(root -> new YamlValue(file, root).map("a definition", "slipway: 1"));
            if (keys.isPresent() && !FormatVersion.isForeign(keys.get(), problems)) return readKeys(keys.get(), bytes);
        } catch (YamlFile.TooMuchException e) {
            e.tell(problems);
        }
        return new Draft(likelyName(bytes), Optional.empty(), new Place(file.path(), 1, 1), List.of(), false);
    }

    private String likelyName(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, NAME_WITHIN_BYTES), StandardCharsets.UTF_8);
        Matcher matcher = NAME_LINE.matcher(text);
        return matcher.find() ? matcher.group(1) : nameOfDirectory();
    }

    private String nameOfDirectory() {
        return directory.substring(directory.lastIndexOf('/') + 1);
    }

    private Draft readKeys(YamlMap keys, byte[] bytes) {
        Set<String> meant = keys.refuseOthersThan(KEYS);
        FormatVersion.require(keys, meant, problems);
        Optional<YamlValue> name = readName(keys, meant);
        Optional<YamlMap> tasks = readTaskNames(keys, meant);
        // A service without a name has its tasks read all the same, for what is wrong inside them.
        String service = name.map(YamlValue::knownText).orElse("unnamed");
        Inheritance inheritance = shared.inheritance().with(keys, problems);
        SortedMap<String, String> variables = VariableReader.read(keys, problems);
        Scope scope = shared.scope().with("vars", variables).with("service", service);
        List<TaskReader.ReadTask> read = new ArrayList<>();
        tasks.ifPresent(all -> all.entries().forEach(entry -> readTask(service, entry, inheritance, scope, read)));
        return new Draft(
                name.map(YamlValue::knownText).orElseGet(() -> likelyName(bytes)),
                name.map(known -> new Service(known.knownText(), directory, file.path())),
                name.map(YamlValue::place).orElse(keys.place()),
                read,
                name.isPresent() && tasks.isPresent());
    }

    private Optional<YamlValue> readName(YamlMap keys, Set<String> meant) {
        String example = TaskAddress.isName(nameOfDirectory()) ? nameOfDirectory() : "orders";
        Optional<YamlValue> value = keys.value("service");
        if (value.isEmpty() && !meant.contains("service")) {
            problems.add(keys.place(), "the service has no name", "add `service: " + example + "`");
        }
        Optional<String> text = value.flatMap(name -> name.text("`service`", "service: " + example));
        if (text.isEmpty()) return Optional.empty();
        if (TaskAddress.isName(text.get())) return value;
        value.ifPresent(name -> problems.add(
                name.place(),
                "`" + text.get() + "` cannot be the name of a service",
                "write " + TaskAddress.NAME_RULE));
        return Optional.empty();
    }

    private Optional<YamlMap> readTaskNames(YamlMap keys, Set<String> meant) {
        Optional<YamlValue> value = keys.value("tasks");
        boolean nothing = value.map(YamlValue::isNothing).orElse(!meant.contains("tasks"));
        Optional<YamlMap> map = nothing
                ? Optional.empty()
                : value.flatMap(tasks -> tasks.map("`tasks`", "tasks: {build: {run: make}}"));
        if (nothing || (map.isPresent() && map.get().entries().isEmpty())) {
            problems.add(
                    value.map(YamlValue::place).orElse(keys.place()),
                    "the service has no tasks",
                    "add one: `tasks: {build: {run: make}}`");
        }
        return map;
    }

    private void readTask(
            String service, YamlMap.Entry entry, Inheritance inheritance, Scope scope, List<TaskReader.ReadTask> read) {
        if (!TaskAddress.isName(entry.key())) {
            problems.add(
                    entry.place(),
                    "`" + entry.key() + "` cannot be the name of a task",
                    "write " + TaskAddress.NAME_RULE);
            return;
        }
        TaskAddress address = new TaskAddress(service, entry.key());
        Scope ofTask = scope.with("task", entry.key());
        YamlNode whole = inheritance.whole(entry.value().node(), file);
        Optional<YamlValue> matrix = key(new YamlValue(file.in(ofTask), whole), "matrix");
        if (matrix.isEmpty()) {
            readParts(address, entry, whole, ofTask, read);
            return;
        }
        for (Variant variant : new MatrixReader(problems).read(matrix.get()))
            readParts(address.of(variant), entry, whole, ofTask.with("matrix", variant.values()), read);
    }

    private void readParts(
            TaskAddress address, YamlMap.Entry entry, YamlNode whole, Scope scope, List<TaskReader.ReadTask> read) {
        Optional<YamlValue> shards = key(new YamlValue(file.in(scope), whole), "shards");
        List<Shard> parts = shards.map(value -> new ShardsReader(shared.shards(), problems).read(address, value))
                .orElse(List.of());
        if (parts.isEmpty()) read.add(readTask(address, Optional.empty(), entry, new YamlValue(file.in(scope), whole)));
        for (Shard part : parts) {
            Scope ofPart =
                    scope.with("shard", String.valueOf(part.index())).with("shards", String.valueOf(part.total()));
            YamlValue value = new YamlValue(file.in(ofPart), whole);
            read.add(readTask(part.of(address), Optional.of(part), entry, value));
        }
    }

    private static Optional<YamlValue> key(YamlValue whole, String key) {
        return whole.isMap()
                ? whole.map("a task", "build: {run: make}").flatMap(keys -> keys.value(key))
                : Optional.empty();
    }

    private TaskReader.ReadTask readTask(
            TaskAddress address, Optional<Shard> shard, YamlMap.Entry entry, YamlValue value) {
        return new TaskReader(address, directory, entry.place(), shared.secrets(), shard, problems).read(value);
    }
}
