package io.slipway.core.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gradle: a build with all its subprojects is one service. The daemon is not used: it would outlive the task. Gradle's own
 * scripts are programs, so only what is plainly written in them is seen.
 */
final class GradleBuilds {
    private static final List<String> SETTINGS = List.of("settings.gradle", "settings.gradle.kts");
    private static final List<String> BUILDS = List.of("build.gradle", "build.gradle.kts");
    private static final Pattern NAME = Pattern.compile("rootProject\\.name\\s*=\\s*[\"']([^\"'$]+)[\"']");
    /** Up to a closing bracket, or over all lines that a comma leads on from. */
    private static final Pattern INCLUDE =
            Pattern.compile("(?m)^\\s*include\\s*(\\([^)]*\\)|[^(\\n][^\\n]*(?:(?<=,)[ \\t]*\\n[^\\n]*)*)");

    private static final Pattern QUOTED = Pattern.compile("[\"']([A-Za-z0-9:_./-]+)[\"']");
    private static final Pattern MAIN = Pattern.compile("^src/main/");
    private static final Pattern TESTS = Pattern.compile("(^|/)src/test/.*\\.(java|kt|groovy|scala)$");

    private GradleBuilds() {}

    static List<SuggestedService> in(ProjectFiles files) {
        TreeSet<String> roots = new TreeSet<>();
        for (String name : SETTINGS) for (String path : files.projects(name)) roots.add(ProjectFiles.directoryOf(path));
        for (String name : BUILDS)
            for (String path : files.projects(name)) {
                String directory = ProjectFiles.directoryOf(path);
                if (roots.stream().noneMatch(root -> directory.startsWith(ProjectFiles.prefix(root))))
                    roots.add(directory);
            }
        List<SuggestedService> services = new ArrayList<>();
        for (String root : roots) services.add(service(root, files));
        return services;
    }

    private static SuggestedService service(String root, ProjectFiles files) {
        String prefix = ProjectFiles.prefix(root);
        String settings = SETTINGS.stream()
                .filter(name -> files.has(prefix + name))
                .findFirst()
                .map(name -> files.text(prefix + name))
                .orElse("");
        String file = prefix
                + Stream.concat(SETTINGS.stream(), BUILDS.stream())
                        .filter(name -> files.has(prefix + name))
                        .findFirst()
                        .orElse("build.gradle");
        Matcher named = NAME.matcher(settings);
        List<String> projects = new ArrayList<>(List.of(""));
        Matcher include = INCLUDE.matcher(settings);
        while (include.find()) {
            Matcher project = QUOTED.matcher(include.group(1));
            while (project.find())
                projects.add(project.group(1).replaceFirst("^:", "").replace(':', '/') + "/");
        }
        List<String> outputs = new ArrayList<>();
        List<String> reports = new ArrayList<>();
        for (String project : projects) {
            String directory = (prefix + project).replaceFirst("/$", "");
            if (!files.hasBelow(directory, MAIN)) continue;
            outputs.add(project + "build/libs/**");
            reports.add(project + "build/test-results/test/*.xml");
        }
        String gradle = files.has(prefix + "gradlew") ? "sh gradlew" : "gradle";
        Map<String, String> requires = gradle.equals("gradle") ? Map.of("gradle", ">=1") : Map.of();
        List<String> inputs = List.of("**", "!**/build/**", "!**/.gradle/**");
        List<SuggestedTask> tasks = new ArrayList<>();
        tasks.add(SuggestedTask.build(
                        "build",
                        gradle + " --no-daemon -q assemble",
                        List.of("**", "!**/build/**", "!**/.gradle/**", "!**/src/test/**"),
                        outputs)
                .requiring(requires));
        if (files.hasBelow(root, TESTS))
            tasks.add(SuggestedTask.test("test", gradle + " --no-daemon -q test", inputs, reports)
                    .needing(List.of("build"))
                    .requiring(requires));
        return new SuggestedService(root, named.find() ? named.group(1) : "", file, tasks);
    }
}
