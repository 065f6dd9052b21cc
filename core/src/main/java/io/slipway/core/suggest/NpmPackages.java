package io.slipway.core.suggest;

import io.slipway.core.content.PathSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * npm, pnpm and yarn: a {@code package.json} with scripts is one service; what has to be installed is a task
 * {@code modules}, one for all packages of a workspace. Needs between packages are found by themselves.
 */
final class NpmPackages {
    private static final String FILE = "package.json";

    /** What people call checks that make nothing. */
    private static final List<String> CHECKS = List.of("lint", "typecheck", "type-check", "check", "test");

    /** Before a directory: the need of what is installed there, while its service has no name yet. */
    static final String MODULES_OF = "\0";

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
        packages.forEach((directory, read) -> {
            SuggestedService service = service(directory, read, files, rootOf);
            if (!service.tasks().isEmpty()) services.add(service);
        });
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
            String directory, PackageFile read, ProjectFiles files, Map<String, String> rootOf) {
        String prefix = ProjectFiles.prefix(directory);
        List<String> members = rootOf.entrySet().stream()
                .filter(entry -> entry.getValue().equals(directory))
                .map(Map.Entry::getKey)
                .toList();
        String root = rootOf.getOrDefault(directory, directory);
        Tool tool = Tool.of(ProjectFiles.prefix(root), files);
        List<SuggestedTask> tasks = new ArrayList<>();
        List<String> modules = new ArrayList<>();
        boolean installs = read.hasDependencies() || !members.isEmpty();
        if (!rootOf.containsKey(directory) && installs) {
            tasks.add(modules(prefix, tool, files, members));
            modules.add("modules");
        }
        if (rootOf.containsKey(directory)) modules.add(MODULES_OF + root);
        // The scripts of a workspace's root call those of its packages, which are tasks of their own.
        if (members.isEmpty()) addScripts(read, prefix, files, tool, modules, tasks);
        return new SuggestedService(directory, read.name(), prefix + FILE, tasks);
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
        return SuggestedTask.build("modules", install, List.copyOf(inputs), outputs)
                .requiring(tool.requires())
                .saying(
                        tool.lock.isEmpty()
                                ? "Without a lock file what is installed changes by itself: commit one."
                                : "");
    }

    private static void addScripts(
            PackageFile read,
            String prefix,
            ProjectFiles files,
            Tool tool,
            List<String> modules,
            List<SuggestedTask> tasks) {
        List<String> outputs = BuildOutputs.of(read, prefix, files);
        List<String> inputs = new ArrayList<>(List.of("**", "!node_modules/**", "!coverage/**"));
        for (String output : outputs) inputs.add("!" + output);
        List<String> needs = new ArrayList<>(modules);
        if (read.scripts().containsKey("build")) {
            tasks.add(SuggestedTask.build("build", tool.run("build"), inputs, outputs)
                    .needing(modules)
                    .requiring(tool.requires())
                    .saying(outputs.isEmpty() ? "Say under `outputs` which files it makes." : ""));
            needs.add("build");
        }
        for (String check : CHECKS) {
            String script = read.scripts().getOrDefault(check, "");
            if (script.isEmpty() || script.contains("no test specified")) continue;
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
