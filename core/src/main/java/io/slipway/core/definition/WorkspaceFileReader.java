package io.slipway.core.definition;

import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.workspace.Concurrency;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code slipway-workspace.yaml}. */
final class WorkspaceFileReader {
    static final List<String> KEYS = Language.WORKSPACE.names();

    /** After a problem that keeps everything else from being known. */
    private static final Read UNREADABLE = new Read(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Shared.without(Collections.emptySortedMap(), Map.of()));

    private final Problems problems;
    private final ParameterValues values;
    private final Map<TaskAddress, Integer> shards;

    /**
     * @param shards how many parts tasks have that leave it to recorded times
     */
    WorkspaceFileReader(ParameterValues values, Map<TaskAddress, Integer> shards, Problems problems) {
        this.values = values;
        this.shards = shards;
        this.problems = problems;
    }

    /**
     * What the file says.
     *
     * @param services directories of the services that it lists, each where it was written; absent when it lists none
     * @param throttles how much of each throttle class may be in use; absent when it says nothing of any
     * @param concurrency of runs; absent when they do not mind each other
     */
    record Read(
            Optional<SortedMap<String, Place>> services,
            Optional<SortedMap<String, Integer>> throttles,
            Optional<Concurrency> concurrency,
            Shared shared) {}

    /** What a workspace without the file has. */
    Read readNothing() {
        SortedMap<String, String> parameters = new ParametersReader(values, problems).read(Optional.empty());
        return new Read(Optional.empty(), Optional.empty(), Optional.empty(), Shared.without(parameters, shards));
    }

    Read read(byte[] bytes) {
        YamlFile file = new YamlFile(DefinitionReader.WORKSPACE_FILE, problems);
        try {
            return new YamlText(file.path(), problems)
                    .parse(bytes)
                    .flatMap(root -> new YamlValue(file, root).map("a workspace", "slipway: 1"))
                    .flatMap(keys -> read(file, keys))
                    .orElse(UNREADABLE);
        } catch (YamlFile.TooMuchException e) {
            e.tell(problems);
            return UNREADABLE;
        }
    }

    private Optional<Read> read(YamlFile file, YamlMap keys) {
        if (FormatVersion.isForeign(keys, problems)) return Optional.empty();
        FormatVersion.require(keys, keys.refuseOthersThan(KEYS), problems);
        Shared shared = new Shared(
                Inheritance.NOTHING.with(keys, problems),
                new ParametersReader(values, problems).read(keys.value("params")),
                VariableReader.read(keys, problems),
                SecretsReader.ofWorkspace(keys, problems),
                shards);
        Scope scope = ConcurrencyReader.scope(shared.parameters(), shared.variables());
        Optional<Concurrency> concurrency = keys.value("concurrency")
                .flatMap(value -> new ConcurrencyReader(problems).read(new YamlValue(file.in(scope), value.node())));
        return Optional.of(new Read(services(keys), keys.value("throttles").map(this::throttles), concurrency, shared));
    }

    private SortedMap<String, Integer> throttles(YamlValue value) {
        SortedMap<String, Integer> throttles = new TreeMap<>();
        value.map("`throttles`", "throttles: {database: 4}").ifPresent(classes -> {
            for (YamlMap.Entry each : classes.entries()) {
                if (!TaskAddress.isName(each.key())) {
                    problems.add(
                            each.place(),
                            "`" + each.key() + "` cannot be a throttle class",
                            "write " + TaskAddress.NAME_RULE);
                    continue;
                }
                // One whose value is wrong is known all the same.
                throttles.put(each.key(), value(each).orElse(1));
            }
        });
        return throttles;
    }

    private Optional<Integer> value(YamlMap.Entry throttle) {
        Optional<String> text = throttle.value()
                .text("the limit of `" + throttle.key() + "`", "throttles: {" + throttle.key() + ": 4}");
        Optional<Integer> value = text.flatMap(Amounts::count).filter(number -> number >= 1);
        if (text.isPresent() && value.isEmpty()) {
            problems.add(
                    throttle.value().place(),
                    "`" + text.get() + "` is no limit",
                    "write how much may be in use at a time, a whole number from 1 on");
        }
        return value;
    }

    private Optional<SortedMap<String, Place>> services(YamlMap keys) {
        Optional<YamlValue> services = keys.value("services");
        if (services.isEmpty()) return Optional.empty();
        SortedMap<String, Place> directories = new TreeMap<>();
        for (YamlValue item : services.get().texts("`services`", "services: [orders, payments]")) {
            Optional<String> directory = directory(item);
            if (directory.isEmpty()) continue;
            Place first = directories.putIfAbsent(directory.get(), item.place());
            if (first == null) continue;
            problems.add(
                    item.place(),
                    "`" + item.knownText() + "` was listed already (" + first + ")",
                    "keep one of the two");
        }
        return Optional.of(directories);
    }

    /** Without {@code ./} and a slash at its end; the root itself is {@code .} in the file and empty here. */
    private Optional<String> directory(YamlValue item) {
        StringBuilder directory = new StringBuilder();
        for (String name : item.knownText().split("/", -1)) {
            if (name.isEmpty() || name.equals(".")) continue;
            directory.append(directory.isEmpty() ? "" : "/").append(name);
        }
        boolean outside = List.of(item.knownText().split("/")).contains("..");
        if (!outside && !item.knownText().startsWith("/") && !item.knownText().isBlank())
            return Optional.of(directory.toString());
        problems.add(
                item.place(),
                "`" + item.knownText() + "` is no directory of this workspace",
                "write it relative to this file, or `.` for its own directory");
        return Optional.empty();
    }
}
