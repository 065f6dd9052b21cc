package io.slipway.core.suggest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Maven: a reactor (a {@code pom.xml} that no other names as its module, with all its modules) is one service. Its modules
 * are not services of their own, because Maven would hand their artifacts from one to the other through the repository in
 * the user's home, which nobody restores when a result is reused.
 */
final class MavenReactors {
    private static final String FILE = "pom.xml";
    private static final Pattern MAIN = Pattern.compile("^src/main/(java|kotlin|groovy|scala|resources)/");
    private static final Pattern TESTS = Pattern.compile("^src/test/.*\\.(java|kt|groovy|scala)$");

    private MavenReactors() {}

    static List<SuggestedService> in(ProjectFiles files) {
        Map<String, Pom> poms = new TreeMap<>();
        for (String path : files.projects(FILE)) Pom.read(files.bytes(path)).ifPresent(pom -> poms.put(path, pom));
        Set<String> modules = new HashSet<>();
        poms.forEach((path, pom) -> {
            for (String module : modulesOf(path, pom)) if (!module.equals(path)) modules.add(module);
        });
        List<SuggestedService> services = new ArrayList<>();
        for (String path : poms.keySet()) if (!modules.contains(path)) services.add(service(path, poms, files));
        return services;
    }

    /** Paths of the poms that it names. */
    private static List<String> modulesOf(String path, Pom pom) {
        List<String> modules = new ArrayList<>();
        for (String module : pom.modules()) {
            String at = ProjectFiles.resolve(ProjectFiles.directoryOf(path), module);
            modules.add(at.endsWith(".xml") ? at : ProjectFiles.prefix(at) + FILE);
        }
        return modules;
    }

    private static SuggestedService service(String root, Map<String, Pom> poms, ProjectFiles files) {
        String directory = ProjectFiles.directoryOf(root);
        TreeSet<String> reactor = new TreeSet<>();
        collect(root, poms, reactor);
        List<String> outputs = new ArrayList<>();
        List<String> reports = new ArrayList<>();
        boolean hasTests = false;
        boolean sharesTests = false;
        int release = 0;
        for (String path : reactor) {
            Pom pom = poms.getOrDefault(path, Pom.EMPTY);
            release = Math.max(release, pom.release());
            sharesTests |= pom.sharesTests();
            String module = ProjectFiles.directoryOf(path);
            String within = relative(directory, module);
            if (pom.packaging().equals("pom")) continue;
            outputs.add(within + "target/*.{jar,war,ear}");
            if (files.hasBelow(module, MAIN)) outputs.add(within + "target/classes/**");
            reports.add(within + "target/surefire-reports/*.xml");
            hasTests |= files.hasBelow(module, TESTS);
        }
        String maven = files.has(ProjectFiles.prefix(directory) + "mvnw") ? "sh mvnw" : "mvn";
        List<String> all = new ArrayList<>(List.of("**", "!**/target/**"));
        for (String other : poms.keySet()) {
            String nested = ProjectFiles.directoryOf(other);
            if (!reactor.contains(other) && !nested.equals(directory) && isBelow(nested, directory))
                all.add("!" + relative(directory, nested) + "**");
        }
        List<String> main = new ArrayList<>(all);
        if (!sharesTests) main.add("!**/src/test/**");
        Map<String, String> requires = requires(maven, release);
        List<SuggestedTask> tasks = new ArrayList<>();
        String skip = sharesTests ? "-DskipTests" : "-Dmaven.test.skip=true";
        String about = reactor.size() > 1 ? "Maven orders and builds all modules itself." : "";
        tasks.add(SuggestedTask.build("package", maven + " -B -q " + skip + " package", main, outputs)
                .requiring(requires)
                .saying(about));
        if (hasTests)
            tasks.add(SuggestedTask.test("test", maven + " -B -q test", all, reports)
                    .needing(List.of("package"))
                    .requiring(requires));
        return new SuggestedService(
                directory, poms.getOrDefault(root, Pom.EMPTY).artifact(), root, tasks);
    }

    private static Map<String, String> requires(String maven, int release) {
        if (release == 0) return Map.of();
        String jdk = ">=" + Math.max(9, release);
        return maven.equals("mvn") ? Map.of("jdk", jdk, "maven", ">=3") : Map.of("jdk", jdk);
    }

    private static void collect(String path, Map<String, Pom> poms, Set<String> reactor) {
        Pom pom = poms.get(path);
        if (pom == null || !reactor.add(path)) return;
        for (String module : modulesOf(path, pom)) collect(module, poms, reactor);
    }

    private static boolean isBelow(String directory, String of) {
        return directory.startsWith(ProjectFiles.prefix(of));
    }

    /** From one directory to the other, with a slash at its end unless it is the same. */
    private static String relative(String from, String to) {
        if (to.equals(from)) return "";
        if (isBelow(to, from)) return to.substring(ProjectFiles.prefix(from).length()) + "/";
        return "../".repeat(from.split("/", -1).length) + to + "/";
    }
}
