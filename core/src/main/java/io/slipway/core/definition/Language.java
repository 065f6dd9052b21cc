package io.slipway.core.definition;

import static io.slipway.core.definition.Keys.key;
import static io.slipway.core.definition.Keys.required;

import io.slipway.core.definition.Shape.Names;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.RetryPolicy.OnLost;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.workspace.Concurrency.WhenBusy;
import java.util.Arrays;
import java.util.List;

/** Every key of the definition language, said once: its readers, its schema and {@code slipway fmt} all go by this. */
final class Language {
    private static final Shape TEXT = Shape.text();
    private static final Shape PATTERNS = Shape.listOf(TEXT);
    private static final Shape LABELS = Shape.mapOf(Names.PATTERN, TEXT);
    private static final Shape NAMES = Shape.listOf(Shape.name());
    private static final Shape DURATION = Shape.text("^(P.*|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?)$");
    private static final Shape SIZE = Shape.text("^\\d{1,18}(\\.\\d{1,9})?([KMGT]i)?$");
    private static final Shape COUNT = Shape.text("^\\d{1,9}$");
    private static final Shape NUMBER = Shape.text("^\\d{1,9}(\\.\\d{1,9})?$");
    private static final Shape FORMAT = Shape.one();

    static final Keys NEED = Keys.of(
            "need",
            required("task", TEXT, "The task that is needed.", "contracts:package"),
            key("kind", Shape.choice(words(NeedKind.values())), "build", "What it is needed for.", "test"),
            key("optional", Shape.bool(), "false", "Whether this task runs all the same when that one failed.", "true"),
            key("outputs", PATTERNS, "Which of its outputs are inputs, relative to its service.", "[lib/**]"),
            key("deny", Shape.bool(), "false", "Takes back a need that was only found.", "true"));

    static final Keys RESOURCES = Keys.of(
            "resources",
            key("cpu", Shape.text("^(\\d{1,9}(\\.\\d{1,3})?|\\d{1,9}m)$"), "1", "CPUs, or thousandths of one.", "500m"),
            key("memory", SIZE, "The most memory that it may use.", "512Mi"),
            key("disk", SIZE, "Room for files that the agent must have free.", "10Gi"),
            key("counts", Shape.mapOf(Names.PATTERN, COUNT), "What comes in whole pieces.", "{gpu: 1}"));

    static final Keys BACKOFF = Keys.of(
            "backoff",
            key("first", DURATION, "1s", "The wait after the first failure.", "5s"),
            key("factor", NUMBER, "2", "By how much each wait is longer than the last.", "1.5"),
            key("most", DURATION, "5m", "How long a wait is at most.", "1m"),
            key("jitter", NUMBER, "0.2", "Which part of a wait is left to chance.", "0.1"));

    static final Keys RETRY = Keys.of(
            "retry",
            key("attempts", COUNT, "3", "How often it is tried in all.", "4"),
            key(
                    "backoff",
                    Shape.either(Shape.keys(() -> BACKOFF), DURATION),
                    "1s",
                    "How long it waits before it is tried again.",
                    "10s"),
            key(
                    "on",
                    Shape.either(Shape.listOf(TEXT), TEXT),
                    "[exit, timeout]",
                    "After which failures: exit, timeout, lost, exceeded, or exit codes.",
                    "[75, timeout]"));

    static final Keys THROTTLE = Keys.of(
            "throttle",
            required("class", Shape.name(), "The throttle class.", "database"),
            key("weight", COUNT, "1", "How much of it the task uses.", "2"));

    static final Keys SECRET = Keys.of(
            "secret",
            key("env", Shape.text(Names.VARIABLE), "A variable of the caller that has the value.", "CI_NPM_TOKEN"),
            key("file", TEXT, "A file that has the value.", "~/.config/npm-token"),
            key("command", Shape.listOf(TEXT), "A program that prints the value.", "[pass, show, npm-token]"),
            key("timeout", DURATION, "30s", "How long the program may take.", "2m"));

    static final Keys READY = Keys.of(
            "ready",
            key("port", TEXT, "Somebody listens on this port.", "db"),
            key("log", TEXT, "A line of its log has this regular expression in it.", "ready to accept"),
            key(
                    "command",
                    Shape.either(TEXT, Shape.listOf(TEXT)),
                    "This command, tried again and again, succeeds.",
                    "pg_isready -p $SLIPWAY_PORT_DB"),
            key("file", TEXT, "There is this file, relative to its directory.", "db.sock"),
            key("timeout", DURATION, "1m", "How long it may take until then.", "30s"));

    static final Keys SIDECAR = Keys.of(
            "sidecar",
            required(
                    "run",
                    Shape.either(TEXT, Shape.listOf(TEXT)),
                    "The command: a script for `sh -e`, or a program and its arguments.",
                    "exec ./start-db --port $SLIPWAY_PORT_DB"),
            key("env", Shape.mapOf(Names.VARIABLE, TEXT), "Variables set for it.", "{PGDATA: build/db}"),
            key("directory", TEXT, "Where it runs, relative to its service.", "database"),
            key("ports", NAMES, "[]", "Names of free ports that it is given.", "[db]"),
            key("ready", Shape.keys(() -> READY), "How is seen that it can be used.", "{port: db}"),
            key("grace", DURATION, "10s", "How long it may take to end.", "2s"));

    private static final Shape SECRETS = Shape.mapOf(Names.VARIABLE, Shape.keys(() -> SECRET));

    static final Keys SHARDS = Keys.of(
            "shards",
            key("count", Shape.text("^(auto|\\d{1,2})$"), "auto", "How many parts; auto goes by recorded times.", "4"),
            key("each", DURATION, "1m", "How long a part had better take, with auto.", "2m"),
            key("files", PATTERNS, "Test files to be dealt out to the parts.", "[test/**]"));

    static final Keys APPROVAL = Keys.of(
            "approval",
            key("by", Shape.listOf(TEXT), "Who may approve; anybody when left out.", "[ada, bob]"),
            key("note", TEXT, "What to look at before.", "Look at the plan first"));

    static final Keys KEEP = Keys.of(
            "keep",
            key("paths", PATTERNS, "[\"**\"]", "Which of its outputs and reports.", "[build/*.jar]"),
            key("for", DURATION, "30d", "How long after the run.", "90d"));

    static final Keys TASK = Keys.of(
            "task",
            key(
                    "run",
                    Shape.either(TEXT, Shape.listOf(TEXT)),
                    "The command: a script for `sh -e`, or a program and its arguments.",
                    "make"),
            key("kind", Shape.choice(words(TaskKind.values())), "build", "What it is for.", "test"),
            key("inputs", PATTERNS, "[\"**\"]", "Source files that the command reads.", "[src/**]"),
            key("outputs", PATTERNS, "[]", "Files that the command makes.", "[build/**]"),
            key(
                    "needs",
                    Shape.listOf(Shape.either(Shape.keys(() -> NEED), TEXT)),
                    "[]",
                    "Tasks that come first.",
                    "[compile]"),
            key("requires", LABELS, "What the machine must have.", "{jdk: \">=17\"}"),
            key("resources", Shape.keys(() -> RESOURCES), "{cpu: 1}", "What it holds while it runs.", "{cpu: 2}"),
            key("locks", NAMES, "[]", "Names that one running task at a time may hold.", "[database]"),
            key("timeout", DURATION, "How long it may run.", "5m"),
            key(
                    "reports",
                    Shape.mapOf(Names.PATTERN, Shape.either(PATTERNS, TEXT)),
                    "Files to be kept and shown, by kind.",
                    "{junit: build/reports/*.xml}"),
            key("env", Shape.mapOf(Names.VARIABLE, TEXT), "Variables set for the command.", "{MODE: fast}"),
            key("pass", Shape.listOf(Shape.text(Names.VARIABLE)), "Variables taken from the caller.", "[CI]"),
            key("always", Shape.bool(), "false", "Whether it runs even after what it needs has failed.", "true"),
            key(
                    "retry",
                    Shape.either(Shape.keys(() -> RETRY), Shape.listOf(Shape.keys(() -> RETRY)), COUNT),
                    "How often it is tried, after which failures.",
                    "3"),
            key("on-lost", Shape.choice(words(OnLost.values())), "What to do when its agent is lost.", "hold"),
            key(
                    "throttle",
                    Shape.either(
                            Shape.keys(() -> THROTTLE),
                            Shape.name(),
                            Shape.listOf(Shape.either(Shape.keys(() -> THROTTLE), Shape.name()))),
                    "Throttle classes that it draws on.",
                    "database"),
            key("priority", Shape.text("^[+-]?\\d{1,9}$"), "0", "Whether it goes before or after others.", "10"),
            key("prefers", LABELS, "What the machine had better have.", "{disk: ssd}"),
            key("exclusive", Shape.bool(), "false", "Whether nothing else runs on its machine meanwhile.", "true"),
            key("labels", NAMES, "[]", "Words by which people choose it.", "[nightly]"),
            key("when", TEXT, "Under which circumstances it runs, as a CEL expression.", "branch == 'main'"),
            key(
                    "allow-failure",
                    Shape.bool(),
                    "false",
                    "Whether the run goes on and ends well though it fails.",
                    "true"),
            key(
                    "secrets",
                    Shape.either(SECRETS, Shape.listOf(Shape.text(Names.VARIABLE))),
                    "Variables with values that nobody sees.",
                    "[NPM_TOKEN]"),
            key(
                    "sidecars",
                    Shape.mapOf(Names.PATTERN, Shape.keys(() -> SIDECAR)),
                    "What runs beside its command.",
                    "{db: {run: ./start-db}}"),
            key(
                    "extends",
                    Shape.either(Shape.listOf(TEXT), TEXT),
                    "Templates that it takes the rest from.",
                    "[java, slow]"),
            key(
                    "matrix",
                    Shape.mapOf(Names.WORD, Shape.listOf(Shape.either(Shape.mapOf(Names.WORD, TEXT), TEXT))),
                    "Axes; the task is one for each combination of their values.",
                    "{jdk: [17, 21]}"),
            key(
                    "shards",
                    Shape.either(Shape.keys(() -> SHARDS), Shape.text("^(auto|\\d{1,2})$")),
                    "1",
                    "Into how many parts it is split.",
                    "4"),
            key(
                    "approval",
                    Shape.either(Shape.keys(() -> APPROVAL), Shape.bool()),
                    "false",
                    "Whether somebody has to approve before it starts.",
                    "true"),
            key(
                    "keep",
                    Shape.either(Shape.keys(() -> KEEP), DURATION),
                    "Outputs and reports to be kept as artifacts, and for how long.",
                    "30d"),
            key("pin", NAMES, "[]", "Tools whose exact version counts.", "[jdk]"),
            key("version", TEXT, "Another one makes it run again.", "2"),
            key("renamed-from", TEXT, "The name that it had before, whose past is its own.", "build"));

    static final Keys PARAMETER = Keys.of(
            "parameter",
            key("type", Shape.choice(words(Parameter.Type.values())), "string", "What its values look like.", "number"),
            key("default", TEXT, "Its value when nothing else is said.", "staging"),
            key("allowed", Shape.listOf(TEXT), "The values it may have.", "[staging, production]"),
            key("description", TEXT, "What it is for.", "Where to deploy"));

    private static final Shape VARIABLES = Shape.mapOf(Names.PATTERN, TEXT);
    private static final Shape TEMPLATES = Shape.mapOf("", Shape.keys(() -> TASK));
    private static final Shape DEFAULTS =
            Shape.mapOf("^(" + String.join("|", words(TaskKind.values())) + ")$", Shape.keys(() -> TASK));

    static final Keys CONCURRENCY = Keys.of(
            "concurrency",
            required("group", TEXT, "Of all runs of one group one at a time goes on.", "\"deploy-${{ branch }}\""),
            key(
                    "when-busy",
                    Shape.choice(
                            Arrays.stream(WhenBusy.values()).map(WhenBusy::text).toList()),
                    "queue",
                    "What a run does that finds an older one going on.",
                    "cancel-older"));

    static final Keys SERVICE = Keys.of(
            "service",
            required("slipway", FORMAT, "The form of the file.", "1"),
            required("service", Shape.text(Names.PATTERN), "The service's name, unique in the workspace.", "orders"),
            key("variables", VARIABLES, "Texts that `${{ vars.NAME }}` stands for.", "{image: example.org/site}"),
            key("templates", TEMPLATES, "Tasks that are none: keys that others take over.", "{java: {timeout: 10m}}"),
            key("defaults", DEFAULTS, "What every task of a kind takes.", "{test: {timeout: 10m}}"),
            required(
                    "tasks",
                    Shape.mapOf(Names.PATTERN, Shape.keys(() -> TASK)),
                    "Tasks by name.",
                    "{build: {run: make}}"));

    static final Keys WORKSPACE = Keys.of(
            "workspace",
            required("slipway", FORMAT, "The form of the file.", "1"),
            key(
                    "services",
                    Shape.listOf(TEXT),
                    "Directories of the services; all that are found when left out.",
                    "[orders]"),
            key(
                    "throttles",
                    Shape.mapOf(Names.PATTERN, COUNT),
                    "How much there is of each throttle class.",
                    "{database: 4}"),
            key(
                    "params",
                    Shape.mapOf(Names.PATTERN, Shape.either(Shape.keys(() -> PARAMETER), TEXT)),
                    "What is decided when a run is asked for.",
                    "{target: {default: staging}}"),
            key("variables", VARIABLES, "Texts that `${{ vars.NAME }}` stands for.", "{registry: example.org}"),
            key("secrets", SECRETS, "Where the values of secrets are to be had.", "{TOKEN: {file: ~/.token}}"),
            key("templates", TEMPLATES, "Tasks that are none: keys that others take over.", "{java: {timeout: 10m}}"),
            key("defaults", DEFAULTS, "What every task of a kind takes.", "{test: {timeout: 10m}}"),
            key(
                    "concurrency",
                    Shape.either(Shape.keys(() -> CONCURRENCY), TEXT),
                    "The group of runs of which one at a time goes on.",
                    "deploy"));

    /** Every map with known keys. */
    static final List<Keys> ALL = List.of(
            SERVICE,
            WORKSPACE,
            TASK,
            NEED,
            RESOURCES,
            RETRY,
            BACKOFF,
            THROTTLE,
            PARAMETER,
            SECRET,
            SIDECAR,
            READY,
            SHARDS,
            APPROVAL,
            KEEP,
            CONCURRENCY);

    private Language() {}

    private static List<String> words(TaskKind[] kinds) {
        return Arrays.stream(kinds).map(TaskKind::text).toList();
    }

    private static List<String> words(NeedKind[] kinds) {
        return Arrays.stream(kinds).map(NeedKind::text).toList();
    }

    private static List<String> words(OnLost[] answers) {
        return Arrays.stream(answers).map(OnLost::text).toList();
    }

    private static List<String> words(Parameter.Type[] types) {
        return Arrays.stream(types).map(Parameter.Type::text).toList();
    }
}
