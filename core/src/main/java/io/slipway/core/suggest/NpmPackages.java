package io.slipway.core.suggest;

import io.slipway.core.content.PathSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * npm, pnpm and yarn: a {@code package.json} with scripts is one service; what has to be installed is a task
 * {@code modules}, one for all packages of a workspace. Needs between packages are found by themselves.
 */
final class NpmPackages {
    private static final String FILE = "package.json";

    /** What people call checks that make nothing. */
    private static final List<String> CHECKS = List.of("lint", "typecheck", "type-check", "check", "test");

    /** Corrects what it checks: it would change its own inputs, and nothing that it says could be reused. */
    private static final Pattern CORRECTS = Pattern.compile("--(fix|write)(?![\\w-])");

    /** Settings of tools that a workspace's root has for all its packages. */
    private static final List<String> SETTINGS = List.of("*.{cjs,js,json,mjs,ts}", ".*rc", ".*rc.*", ".editorconfig");

    /** Before a directory: the need of what is installed there, while its service has no name yet. */
    static final String MODULES_OF = "\0";

    private static final String MODULES = "modules";

    private NpmPackages() {}

    static List<SuggestedService> in(ProjectFiles files) {
        Map<String, PackageFile> packages = new TreeMap<>(); // by directory
        for (String path : files.projects(FILE))
            PackageFile.read(path, files.bytes(path))
                    .ifPresent(read -> packages.put(ProjectFiles.directoryOf(path), read));
        Map<String, String> rootOf = new TreeMap<>(); // directory of a member to that of its workspace
        packages.forEach((directory, root) -> {
            PathSet members = members(directory, root, files);
            for (String member : packages.keySet())
                if (!member.equals(directory) && members.matches(member + "/" + FILE))
                    rootOf.putIfAbsent(member, directory);
        });
        List<SuggestedService> services = new ArrayList<>();
        packages.forEach((directory, read) -> services.add(service(directory, read, packages, files, rootOf)));
        Set<String> needed = new TreeSet<>();
        for (SuggestedService service : services) needed.addAll(service.missing(Set.of()));
        // What is installed and used by nobody (a benchmark's packages, say) costs only time.
        services.removeIf(service -> service.tasks().stream()
                .allMatch(task -> task.name().equals(MODULES) && !needed.contains(service.directory())));
        return services;
    }

    private static PathSet members(String directory, PackageFile root, ProjectFiles files) {
        List<String> globs = new ArrayList<>(root.workspaces());
        String pnpm = ProjectFiles.prefix(directory) + "pnpm-workspace.yaml";
        if (files.has(pnpm)) globs.addAll(PackageFile.pnpmPackages(pnpm, files.bytes(pnpm)));
        List<String> patterns = new ArrayList<>();
        for (String glob : globs) {
            boolean out = glob.startsWith("!");
            String at =
                    (out ? glob.substring(1) : glob).replaceFirst("^\\./", "").replaceFirst("/+$", "");
            String pattern = (out ? "!" : "") + ProjectFiles.prefix(directory) + at + "/" + FILE;
            if (isPattern(pattern)) patterns.add(pattern);
        }
        return new PathSet(patterns);
    }

    private static boolean isPattern(String pattern) {
        try {
            new PathSet(List.of(pattern));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static SuggestedService service(
            String directory,
            PackageFile read,
            Map<String, PackageFile> packages,
            ProjectFiles files,
            Map<String, String> rootOf) {
        String prefix = ProjectFiles.prefix(directory);
        List<String> members = rootOf.entrySet().stream()
                .filter(entry -> entry.getValue().equals(directory))
                .map(Map.Entry::getKey)
                .toList();
        String root = rootOf.getOrDefault(directory, directory);
        Tool tool = Tool.of(ProjectFiles.prefix(root), files);
        List<SuggestedTask> tasks = new ArrayList<>();
        List<String> modules = new ArrayList<>();
        boolean installs = !read.dependencies().isEmpty() || !members.isEmpty();
        if (!rootOf.containsKey(directory) && installs) {
            tasks.add(modules(prefix, tool, files, members));
            modules.add(MODULES);
        }
        if (rootOf.containsKey(directory)) modules.add(MODULES_OF + root);
        List<String> inputs = new ArrayList<>(List.of("**", "!**/node_modules/**", "!**/coverage/**"));
        if (!root.equals(directory)) inputs.addAll(settings(directory, root, tool, files));
        for (String pattern : siblings(directory, read, packages, files))
            inputs.add(PathsOutside.seenFrom(directory, pattern));
        Set<String> others = new TreeSet<>();
        for (String member : members) {
            PackageFile other = packages.getOrDefault(member, PackageFile.EMPTY);
            others.addAll(other.scripts().keySet());
            for (String output : BuildOutputs.of(other, ProjectFiles.prefix(member), files))
                inputs.add("!" + member.substring(prefix.length()) + "/" + output);
        }
        // A script that packages of the workspace have too calls theirs, which are tasks of their own.
        addScripts(read, others, BuildOutputs.of(read, prefix, files), inputs, tool, modules, tasks);
        return new SuggestedService(directory, read.name(), prefix + FILE, tasks);
    }

    /** Patterns, seen from the package. */
    private static List<String> settings(String directory, String root, Tool tool, ProjectFiles files) {
        String up = "../"
                .repeat((int) directory
                                .substring(ProjectFiles.prefix(root).length())
                                .chars()
                                .filter(c -> c == '/')
                                .count()
                        + 1);
        List<String> settings = new ArrayList<>();
        for (String pattern : SETTINGS) {
            PathSet meant = PathSet.of(ProjectFiles.prefix(root) + pattern);
            if (files.paths().stream().anyMatch(meant::matches)) settings.add(up + pattern);
        }
        // Which packages it leads to is seen from the packages.
        if (tool.lock.endsWith(".json")) settings.add("!" + up + tool.lock);
        return settings;
    }

    /**
     * What it reads of the packages beside it that it loads, and of those that these load: which file is meant by their
     * names, and sources that are used as they are. What is built of them is needed, which is found by itself.
     */
    private static Set<String> siblings(
            String directory, PackageFile read, Map<String, PackageFile> packages, ProjectFiles files) {
        Map<String, String> directories = new TreeMap<>(); // by name
        packages.forEach((at, each) -> {
            if (!each.name().isEmpty()) directories.putIfAbsent(each.name(), at);
        });
        Set<String> known = new TreeSet<>(Set.of(directory));
        Set<String> patterns = new TreeSet<>();
        for (Deque<String> next = new ArrayDeque<>(read.dependencies()); !next.isEmpty(); ) {
            String at = directories.get(next.removeFirst());
            if (at == null || at.isEmpty() || !known.add(at)) continue;
            PackageFile other = packages.getOrDefault(at, PackageFile.EMPTY);
            next.addAll(other.loaded());
            patterns.add(at + "/" + FILE);
            for (String entry : other.entries()) {
                String path = ProjectFiles.resolve(at, entry);
                int slash = path.indexOf('/', at.length() + 1);
                String top = slash < 0 ? path : path.substring(0, slash);
                if (!path.startsWith(at + "/") || path.indexOf('*') >= 0) continue;
                if (files.has(path)) patterns.add(slash < 0 ? path : top + "/**");
            }
            if (other.entries().isEmpty() && files.has(at + "/index.js")) patterns.add(at + "/index.js");
        }
        return patterns;
    }

    private static SuggestedTask modules(String prefix, Tool tool, ProjectFiles files, List<String> members) {
        Set<String> inputs = new LinkedHashSet<>();
        List<String> outputs = new ArrayList<>(List.of("node_modules/**"));
        StringBuilder marks = new StringBuilder();
        inputs.add(FILE);
        for (String name : List.of(tool.lock, ".npmrc", ".yarnrc.yml", "pnpm-workspace.yaml"))
            if (!name.isEmpty() && files.has(prefix + name)) inputs.add(name);
        for (String member : members) {
            String within = member.substring(prefix.length());
            inputs.add(within + "/" + FILE);
            outputs.add(within + "/node_modules/**");
            marks.append(" '").append(within.replace("'", "'\\''")).append('\'');
        }
        // Which packages get modules of their own is for the installer to say, and an output must be made: so all have.
        String install = members.isEmpty()
                ? tool.install
                : tool.install + "\nfor each in" + marks
                        + "; do mkdir -p \"$each/node_modules\"; touch \"$each/node_modules/.installed\"; done";
        return SuggestedTask.build(MODULES, install, List.copyOf(inputs), outputs)
                .requiring(tool.requires())
                .saying(
                        tool.lock.isEmpty()
                                ? "Without a lock file what is installed changes by itself: commit one."
                                : "");
    }

    private static void addScripts(
            PackageFile read,
            Set<String> others,
            List<String> outputs,
            List<String> all,
            Tool tool,
            List<String> modules,
            List<SuggestedTask> tasks) {
        List<String> inputs = new ArrayList<>(all);
        for (String output : outputs) inputs.add("!" + output);
        List<String> needs = new ArrayList<>(modules);
        if (read.scripts().containsKey("build") && !others.contains("build")) {
            tasks.add(SuggestedTask.build("build", tool.run("build"), inputs, outputs)
                    .needing(modules)
                    .requiring(tool.requires())
                    .saying(outputs.isEmpty() ? "Say under `outputs` which files it makes." : ""));
            needs.add("build");
        }
        for (String check : CHECKS) {
            String script = read.scripts().getOrDefault(check, "");
            if (script.isEmpty() || script.contains("no test specified") || others.contains(check)) continue;
            if (CORRECTS.matcher(read.withCalled(check)).find()) continue;
            tasks.add(SuggestedTask.test(check, tool.run(check), inputs, List.of())
                    .needing(check.equals("lint") ? modules : needs)
                    .requiring(tool.requires()));
        }
    }

    /** What installs and runs. */
    private enum Tool {
        PNPM("pnpm-lock.yaml", "pnpm install --frozen-lockfile", "pnpm"),
        YARN("yarn.lock", "yarn install --frozen-lockfile", "yarn"),
        NPM("package-lock.json", "npm ci --no-audit --no-fund", "npm"),
        NPM_WITHOUT_LOCK("", "npm install --no-package-lock --no-audit --no-fund", "npm");

        final String lock;
        final String install;
        final String program;

        Tool(String lock, String install, String program) {
            this.lock = lock;
            this.install = install;
            this.program = program;
        }

        static Tool of(String prefix, ProjectFiles files) {
            for (Tool tool : values()) if (!tool.lock.isEmpty() && files.has(prefix + tool.lock)) return tool;
            return NPM_WITHOUT_LOCK;
        }

        String run(String script) {
            return program + " run " + script;
        }

        Map<String, String> requires() {
            return Map.of("node", ">=1");
        }
    }
}
