package io.slipway.core.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Go: a module is one service. Other modules of the project that it names or replaces are sources of it too, because Go
 * builds from their sources.
 */
final class GoModules {
    private static final String FILE = "go.mod";
    private static final Pattern MODULE = Pattern.compile("(?m)^module\\s+\"?([^\\s\"]+)");
    /** The end of the name that says which major version it is. */
    private static final Pattern MAJOR = Pattern.compile("/v\\d+$");

    private static final Pattern GO = Pattern.compile("(?m)^go\\s+(\\d+\\.\\d+)");
    private static final Pattern REPLACED = Pattern.compile("=>\\s*(\\.\\.?/[^\\s]*)");
    private static final Pattern PROGRAM = Pattern.compile("(?m)^package\\s+main\\b");
    private static final Pattern TESTS = Pattern.compile("_test\\.go$");

    private GoModules() {}

    static List<SuggestedService> in(ProjectFiles files) {
        Map<String, String> directories = new TreeMap<>(); // by the name of the module
        List<String> paths = files.projects(FILE);
        for (String path : paths) {
            Matcher module = MODULE.matcher(files.text(path));
            if (module.find()) directories.put(module.group(1), ProjectFiles.directoryOf(path));
        }
        List<SuggestedService> services = new ArrayList<>();
        for (String path : paths) service(path, files, directories, paths).ifPresent(services::add);
        return services;
    }

    private static Optional<SuggestedService> service(
            String path, ProjectFiles files, Map<String, String> directories, List<String> modules) {
        String text = files.text(path);
        String directory = ProjectFiles.directoryOf(path);
        Matcher module = MODULE.matcher(text);
        if (!module.find() || !files.hasBelow(directory, Pattern.compile("\\.go$"))) return Optional.empty();
        Matcher version = GO.matcher(text);
        Map<String, String> requires = Map.of("go", version.find() ? ">=" + version.group(1) : ">=1");
        List<String> inputs = new ArrayList<>(List.of("**"));
        for (String other : modules) {
            String nested = ProjectFiles.directoryOf(other);
            if (!nested.equals(directory) && nested.startsWith(ProjectFiles.prefix(directory)))
                inputs.add("!" + nested.substring(ProjectFiles.prefix(directory).length()) + "/**");
        }
        String up = directory.isEmpty() ? "" : "../".repeat(directory.split("/", -1).length);
        if (!up.isEmpty() && files.has("go.work")) inputs.add(up + "go.work");
        Matcher replaced = REPLACED.matcher(text);
        while (replaced.find()) add(inputs, up, ProjectFiles.resolve(directory, replaced.group(1)), directory);
        directories.forEach((name, at) -> {
            if (text.contains(name + " v") && !at.equals(directory)) add(inputs, up, at, directory);
        });
        boolean makesPrograms = makesPrograms(directory, files, modules);
        List<SuggestedTask> tasks = new ArrayList<>();
        List<String> sources = new ArrayList<>(inputs);
        sources.add("!**/*_test.go");
        tasks.add(
                makesPrograms
                        ? SuggestedTask.build(
                                        "build", "go build -o bin/ ./...", without(sources, "bin"), List.of("bin/**"))
                                .requiring(requires)
                        : SuggestedTask.build("build", "go build ./...", sources, List.of())
                                .requiring(requires));
        if (files.hasBelow(directory, TESTS))
            tasks.add(SuggestedTask.test(
                            "test", "go test ./...", makesPrograms ? without(inputs, "bin") : inputs, List.of())
                    .requiring(requires));
        String name = MAJOR.matcher(module.group(1)).replaceFirst("");
        return Optional.of(new SuggestedService(directory, name, path, tasks));
    }

    private static void add(List<String> inputs, String up, String other, String directory) {
        String pattern = up + other + "/**";
        boolean within = other.startsWith("..") || other.isEmpty() || other.startsWith(ProjectFiles.prefix(directory));
        if (!within && !inputs.contains(pattern)) inputs.add(pattern);
    }

    private static List<String> without(List<String> inputs, String directory) {
        List<String> fewer = new ArrayList<>(inputs);
        fewer.add("!" + directory + "/**");
        return fewer;
    }

    private static boolean makesPrograms(String directory, ProjectFiles files, List<String> modules) {
        String prefix = ProjectFiles.prefix(directory);
        for (String path : files.paths().tailSet(prefix)) {
            if (!path.startsWith(prefix)) break;
            boolean other = modules.stream()
                    .map(each -> ProjectFiles.prefix(ProjectFiles.directoryOf(each)))
                    .anyMatch(each -> each.length() > prefix.length() && path.startsWith(each));
            if (!other
                    && path.endsWith(".go")
                    && !path.endsWith("_test.go")
                    && PROGRAM.matcher(files.text(path)).find()) return true;
        }
        return false;
    }
}
