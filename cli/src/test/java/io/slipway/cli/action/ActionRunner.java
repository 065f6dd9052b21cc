package io.slipway.cli.action;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.yaml.BoundedYaml;
import io.slipway.core.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs actions step by step as GitHub documents that its runner does: inputs with their defaults, {@code env} of composite
 * steps, {@code bash -eo pipefail}, the files of GITHUB_OUTPUT, GITHUB_ENV, GITHUB_PATH, GITHUB_STATE and
 * GITHUB_STEP_SUMMARY, and {@code post} of what was begun, the last first. Of expressions only {@code inputs.x} and
 * {@code steps.x.outputs.y} alone are known. Confined to one thread.
 */
final class ActionRunner {
    private static final Pattern EXPRESSION =
            Pattern.compile("\\$\\{\\{ *(inputs|steps)\\.([A-Za-z0-9_]+)(?:\\.outputs\\.([A-Za-z_-]+))? *}}");
    private static final Pattern ENTRY =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_-]*)(?:=(.*)|<<(\\S+)\\n((?:.*\\n)*?)\\3)\\n", Pattern.MULTILINE);

    private final Path actions;
    private final Path workspace;
    private final Path files;
    private final Map<String, String> environment;
    private final List<Runnable> posts = new ArrayList<>();
    private int steps;

    /** What a step came to: its log and its outputs. */
    record Done(int code, String log, Map<String, String> outputs, String summary) {}

    /**
     * @param actions the directory that has the actions
     * @param workspace the repository of the workflow
     * @param files a directory for what the runner and steps tell each other
     */
    ActionRunner(Path actions, Path workspace, Path files, Map<String, String> environment) throws IOException {
        this.actions = actions;
        this.workspace = workspace;
        this.files = Files.createDirectories(files);
        this.environment = new LinkedHashMap<>(environment);
        this.environment.put("GITHUB_ACTIONS", "true");
        this.environment.put("GITHUB_WORKSPACE", workspace.toString());
        this.environment.put(
                "RUNNER_TEMP", Files.createDirectories(files.resolve("temp")).toString());
        this.environment.putIfAbsent("RUNNER_OS", "Linux");
        this.environment.putIfAbsent("RUNNER_ARCH", "X64");
    }

    /** {@code uses: actions/name} with these inputs. */
    Done uses(String name, Map<String, String> with) throws IOException {
        Path directory = actions.resolve(name).normalize();
        YamlNode action = read(directory.resolve("action.yml"));
        Map<String, String> inputs = new LinkedHashMap<>();
        for (YamlNode.Entry input : get(action, "inputs").entries()) {
            String key = input.key().scalar().orElseThrow();
            Optional<String> standard = find(input.value(), "default").flatMap(YamlNode::scalar);
            Optional<String> said = Optional.ofNullable(with.get(key)).or(() -> standard);
            said.ifPresent(value -> inputs.put(key, value));
        }
        for (String key : with.keySet())
            if (!inputs.containsKey(key)) throw new IllegalArgumentException("unexpected input " + key);
        YamlNode runs = get(action, "runs");
        String using = text(runs, "using");
        return using.equals("composite") ? composite(action, runs, directory, inputs) : node(runs, directory, inputs);
    }

    private Done composite(YamlNode action, YamlNode runs, Path directory, Map<String, String> inputs)
            throws IOException {
        Map<String, Map<String, String>> outputs = new LinkedHashMap<>();
        Done last = new Done(0, "", Map.of(), "");
        for (YamlNode step : get(runs, "steps").items()) {
            Map<String, String> more = new LinkedHashMap<>();
            for (YamlNode.Entry variable : get(step, "env").entries())
                more.put(
                        variable.key().scalar().orElseThrow(),
                        value(variable.value().scalar().orElseThrow(), inputs, outputs));
            if (!text(step, "shell").equals("bash")) throw new IllegalArgumentException("only bash is known here");
            Path script = Files.writeString(files.resolve("script-" + steps + ".sh"), text(step, "run"));
            more.put("GITHUB_ACTION_PATH", directory.toString());
            last = step(
                    List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", script.toString()),
                    more,
                    "step" + steps);
            outputs.put(text(step, "id"), last.outputs());
            if (last.code() != 0) break;
        }
        Map<String, String> said = new LinkedHashMap<>();
        for (YamlNode.Entry output : get(action, "outputs").entries())
            said.put(output.key().scalar().orElseThrow(), value(text(output.value(), "value"), Map.of(), outputs));
        return new Done(last.code(), last.log(), said, last.summary());
    }

    private Done node(YamlNode runs, Path directory, Map<String, String> inputs) throws IOException {
        Map<String, String> more = new LinkedHashMap<>();
        inputs.forEach(
                (name, value) -> more.put("INPUT_" + name.replace(' ', '_').toUpperCase(Locale.ROOT), value));
        String id = "step" + steps;
        Done done = step(List.of("node", directory.resolve(text(runs, "main")).toString()), more, id);
        Map<String, String> state = entries(files.resolve(id + "-state"));
        posts.add(0, () -> {
            Map<String, String> later = new LinkedHashMap<>(more);
            state.forEach((name, value) -> later.put("STATE_" + name, value));
            try {
                ended = step(
                        List.of("node", directory.resolve(text(runs, "post")).toString()), later, id + "-post");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return done;
    }

    private Done ended = new Done(0, "", Map.of(), "");

    /** The job ends: what was begun is ended, the last first. What the last of them said. */
    Done end() {
        posts.forEach(Runnable::run);
        posts.clear();
        return ended;
    }

    private Done step(List<String> command, Map<String, String> more, String id) throws IOException {
        steps++;
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workspace.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        Map<String, Path> told = new LinkedHashMap<>();
        for (String name : List.of("OUTPUT", "ENV", "PATH", "STATE", "STEP_SUMMARY")) {
            Path file = files.resolve(id + "-" + name.toLowerCase(Locale.ROOT));
            Files.deleteIfExists(file);
            Files.createFile(file);
            told.put(name, file);
            builder.environment().put("GITHUB_" + name, file.toString());
        }
        Process process = builder.start();
        process.getOutputStream().close();
        String log;
        try (InputStream out = process.getInputStream()) {
            log = new String(out.readAllBytes(), UTF_8);
        }
        int code;
        try {
            code = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        environment.putAll(entries(file(told, "ENV")));
        for (String entry : Files.readAllLines(file(told, "PATH")))
            environment.merge("PATH", entry, (before, first) -> first + ":" + before);
        return new Done(code, log, entries(file(told, "OUTPUT")), Files.readString(file(told, "STEP_SUMMARY")));
    }

    private static Path file(Map<String, Path> told, String name) {
        return Optional.ofNullable(told.get(name)).orElseThrow();
    }

    /** {@code name=value} and {@code name<<delimiter}; anything else is an error, as the runner has it. */
    static Map<String, String> entries(Path file) throws IOException {
        String text = Files.readString(file);
        Map<String, String> entries = new LinkedHashMap<>();
        Matcher entry = ENTRY.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!entry.find(at) || entry.start() != at)
                throw new IllegalArgumentException("Invalid format: " + text.substring(at));
            String lines = entry.group(4);
            entries.put(
                    entry.group(1),
                    entry.group(2) != null
                            ? entry.group(2)
                            : lines.isEmpty() ? "" : lines.substring(0, lines.length() - 1));
            at = entry.end();
        }
        return entries;
    }

    private static String value(String text, Map<String, String> inputs, Map<String, Map<String, String>> outputs) {
        Matcher expression = EXPRESSION.matcher(text);
        if (!expression.matches()) {
            if (text.contains("${{"))
                throw new IllegalArgumentException("an expression that is not known here: " + text);
            return text;
        }
        if (expression.group(1).equals("inputs")) return inputs.getOrDefault(expression.group(2), "");
        return outputs.getOrDefault(expression.group(2), Map.of()).getOrDefault(expression.group(3), "");
    }

    private static YamlNode read(Path file) throws IOException {
        BoundedYaml.Form form = new BoundedYaml.Form(1 << 20, false, "", "", "");
        return new BoundedYaml(file.toString(), form, (place, message, suggestion) -> {
                    throw new IllegalArgumentException(place + " " + message);
                })
                .parse(Files.readAllBytes(file))
                .orElseThrow();
    }

    private static YamlNode get(YamlNode map, String key) {
        return find(map, key).orElseThrow(() -> new IllegalArgumentException(map.place() + " has no " + key));
    }

    private static Optional<YamlNode> find(YamlNode map, String key) {
        return map.entries().stream()
                .filter(entry -> entry.key().scalar().filter(key::equals).isPresent())
                .map(YamlNode.Entry::value)
                .findFirst();
    }

    private static String text(YamlNode map, String key) {
        return get(map, key).scalar().orElseThrow();
    }
}
