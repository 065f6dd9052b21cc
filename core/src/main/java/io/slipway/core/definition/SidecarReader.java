package io.slipway.core.definition;

import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Sidecar;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code sidecars} of one task. Confined to one thread. */
final class SidecarReader {
    static final List<String> KEYS = Language.SIDECAR.names();
    static final List<String> READY_KEYS = Language.READY.names();
    private static final String EXAMPLE = "sidecars: {db: {run: ./start-db, ports: [db], ready: {port: db}}}";
    private static final String READY_EXAMPLE = "ready: {port: db, timeout: 30s}";
    private static final List<String> WAYS = List.of("port", "log", "command", "file");

    private final String directory;
    private final Problems problems;
    /** Where each port was named, by its variable: two names may give one. */
    private final SortedMap<String, Place> ports = new TreeMap<>();

    /**
     * @param directory of the service, relative to the workspace root
     */
    SidecarReader(String directory, Problems problems) {
        this.directory = directory;
        this.problems = problems;
    }

    List<Sidecar> read(YamlValue value) {
        List<Sidecar> sidecars = new ArrayList<>();
        value.map("`sidecars`", EXAMPLE).ifPresent(all -> {
            for (YamlMap.Entry each : all.entries()) {
                if (!isName(each.key(), each.place(), "the name of a sidecar")) continue;
                each.value()
                        .map("a sidecar", EXAMPLE)
                        .flatMap(keys -> readSidecar(each, keys))
                        .ifPresent(sidecars::add);
            }
        });
        return sidecars;
    }

    private Optional<Sidecar> readSidecar(YamlMap.Entry entry, YamlMap keys) {
        boolean meant = keys.refuseOthersThan(KEYS).contains("run");
        Optional<YamlValue> run = keys.value("run");
        if (run.isEmpty() && !meant)
            problems.add(
                    entry.place(),
                    "sidecar `" + entry.key() + "` has no `run`",
                    "say which command it is: `run: ./start-db`");
        Optional<Command> command = run.flatMap(value -> CommandReader.read(value, "run", problems));
        List<String> own = keys.value("ports").map(this::readPorts).orElse(List.of());
        Optional<YamlMap> ready = keys.value("ready").flatMap(value -> value.map("`ready`", READY_EXAMPLE));
        ready.ifPresent(how -> how.refuseOthersThan(READY_KEYS));
        Optional<Sidecar.Ready> way = ready.flatMap(how -> readWay(how, own));
        // Who asks for a port listens on it.
        if (ready.isEmpty() && !own.isEmpty()) way = Optional.of(new Sidecar.PortListens(own.get(0)));
        Optional<Duration> within = ready.flatMap(how -> how.value("timeout"))
                .flatMap(value -> readDuration(value, "timeout"))
                .filter(time -> isLongEnough(time, ready.get()));
        Optional<Duration> grace = keys.value("grace").flatMap(value -> readDuration(value, "grace"));
        SortedMap<String, String> env = keys.value("env").map(this::readEnv).orElseGet(TreeMap::new);
        String where = keys.value("directory").flatMap(this::readDirectory).orElse(directory);
        if (command.isEmpty()) return Optional.empty();
        return Optional.of(new Sidecar(
                entry.key(),
                command.get(),
                where,
                env,
                own,
                way,
                within.orElse(Sidecar.DEFAULT_READY_WITHIN),
                grace.orElse(Sidecar.DEFAULT_GRACE)));
    }

    private List<String> readPorts(YamlValue value) {
        List<String> names = new ArrayList<>();
        for (YamlValue item : value.texts("`ports`", "ports: [db]")) {
            String name = item.knownText();
            if (!isName(name, item.place(), "the name of a port")) continue;
            Place first = ports.putIfAbsent(Sidecar.variable(name), item.place());
            if (first == null) {
                names.add(name);
                continue;
            }
            problems.add(
                    item.place(),
                    "there is a port `" + Sidecar.variable(name) + "` already (" + first + ")",
                    "give this one another name");
        }
        return names;
    }

    private Optional<Sidecar.Ready> readWay(YamlMap how, List<String> own) {
        List<String> written =
                WAYS.stream().filter(way -> how.find(way).isPresent()).toList();
        if (written.size() != 1) {
            problems.add(
                    how.place(),
                    written.isEmpty() ? "`ready` names no sign" : "`ready` names more than one sign",
                    "write one of `port`, `log`, `command` and `file`, as in `" + READY_EXAMPLE + "`");
            return Optional.empty();
        }
        YamlValue value = how.value(written.get(0)).orElseThrow();
        return switch (written.get(0)) {
            case "port" -> readPort(value, own);
            case "log" -> readPattern(value);
            case "command" -> CommandReader.read(value, "command", problems).map(Sidecar.CommandSucceeds::new);
            default -> value.text("`file`", "ready: {file: db.sock}").map(Sidecar.FileExists::new);
        };
    }

    private Optional<Sidecar.Ready> readPort(YamlValue value, List<String> own) {
        Optional<String> text = value.text("`port`", READY_EXAMPLE);
        if (text.isEmpty()) return Optional.empty();
        Optional<Integer> number = Amounts.count(text.get()).filter(port -> port >= 1 && port <= Sidecar.LAST_PORT);
        if (own.contains(text.get()) || number.isPresent()) return Optional.of(new Sidecar.PortListens(text.get()));
        problems.add(
                value.place(),
                "`" + text.get() + "` is no port of this sidecar",
                "name one of its `ports`, or write a number from 1 to " + Sidecar.LAST_PORT);
        return Optional.empty();
    }

    private Optional<Sidecar.Ready> readPattern(YamlValue value) {
        Optional<String> text = value.literal("`log`", "ready: {log: ready to accept}");
        if (text.isEmpty()) return Optional.empty();
        try {
            Pattern.compile(text.get());
            return Optional.of(new Sidecar.LogSays(text.get()));
        } catch (PatternSyntaxException e) {
            problems.add(
                    value.place(),
                    "`" + text.get() + "` is no regular expression: " + e.getDescription(),
                    "write a `\\` before a character that means itself");
            return Optional.empty();
        }
    }

    private SortedMap<String, String> readEnv(YamlValue value) {
        SortedMap<String, String> env = new TreeMap<>();
        value.map("`env`", "env: {PGDATA: build/db}").ifPresent(variables -> {
            for (YamlMap.Entry variable : variables.entries()) {
                if (!variable.key().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    problems.add(
                            variable.place(),
                            "`" + variable.key() + "` cannot be the name of a variable",
                            "use letters, digits and `_` only, a digit not first");
                    continue;
                }
                variable.value()
                        .text("the variable `" + variable.key() + "`", "env: {" + variable.key() + ": \"\"}")
                        .ifPresent(text -> env.put(variable.key(), text));
            }
        });
        return env;
    }

    private Optional<String> readDirectory(YamlValue value) {
        Optional<String> text = value.text("`directory`", "directory: database");
        if (text.isEmpty()) return Optional.empty();
        boolean outside =
                text.get().startsWith("/") || List.of(text.get().split("/")).contains("..");
        if (!outside && !text.get().isBlank()) {
            String below = text.get().replaceAll("(^|/)(\\./)+", "$1").replaceAll("(/|^\\.)$", "");
            return Optional.of(directory.isEmpty() || below.isEmpty() ? directory + below : directory + "/" + below);
        }
        problems.add(
                value.place(),
                "`" + text.get() + "` is no directory of this service",
                "write it relative to the service's directory");
        return Optional.empty();
    }

    private Optional<Duration> readDuration(YamlValue value, String key) {
        Optional<String> text = value.text("`" + key + "`", key + ": 30s");
        Optional<Duration> duration = text.flatMap(Amounts::wait);
        if (text.isPresent() && duration.isEmpty())
            problems.add(value.place(), "`" + text.get() + "` is no duration", "write for example `30s` or `2m`");
        return duration;
    }

    private boolean isLongEnough(Duration within, YamlMap ready) {
        if (!within.isZero()) return true;
        problems.add(ready.place(), "nothing is ready within no time", "write for example `timeout: 30s`");
        return false;
    }

    private boolean isName(String text, Place place, String what) {
        if (TaskAddress.isName(text)) return true;
        problems.add(place, "`" + text + "` cannot be " + what, "write " + TaskAddress.NAME_RULE);
        return false;
    }
}
