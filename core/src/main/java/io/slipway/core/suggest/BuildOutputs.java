package io.slipway.core.suggest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Guesses which directories the {@code build} script of a package writes to. */
final class BuildOutputs {
    private static final Pattern OPTION = Pattern.compile(
            "(?:--out-?dir|--outdir|--output-path|--dist-dir|--dir|-d|-o|>)[= ]+[\"']?([A-Za-z0-9_./-]+)");
    private static final Pattern TSCONFIG = Pattern.compile("\"outDir\"\\s*:\\s*\"([^\"]+)\"");

    /** Where these write when nobody says otherwise. */
    private static final Map<String, String> USUAL = new TreeMap<>(Map.of(
            "vite", "dist",
            "rollup", "dist",
            "webpack", "dist",
            "parcel", "dist",
            "tsup", "dist",
            "react-scripts", "build",
            "next", ".next",
            "astro", "dist",
            "ng", "dist"));

    private static final Set<String> NOT_MADE = Set.of("", ".", "src", "lib/src", "test", "tests", "node_modules");

    private BuildOutputs() {}

    /** Patterns; none when nothing shows where it writes to. */
    static List<String> of(PackageFile read, String prefix, ProjectFiles files) {
        Set<String> directories = new LinkedHashSet<>();
        String script = read.scripts().getOrDefault("build", "");
        if (script.contains("noEmit")) return List.of();
        Matcher option = OPTION.matcher(script);
        while (option.find()) {
            String path = option.group(1);
            boolean file = path.matches(".*\\.[a-z]{1,4}$");
            add(directories, file ? ProjectFiles.directoryOf(path) : path);
        }
        if (files.has(prefix + "tsconfig.json")) {
            Matcher out = TSCONFIG.matcher(files.text(prefix + "tsconfig.json"));
            if (out.find()) add(directories, out.group(1));
        }
        USUAL.forEach((tool, directory) -> {
            if (directories.isEmpty() && script.matches("(?s).*\\b" + Pattern.quote(tool) + "\\b.*"))
                directories.add(directory);
        });
        List<String> offered = new ArrayList<>(read.entries());
        offered.addAll(read.published());
        for (String entry : offered) {
            String path = entry.replaceFirst("^\\./", "");
            int slash = path.indexOf('/');
            if (slash > 0) add(directories, path.substring(0, slash));
            else if (path.indexOf('.') < 0 && path.indexOf('*') < 0) add(directories, path);
        }
        List<String> made = directories.stream()
                .filter(directory -> !files.hasBelow(prefix + directory, Pattern.compile("")))
                .toList();
        // Any one of them will do, and each pattern of `outputs` must be made: so they are one pattern.
        List<String> names =
                made.stream().filter(directory -> directory.indexOf('/') < 0).toList();
        if (names.size() > 1) return List.of("{" + String.join(",", names) + "}/**");
        return made.stream().limit(1).map(directory -> directory + "/**").toList();
    }

    private static void add(Set<String> directories, String path) {
        String directory = ProjectFiles.resolve("", path);
        if (!NOT_MADE.contains(directory) && !directory.startsWith("..") && directory.matches("[A-Za-z0-9_./-]+"))
            directories.add(directory);
    }
}
