package io.slipway.core.definition;

import io.slipway.core.pipeline.Place;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code slipway-workspace.yaml}. */
final class WorkspaceFileReader {
    private static final List<String> KEYS = List.of("slipway", "services");

    private final Problems problems;

    WorkspaceFileReader(Problems problems) {
        this.problems = problems;
    }

    /** Directories of the services that it lists, each where it was written; empty when it lists none. */
    Optional<SortedMap<String, Place>> read(byte[] bytes) {
        YamlFile file = new YamlFile(DefinitionReader.WORKSPACE_FILE, problems);
        try {
            return new YamlText(file.path(), problems)
                    .parse(bytes)
                    .flatMap(root -> new YamlValue(file, root).map("a workspace", "slipway: 1"))
                    .flatMap(this::services);
        } catch (YamlFile.TooMuchException e) {
            e.tell(problems);
            return Optional.empty();
        }
    }

    private Optional<SortedMap<String, Place>> services(YamlMap keys) {
        if (FormatVersion.isForeign(keys, problems)) return Optional.empty();
        FormatVersion.require(keys, keys.refuseOthersThan(KEYS), problems);
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
