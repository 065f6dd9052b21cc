package io.slipway.core.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** An action with something in every part, each of which a test may change. */
final class SampleAction {
    Tree sources = Tree.builder()
            .file("orders/src/Main.java", content("class Main {}"), false)
            .file("orders/src/run.sh", content("run"), true)
            .link("orders/src/latest", "Main.java")
            .build();
    TreeMap<TaskAddress, Tree> needs = new TreeMap<>(Map.of(
            TaskAddress.parse("contracts:package"),
            Tree.builder()
                    .file("contracts/build/api.jar", content("api"), false)
                    .build()));
    Command command = new Command.Shell("javac src/Main.java");
    String directory = "orders";
    TreeMap<String, Optional<String>> env = new TreeMap<>(
            Map.of("LANG", Optional.of("C.UTF-8"), "TOKEN", Optional.of("hunter2"), "UNSET", Optional.empty()));
    PathSet outputs = PathSet.of("build/classes/**");
    TreeMap<String, PathSet> reports = new TreeMap<>(Map.of("junit", PathSet.of("build/reports/*.xml")));
    String os = "linux";
    String arch = "amd64";
    TreeMap<String, String> requires = new TreeMap<>(Map.of("jdk", ">=17"));
    TreeSet<String> secrets = new TreeSet<>();
    TreeMap<String, Action.Beside> sidecars = new TreeMap<>();
    String version = "";

    static SampleAction withSecretsAndSidecars() {
        SampleAction sample = new SampleAction();
        sample.secrets.add("NPM_TOKEN");
        sample.sidecars.put("db", beside("start-db", "orders/db", Map.of("MODE", "fast"), List.of("db", "admin")));
        return sample;
    }

    static Action.Beside beside(String script, String directory, Map<String, String> env, List<String> ports) {
        return new Action.Beside(new Command.Shell(script), directory, new TreeMap<>(env), ports);
    }

    Action action() {
        return new Action(
                sources, needs, command, directory, env, outputs, reports, os, arch, requires, secrets, sidecars,
                version);
    }

    static Digest content(String text) {
        return Digest.of(text.getBytes(UTF_8));
    }
}
