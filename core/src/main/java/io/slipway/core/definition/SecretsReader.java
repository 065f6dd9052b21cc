package io.slipway.core.definition;

import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.SecretSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads {@code secrets} of a task, a list of names or a map that says where each value is to be had, and of the workspace, which
 * says that for all tasks. Confined to one thread.
 */
final class SecretsReader {
    static final List<String> KEYS = Language.SECRET.names();
    private static final String EXAMPLE = "secrets: {NPM_TOKEN: {env: CI_NPM_TOKEN}}";
    private static final String FROM = "write one of `{env: NAME}`, `{file: path}` or `{command: [program, argument]}`";

    private final String directory;
    private final SortedMap<String, SecretSource> ofWorkspace;
    private final Problems problems;

    /**
     * @param directory that files are relative to, seen from the workspace root
     * @param ofWorkspace what the workspace says of all tasks
     */
    SecretsReader(String directory, SortedMap<String, SecretSource> ofWorkspace, Problems problems) {
        this.directory = directory;
        this.ofWorkspace = ofWorkspace;
        this.problems = problems;
    }

    /** What {@code slipway-workspace.yaml} says. */
    static SortedMap<String, SecretSource> ofWorkspace(YamlMap keys, Problems problems) {
        SecretsReader reader = new SecretsReader("", Collections.emptySortedMap(), problems);
        return keys.value("secrets")
                .map(value -> reader.readMap(value, List.of()))
                .orElse(Collections.emptySortedMap());
    }

    /**
     * @param taken names of variables that the command gets otherwise
     */
    SortedMap<String, SecretSource> read(YamlValue value, Collection<String> taken) {
        if (!value.isList()) return readMap(value, taken);
        SortedMap<String, SecretSource> secrets = new TreeMap<>();
        for (YamlValue item : value.texts("`secrets`", "secrets: [NPM_TOKEN]")) {
            String name = item.knownText();
            if (!isFree(name, item.place(), taken)) continue;
            secrets.put(name, ofWorkspace.getOrDefault(name, new SecretSource.Variable(name)));
        }
        return secrets;
    }

    private SortedMap<String, SecretSource> readMap(YamlValue value, Collection<String> taken) {
        SortedMap<String, SecretSource> secrets = new TreeMap<>();
        value.map("`secrets`", EXAMPLE).ifPresent(read -> {
            for (YamlMap.Entry each : read.entries()) {
                if (!isFree(each.key(), each.place(), taken)) continue;
                readSource(each).ifPresent(source -> secrets.put(each.key(), source));
            }
        });
        return secrets;
    }

    private boolean isFree(String name, Place place, Collection<String> taken) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            problems.add(
                    place,
                    "`" + name + "` cannot be the name of a secret",
                    "it is the name of a variable: use letters, digits and `_` only, a digit not first");
            return false;
        }
        if (!taken.contains(name)) return true;
        problems.add(
                place,
                "`" + name + "` is set by `env` or `pass` too, whose values count and are shown",
                "keep it under `secrets` only");
        return false;
    }

    private Optional<SecretSource> readSource(YamlMap.Entry secret) {
        Optional<YamlMap> read = secret.value().map("the secret `" + secret.key() + "`", EXAMPLE);
        if (read.isEmpty()) return Optional.empty();
        YamlMap keys = read.get();
        Set<String> meant = keys.refuseOthersThan(KEYS);
        long sources = List.of("env", "file", "command").stream()
                .filter(key -> keys.find(key).isPresent())
                .count();
        if (sources == 0 && !meant.isEmpty()) return Optional.empty();
        if (sources != 1) {
            String problem = sources == 0 ? "does not say where its value is to be had" : "says more than one source";
            problems.add(secret.place(), "the secret `" + secret.key() + "` " + problem, FROM);
            return Optional.empty();
        }
        Optional<Duration> timeout = keys.value("timeout").flatMap(this::readTimeout);
        if (keys.find("timeout").isPresent() && keys.find("command").isEmpty()) {
            problems.add(keys.find("timeout").orElseThrow().place(), "only a command takes time", "remove `timeout`");
        }
        return keys.value("env")
                .flatMap(this::readVariable)
                .or(() -> keys.value("file").flatMap(this::readFile))
                .or(() -> keys.value("command").flatMap(value -> readProgram(value, timeout)));
    }

    private Optional<SecretSource> readVariable(YamlValue value) {
        Optional<String> name = value.text("`env`", "{env: CI_NPM_TOKEN}");
        if (name.isEmpty()) return Optional.empty();
        if (name.get().matches("[A-Za-z_][A-Za-z0-9_]*")) return Optional.of(new SecretSource.Variable(name.get()));
        problems.add(
                value.place(),
                "`" + name.get() + "` cannot be the name of a variable",
                "use letters, digits and `_` only, a digit not first");
        return Optional.empty();
    }

    private Optional<SecretSource> readFile(YamlValue value) {
        Optional<String> path = value.text("`file`", "{file: ~/.config/npm-token}");
        if (path.isEmpty()) return Optional.empty();
        if (!path.get().isBlank()) return Optional.of(new SecretSource.File(fromRoot(path.get())));
        problems.add(value.place(), "`file` names no file", "write its path, such as `~/.config/npm-token`");
        return Optional.empty();
    }

    private Optional<SecretSource> readProgram(YamlValue value, Optional<Duration> timeout) {
        String example = "{command: [pass, show, npm-token]}";
        if (value.isText()) {
            problems.add(
                    value.place(),
                    "`command` of a secret is a list, as no shell reads it",
                    "write each word as an item: `" + example + "`");
            return Optional.empty();
        }
        List<String> argv = value.texts("`command`", example).stream()
                .map(YamlValue::knownText)
                .toList();
        if (!argv.isEmpty() && !argv.get(0).isBlank()) {
            return Optional.of(new SecretSource.Program(argv, timeout.orElse(SecretSource.Program.DEFAULT_TIMEOUT)));
        }
        if (value.isList()) problems.add(value.place(), "`command` has no program", "write `" + example + "`");
        return Optional.empty();
    }

    private Optional<Duration> readTimeout(YamlValue value) {
        Optional<String> text = value.text("`timeout`", "timeout: 30s");
        Optional<Duration> timeout = text.flatMap(Amounts::duration);
        if (text.isPresent() && timeout.isEmpty())
            problems.add(value.place(), "`" + text.get() + "` is no duration", "write for example `30s` or `2m`");
        return timeout;
    }

    /** A path of the file as one from the workspace root; one that is absolute or below the home stays. */
    private String fromRoot(String path) {
        if (path.startsWith("/") || path.startsWith("~/") || directory.isEmpty() && !path.contains("./")) return path;
        Deque<String> names = new ArrayDeque<>();
        for (String name : (directory + "/" + path).split("/", -1)) {
            if (name.isEmpty() || name.equals(".")) continue;
            if (name.equals("..") && !names.isEmpty() && !names.getLast().equals("..")) names.removeLast();
            else names.addLast(name);
        }
        return String.join("/", names);
    }
}
