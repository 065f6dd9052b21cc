package io.slipway.core.definition;

import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.workspace.BuildFileNeeds;
import io.slipway.core.workspace.DependencyDetector;
import io.slipway.core.workspace.Findings;
import io.slipway.core.workspace.FoundNeed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Finds that a service's {@code package.json} depends on the package of another service's, as in workspaces of npm, pnpm
 * or yarn. How that becomes a need between tasks says {@link BuildFileNeeds}. A file that is no JSON shows nothing: npm
 * will say what is wrong with it.
 */
public final class NpmReading implements DependencyDetector {
    /** Name of the files it reads. */
    public static final String FILE = "package.json";

    private static final List<String> DEPENDENCIES =
            List.of("dependencies", "devDependencies", "peerDependencies", "optionalDependencies");

    @Override
    public List<FoundNeed> find(Findings workspace) {
        BuildFileNeeds needs = new BuildFileNeeds(workspace);
        workspace.files().forEach((path, bytes) -> {
            if (path.equals(FILE) || path.endsWith("/" + FILE)) read(path, bytes, needs);
        });
        return needs.found();
    }

    private static void read(String path, byte[] bytes, BuildFileNeeds needs) {
        Problems ofNpm = new Problems();
        YamlFile file = new YamlFile(path, ofNpm);
        try {
            Optional<YamlMap> keys = new YamlText(path, ofNpm)
                    .parse(withoutTabs(bytes))
                    .flatMap(root -> new YamlValue(file, root).map("a package", "{}"));
            keys.ifPresent(read -> tell(path, read, needs));
        } catch (YamlFile.TooMuchException e) {
            // JSON has no aliases, so this is none
        }
    }

    /** JSON is YAML, but for tabs between its values; within them JSON writes {@code \t}. */
    private static byte[] withoutTabs(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace('\t', ' ').getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void tell(String path, YamlMap keys, BuildFileNeeds needs) {
        keys.value("name").flatMap(name -> name.text("a name", "\"\"")).ifPresent(name -> needs.makes(path, name));
        for (String kind : DEPENDENCIES) {
            keys.value(kind)
                    .flatMap(value -> value.map(kind, "{}"))
                    .ifPresent(packages -> packages.entries()
                            .forEach(entry -> needs.wants(path, entry.key(), entry.place(), NeedKind.BUILD)));
        }
    }
}
