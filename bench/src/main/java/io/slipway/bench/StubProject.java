package io.slipway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A project around one file of another, in which everything that the file takes from elsewhere is there, and does nothing:
 * included files are empty, jobs that it extends, needs or refers to print nothing. Confined to one thread.
 */
final class StubProject {
    private static final String HOST = "gitlab.example.com";
    private static final String TRUE = "[\"true\"]";

    private final Path root;
    /** Keys and values, by job. */
    private final Map<String, TreeMap<String, String>> jobs = new TreeMap<>();

    /** What stands by itself. */
    private final Map<String, String> texts = new TreeMap<>();

    private final Set<String> stages = new TreeSet<>();
    private final Set<String> known = new LinkedHashSet<>();

    private StubProject(Path root) {
        this.root = root;
    }

    /** @param directory an empty one */
    static StubProject around(Path sample, Path directory) throws IOException, InterruptedException {
        StubProject project = new StubProject(directory);
        Files.copy(sample, directory.resolve("sample.yml"));
        project.write();
        GitRepository.commitAll(directory);
        git(directory, "remote", "add", "origin", "git@" + HOST + ":group/project.git");
        git(directory, "update-ref", "refs/remotes/origin/main", "HEAD");
        git(directory, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        return project;
    }

    /**
     * Adds what a reader says is missing; whether it could make anything of that.
     *
     * @param written stages that the sample has
     */
    boolean add(String said, List<String> written) throws IOException, InterruptedException {
        boolean added = false;
        for (Missing missing : Missing.values()) {
            Matcher matcher = missing.pattern.matcher(said);
            while (matcher.find()) added |= add(missing, matcher.toMatchResult());
        }
        if (!added) return false;
        for (String stage : written) if (!stage.startsWith(".")) known.add(stage);
        write();
        // It asks git which files there are.
        git(root, "add", "-A", "-f");
        return true;
    }

    private static void git(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        TimedProcess.run(directory, Map.of(), command).succeeded();
    }

    /** What may be missing, as we say it and as gitlab-ci-local does. */
    private enum Missing {
        FILE("Local include file cannot be found (\\S+)|unresolved include: local ([^\\s,;]+),"),
        FETCHED("include could not be fetched \\{ project: (\\S+), ref: (\\S+), file: ([^\\s,]+)"),
        REMOTE("Remote include could not be fetched https?://(\\S+)"),
        JOB("(\\S+) is unspecified, used by |extends `([^`]+)`, but there"),
        NEED("needs: \\[([^\\]]+)\\] for |dependencies: \\[([^\\],]+)\\] for |(?:needs|depends on) `([^`$]+)`, but"
                + " there"),
        STAGE("stage:(\\S+) not found|is in the stage `([^`]+)`, which is not"),
        REFERENCE("!reference \\[([^\\]]+)\\](?: is undefined|`: there is no)"),
        SCRIPT("(\\S+) must have script specified|`([^`]+)` has neither `script`");

        private final Pattern pattern;

        Missing(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    private boolean add(Missing missing, MatchResult found) {
        String name = first(found);
        return switch (missing) {
            case FILE -> file(name.replaceFirst("^/+", "").replaceAll("\\*+", "stub"));
            case FETCHED ->
                file(".gitlab-ci-local/includes/" + HOST + "/" + found.group(1) + "/" + found.group(2) + "/"
                        + found.group(3).replaceFirst("^/+", ""));
            case REMOTE -> file(".gitlab-ci-local/includes/" + name);
            case JOB, SCRIPT -> key(name.replaceFirst(": \\[.*", ""), "script", TRUE);
            case NEED -> key(name, "script", TRUE) | key(name, "stage", ".pre");
            case STAGE -> stages.add(name);
            case REFERENCE -> reference(name.split(",\\s*", -1));
        };
    }

    private static String first(MatchResult found) {
        for (int i = 1; i <= found.groupCount(); i++) if (found.group(i) != null) return found.group(i);
        return "";
    }

    private boolean file(String path) {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root) || Files.exists(file)) return false;
        try {
            Path folder = file.getParent();
            if (folder != null) Files.createDirectories(folder);
            Files.writeString(file, ".nothing: {}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    private boolean key(String job, String key, String value) {
        return jobs.computeIfAbsent(job, any -> new TreeMap<>()).putIfAbsent(key, value) == null;
    }

    private boolean reference(String... path) {
        String last = path[path.length - 1];
        String value = switch (last) {
            case "rules" -> "[{when: on_success}]";
            case "variables" -> "{}";
            default -> TRUE;
        };
        if (path.length == 1) return texts.putIfAbsent(last, "$CI") == null;
        for (int i = path.length - 1; i > 1; i--) value = "{" + path[i] + ": " + value + "}";
        return key(path[0], path[1], value);
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder(".nothing: {}\n");
        jobs.forEach((name, keys) -> {
            text.append('"').append(name).append("\":\n");
            keys.forEach((key, value) ->
                    text.append("  ").append(key).append(": ").append(value).append('\n'));
        });
        texts.forEach((name, value) ->
                text.append('"').append(name).append("\": ").append(value).append('\n'));
        Files.writeString(root.resolve("stubs.yml"), text);
        Set<String> all = new LinkedHashSet<>(known);
        all.addAll(stages);
        String order = stages.isEmpty() ? "" : "stages: [" + String.join(", ", all) + "]\n";
        Files.writeString(root.resolve(".gitlab-ci.yml"), "include: [stubs.yml, sample.yml]\n" + order);
    }
}
