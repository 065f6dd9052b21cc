package io.slipway.core.definition;

import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Place;
import io.slipway.core.workspace.BuildFileNeeds;
import io.slipway.core.workspace.DependencyDetector;
import io.slipway.core.workspace.Findings;
import io.slipway.core.workspace.FoundNeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds that a service's {@code package.json} depends on the package of another service's, as in workspaces of npm, pnpm
 * or yarn. How that becomes a need between tasks says {@link BuildFileNeeds}. Who loads a package loads what that one
 * depends on too, so that is needed as well, through any number of packages: otherwise a test would be reused after a
 * change further down, when the package between them is made of the same bytes as before. What a package needs only for
 * its own development does not count for others. A file that is no JSON shows nothing: npm will say what is wrong with it.
 * O(packages · dependencies between them).
 */
public final class NpmReading implements DependencyDetector {
    /** Name of the files it reads. */
    public static final String FILE = "package.json";

    private static final List<String> LOADED = List.of("dependencies", "peerDependencies", "optionalDependencies");
    private static final String FOR_ITSELF = "devDependencies";

    /**
     * What one file says.
     *
     * @param named places of the packages it depends on, by their names
     * @param loaded those of them that its users load too
     */
    private record PackageJson(String file, String name, Map<String, Place> named, Set<String> loaded) {}

    @Override
    public List<FoundNeed> find(Findings workspace) {
        List<PackageJson> packages = new ArrayList<>();
        workspace.files().forEach((path, bytes) -> {
            if (path.equals(FILE) || path.endsWith("/" + FILE))
                read(path, bytes).ifPresent(packages::add);
        });
        BuildFileNeeds needs = new BuildFileNeeds(workspace);
        Map<String, PackageJson> byName = new HashMap<>(); // only looked up
        for (PackageJson each : packages) {
            if (each.name().isEmpty()) continue;
            needs.makes(each.file(), each.name());
            byName.putIfAbsent(each.name(), each);
        }
        for (PackageJson each : packages) tell(each, byName, needs);
        return needs.found();
    }

    private static void tell(PackageJson reading, Map<String, PackageJson> byName, BuildFileNeeds needs) {
        Set<String> known = new HashSet<>(reading.named().keySet());
        known.add(reading.name());
        reading.named().forEach((named, place) -> {
            needs.wants(reading.file(), named, place, NeedKind.BUILD);
            for (Deque<String> next = new ArrayDeque<>(Set.of(named)); !next.isEmpty(); ) {
                PackageJson loaded = byName.get(next.removeFirst());
                if (loaded == null) continue;
                for (String further : loaded.loaded()) {
                    if (!known.add(further)) continue;
                    needs.wants(reading.file(), named, further, place, NeedKind.BUILD);
                    next.addLast(further);
                }
            }
        });
    }

    private static Optional<PackageJson> read(String path, byte[] bytes) {
        Problems ofNpm = new Problems();
        YamlFile file = new YamlFile(path, ofNpm);
        try {
            return new YamlText(path, ofNpm)
                    .parse(withoutTabs(bytes))
                    .flatMap(root -> new YamlValue(file, root).map("a package", "{}"))
                    .map(keys -> read(path, keys));
        } catch (YamlFile.TooMuchException e) {
            return Optional.empty(); // JSON has no aliases, so this is none
        }
    }

    private static PackageJson read(String path, YamlMap keys) {
        String name = keys.value("name")
                .flatMap(value -> value.text("a name", "\"\""))
                .orElse("");
        Map<String, Place> named = new LinkedHashMap<>();
        for (String kind : LOADED) placesIn(keys, kind, named);
        Set<String> loaded = new LinkedHashSet<>(named.keySet());
        placesIn(keys, FOR_ITSELF, named);
        return new PackageJson(path, name, named, loaded);
    }

    private static void placesIn(YamlMap keys, String kind, Map<String, Place> named) {
        keys.value(kind)
                .flatMap(value -> value.map(kind, "{}"))
                .ifPresent(
                        packages -> packages.entries().forEach(entry -> named.putIfAbsent(entry.key(), entry.place())));
    }

    /** JSON is YAML, but for tabs between its values; within them JSON writes {@code \t}. */
    private static byte[] withoutTabs(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace('\t', ' ').getBytes(StandardCharsets.ISO_8859_1);
    }
}
