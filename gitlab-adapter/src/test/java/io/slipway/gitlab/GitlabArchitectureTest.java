package io.slipway.gitlab;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.slipway.core.bridge.BridgeArchitecture;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The map of this module. */
class GitlabArchitectureTest extends BridgeArchitecture {
    private static final String ROOT = "io.slipway.gitlab";

    GitlabArchitectureTest() {
        super(
                ROOT,
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(ROOT),
                Map.of(
                        "yaml", Set.of(),
                        "read", Set.of("yaml"),
                        "write", Set.of("yaml"),
                        "plan", Set.of("write", "read", "yaml"),
                        "command", Set.of("write", "plan")),
                Map.of("yaml", List.of("org.yaml.snakeyaml.")));
    }
}
