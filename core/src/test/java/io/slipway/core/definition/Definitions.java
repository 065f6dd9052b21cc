package io.slipway.core.definition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Problem;
import io.slipway.core.workspace.Workspace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Short ways to read definitions in tests. */
final class Definitions {
    private Definitions() {}

    /** Pairs of a path and a text. */
    static Workspace read(String... pathsAndTexts) {
        return new DefinitionReader().read(files(pathsAndTexts));
    }

    static List<String> problems(Map<String, byte[]> files) {
        try {
            new DefinitionReader().read(files);
            return List.of();
        } catch (InvalidPipelineException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    static Map<String, byte[]> files(String... pathsAndTexts) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(UTF_8));
        }
        return files;
    }
}
