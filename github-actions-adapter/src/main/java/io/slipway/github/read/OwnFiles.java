package io.slipway.github.read;

import io.slipway.core.pipeline.Place;
import io.slipway.github.yaml.YamlReader;
import io.slipway.github.yaml.YamlValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The workflows and actions of the same repository, each read once however often it is used, and what is wrong with it told
 * once. Confined to one thread.
 */
final class OwnFiles {
    private final ProjectFiles files;
    private final Findings findings;
    private final Map<String, Optional<YamlValue>> workflows = new HashMap<>();
    private final Map<String, Optional<YamlValue>> actions = new HashMap<>();

    OwnFiles(ProjectFiles files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    /** A workflow by its path; absent when it is not there, which is noted, or no YAML, which is a problem. */
    Optional<YamlValue> workflow(String path, Place usedAt) {
        Optional<YamlValue> known = workflows.get(path);
        if (known == null) {
            Optional<byte[]> bytes = files.find(path);
            if (bytes.isEmpty())
                findings.note(
                        usedAt,
                        "the workflow `./" + path + "` is not in the repository",
                        "its jobs are left out; read it where they are");
            known = bytes.flatMap(present -> YamlReader.read(path, present, findings::problem));
            workflows.put(path, known);
        }
        return known;
    }

    /** How many workflows were read. */
    int workflowsRead() {
        return workflows.size();
    }

    /** An action by its directory; absent when it is not there, which is noted, or no YAML, which is a problem. */
    Optional<YamlValue> action(String directory, Place usedAt) {
        Optional<YamlValue> known = actions.get(directory);
        if (known == null) {
            known = read(directory, usedAt);
            actions.put(directory, known);
        }
        return known;
    }

    private Optional<YamlValue> read(String directory, Place usedAt) {
        for (String name : List.of("action.yml", "action.yaml")) {
            String path = directory.isEmpty() ? name : directory + "/" + name;
            Optional<byte[]> bytes = files.find(path);
            if (bytes.isPresent()) return YamlReader.read(path, bytes.get(), findings::problem);
        }
        findings.note(
                usedAt,
                "the action `./" + directory + "` is not in the repository",
                "it may be checked out when it runs; what it does is left aside");
        return Optional.empty();
    }
}
