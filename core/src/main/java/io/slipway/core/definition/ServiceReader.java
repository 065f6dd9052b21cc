package io.slipway.core.definition;

import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.WrittenPlaces;
import io.slipway.core.workspace.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one {@code slipway.yaml}. */
final class ServiceReader {
    private static final List<String> KEYS = List.of("slipway", "service", "tasks");
    private static final Pattern NAME_LINE = Pattern.compile("(?m)^service:[ \\t]*[\"']?([A-Za-z0-9._-]+)");

    private final YamlFile file;
    private final String directory;
    private final Problems problems;

    ServiceReader(String path, Problems problems) {
        this.file = new YamlFile(path, problems);
        this.directory = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
        this.problems = problems;
    }

    /**
     * What a file gave.
     *
     * @param name of its service, or what it most likely would be if it could be read
     * @param service absent when so much is wrong that its tasks are not known
     * @param start where its name was written
     */
    record Draft(
            String name,
            Optional<Service> service,
            Place start,
            List<Task> tasks,
            SortedMap<TaskAddress, WrittenPlaces.OfTask> places) {}

    Draft read(byte[] bytes) {
        Optional<Draft> draft = Optional.empty();
        try {
            draft = new YamlText(file.path(), problems)
                    .parse(bytes)
                    .flatMap(root -> new YamlValue(file, root).map("a definition", "slipway: 1"))
                    .flatMap(this::readKeys);
        } catch (YamlFile.TooMuchException e) {
            problems.add(
                    e.value().place(),
                    "the aliases of this file make more than " + YamlFile.MOST_VALUES + " values of it",
                    "write less with aliases");
        }
        return draft.orElseGet(() -> unreadable(bytes));
    }

    private Draft unreadable(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, 1 << 16), java.nio.charset.StandardCharsets.UTF_8);
        Matcher matcher = NAME_LINE.matcher(text);
        String name = matcher.find() ? matcher.group(1) : nameOfDirectory();
        return new Draft(name, Optional.empty(), new Place(file.path(), 1, 1), List.of(), new TreeMap<>());
    }

    private String nameOfDirectory() {
        return directory.substring(directory.lastIndexOf('/') + 1);
    }

    private Optional<Draft> readKeys(YamlMap keys) {
        if (!FormatVersion.isKnown(keys, problems)) return Optional.empty();
        keys.refuseOthersThan(KEYS);
        Optional<YamlMap.Entry> name = readName(keys);
        List<Task> tasks = new ArrayList<>();
        SortedMap<TaskAddress, WrittenPlaces.OfTask> places = new TreeMap<>();
        Optional<YamlValue> written = keys.value("tasks");
        if (written.isEmpty()) refuseNoTasks(keys.place());
        for (YamlMap.Entry entry : written.map(this::tasks).orElse(List.of())) {
            if (!TaskAddress.isName(entry.key())) {
                problems.add(
                        entry.place(),
                        "`" + entry.key() + "` cannot be the name of a task",
                        "write " + TaskAddress.NAME_RULE);
                continue;
            }
            // A service without a name has its tasks read all the same, for what is wrong inside them.
            String service = name.map(found -> found.value().knownText()).orElse("unnamed");
            TaskAddress address = new TaskAddress(service, entry.key());
            TaskReader reader = new TaskReader(address, directory, entry.place(), problems);
            tasks.add(reader.read(entry.value()));
            places.put(address, reader.places());
        }
        return name.map(found -> new Draft(
                found.value().knownText(),
                Optional.of(new Service(found.value().knownText(), directory, file.path())),
                found.value().place(),
                tasks,
                places));
    }

    private Optional<YamlMap.Entry> readName(YamlMap keys) {
        String example = TaskAddress.isName(nameOfDirectory()) ? nameOfDirectory() : "orders";
        Optional<YamlMap.Entry> entry = keys.find("service");
        if (entry.isEmpty()) {
            problems.add(keys.place(), "the service has no name", "add `service: " + example + "`");
            return Optional.empty();
        }
        Optional<String> text = entry.get().value().text("`service`", "service: " + example);
        if (text.isEmpty()) return Optional.empty();
        if (TaskAddress.isName(text.get())) return entry;
        problems.add(
                entry.get().value().place(),
                "`" + text.get() + "` cannot be the name of a service",
                "write " + TaskAddress.NAME_RULE);
        return Optional.empty();
    }

    private List<YamlMap.Entry> tasks(YamlValue value) {
        if (value.isNothing()) {
            refuseNoTasks(value.place());
            return List.of();
        }
        Optional<YamlMap> map = value.map("`tasks`", "tasks: {build: {run: make}}");
        if (map.isPresent() && map.get().entries().isEmpty()) refuseNoTasks(value.place());
        return map.map(tasks -> List.copyOf(tasks.entries())).orElse(List.of());
    }

    private void refuseNoTasks(Place place) {
        problems.add(place, "the service has no tasks", "add one: `tasks: {build: {run: make}}`");
    }
}
