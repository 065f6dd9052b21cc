package io.slipway.github;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.slipway.core.bridge.BridgeArchitecture;
import java.util.Map;
import java.util.Set;

/** The map of this module. */
class GithubArchitectureTest extends BridgeArchitecture {
    private static final String ROOT = "io.slipway.github";

    GithubArchitectureTest() {
        super(
                ROOT,
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(ROOT),
                Map.of(
                        "yaml", Set.of(),
                        "expression", Set.of(),
                        "read", Set.of("yaml", "expression"),
                        "write", Set.of(),
                        "plan", Set.of("write"),
                        "command", Set.of("write", "plan")),
                Map.of());
    }
}
