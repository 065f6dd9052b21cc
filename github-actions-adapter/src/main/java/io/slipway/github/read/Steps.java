package io.slipway.github.read;

import io.slipway.github.expression.Contexts;
import io.slipway.github.expression.Template;
import io.slipway.github.expression.Truth;
import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import io.slipway.github.yaml.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the steps of a job, and of the composite actions of the same repository that they use: what a shell is given, what is
 * kept for the next run, and which files are handed on. Confined to one thread. O(their size).
 */
final class Steps {
    private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,98}");
    private static final Pattern REFERENCE = Pattern.compile("[^/@\\s]+/[^@\\s]+@\\S+");
    private static final int LONGEST_RUN = 21_000;
    private static final int DEEPEST_ACTION = 10;

    /** Actions that keep files from one run to the next whatever they are told. */
    private static final Pattern CACHING = Pattern.compile(
            "(?i)(actions/cache(/.*)?|swatinem/rust-cache|gradle/(actions/setup-gradle|gradle-build-action)"
                    + "|actions/setup-go|astral-sh/setup-uv|mozilla-actions/sccache-action|.*/[^/]*ccache[^/]*"
                    + "|.*/[^/]*cache[^/]*)@.*");

    private static final Set<String> SHELLS = Set.of("bash", "sh");

    private final OwnFiles files;
    private final Contexts contexts;
    private final Findings findings;
    private final Values values;
    private final List<String> script = new ArrayList<>();
    private final List<String> uploads = new ArrayList<>();
    private final List<String> unsaid = new ArrayList<>();
    private boolean cached;
    private boolean downloads;

    /**
     * @param files of the repository, for its own actions
     * @param contexts that are known in the job
     */
    Steps(OwnFiles files, Contexts contexts, Findings findings) {
        this.files = files;
        this.contexts = contexts;
        this.findings = findings;
        this.values = new Values(findings);
    }

    /**
     * What is said once for all steps.
     *
     * @param shell the empty text when nothing was said
     * @param directory likewise
     */
    record Defaults(String shell, String directory) {}

    void read(YamlValue steps, Defaults defaults) {
        read(steps, defaults, contexts, 0);
    }

    private void read(YamlValue steps, Defaults defaults, Contexts known, int depth) {
        if (depth > DEEPEST_ACTION) return; // told where it was used
        Set<String> ids = new HashSet<>();
        for (YamlValue step : steps.items()) {
            findings.count(step.place(), 1);
            if (!(step instanceof Mapping mapping)) continue;
            mapping.get("id").ifPresent(id -> checkId(id, ids));
            Conditions conditions = new Conditions(Naming.STEP_IF, findings);
            Optional<Template> condition = conditions.read(mapping.get("if"));
            Truth runs = condition.isEmpty()
                    ? Truth.YES
                    : conditions.holds(mapping.get("if").orElse(mapping), condition.get(), known, Truth.YES);
            if (runs == Truth.NO) continue;
            if (runs == Truth.MAYBE) unsaid.add("step only if " + shown(mapping.get("if")));
            mapping.get("run").ifPresent(run -> run(mapping, run, defaults, known));
            mapping.get("uses").ifPresent(uses -> uses(mapping, uses, known, depth));
            beside(mapping, defaults, known, depth);
        }
    }

    /** Steps that run beside each other are written one after the other. */
    private void beside(Mapping step, Defaults defaults, Contexts known, int depth) {
        if (step.get("background").isPresent()) unsaid.add("step in the background");
        if (step.get("cancel").isPresent()) unsaid.add("cancel: " + shown(step.get("cancel")));
        Optional<YamlValue> parallel = step.get("parallel");
        if (parallel.isEmpty()) return;
        unsaid.add("steps beside each other");
        read(parallel.get(), defaults, known, depth + 1);
    }

    private static String shown(Optional<YamlValue> value) {
        return value.flatMap(YamlValue::text).orElse("").strip();
    }

    private void checkId(YamlValue id, Set<String> ids) {
        String text = id.text().orElse("");
        if (!ID.matcher(text).matches() || text.startsWith("__"))
            findings.problem(
                    id.place(),
                    "`" + text + "` is no id of a step",
                    "write letters, digits, - and _, beginning with a letter");
        else if (!ids.add(text.toLowerCase(Locale.ROOT)))
            findings.problem(id.place(), "two steps have the id `" + text + "`", "give one of them another");
    }

    private void run(Mapping step, YamlValue run, Defaults defaults, Contexts known) {
        String text = values.text(run, Naming.STEP, known);
        if (text.length() > LONGEST_RUN && Values.isTemplate(run))
            findings.problem(
                    run.place(),
                    "a script with expressions is longer than " + LONGEST_RUN + " characters",
                    "move it to a file");
        String shell = said(step, "shell", defaults.shell(), known);
        String directory = said(step, "working-directory", defaults.directory(), known);
        if (!shell.isEmpty() && !SHELLS.contains(shell)) unsaid.add("shell: " + shell);
        List<String> set = new ArrayList<>();
        step.map("env").ifPresent(env -> env.fields().forEach((name, value) -> set.add(exported(name, value, known))));
        boolean mayFail = step.get("continue-on-error")
                .map(value -> value instanceof Scalar scalar && scalar.isTrue())
                .orElse(false);
        if (directory.isEmpty() && set.isEmpty() && !mayFail) {
            script.add(text.stripTrailing());
            return;
        }
        List<String> lines = new ArrayList<>(set);
        if (!directory.isEmpty()) lines.add("cd " + quoted(directory));
        lines.add(text.stripTrailing());
        script.add("(\n" + String.join("\n", lines) + "\n)" + (mayFail ? " || true" : ""));
    }

    private String said(Mapping step, String key, String otherwise, Contexts known) {
        return step.get(key)
                .map(value -> values.text(value, Naming.STEP, known))
                .orElse(otherwise);
    }

    private String exported(String name, YamlValue value, Contexts known) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) return ": " + quoted(name);
        return "export " + name + "=" + quoted(values.text(value, Naming.STEP, known));
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private void uses(Mapping step, YamlValue uses, Contexts known, int depth) {
        String action = uses.text().orElse("").strip();
        if (action.startsWith("./") || action.startsWith("$/")) {
            own(step, uses, action.substring(2), known, depth);
            return;
        }
        if (!action.startsWith("docker://") && !REFERENCE.matcher(action).matches())
            findings.problem(
                    uses.place(), "`uses: " + action + "` names no action", "write it as owner/repository@version");
        YamlValue with = step.map("with").orElse(new Mapping(step.place(), Map.of(), Map.of()));
        if (action.startsWith("actions/upload-artifact@")) upload(with, known);
        else if (action.startsWith("actions/download-artifact@")) downloads = true;
        boolean asked = isSaid(with, "cache") || isSaid(with, "bundler-cache") || isSaid(with, "cache-from");
        if (action.startsWith("actions/checkout@")) return;
        if (asked || CACHING.matcher(action).matches()) cached = true;
        else unsaid.add("uses: " + action);
    }

    private static boolean isSaid(YamlValue with, String key) {
        Optional<YamlValue> value = with.get(key);
        return value.isPresent()
                && value.get() instanceof Scalar scalar
                && !scalar.isNothing()
                && !scalar.value().equalsIgnoreCase("false")
                && !scalar.value().isBlank();
    }

    private void upload(YamlValue with, Contexts known) {
        String paths = with.get("path")
                .map(value -> values.text(value, Naming.STEP, known))
                .orElse("");
        paths.lines().map(String::strip).filter(path -> !path.isEmpty()).forEach(uploads::add);
    }

    /** An action of the same repository: the steps of a composite one are steps of the job. */
    private void own(Mapping step, YamlValue uses, String path, Contexts known, int depth) {
        if (depth >= DEEPEST_ACTION) {
            findings.problem(
                    uses.place(), "more than " + DEEPEST_ACTION + " actions within each other", "use fewer of them");
            return;
        }
        String directory = path.replaceAll("/+$", "");
        Optional<YamlValue> action = files.action(directory, uses.place());
        Optional<YamlValue> runs = action.flatMap(value -> value.get("runs"));
        boolean composite = runs.flatMap(value -> value.get("using"))
                .flatMap(YamlValue::text)
                .map("composite"::equalsIgnoreCase)
                .orElse(false);
        if (!composite) {
            unsaid.add("uses: ./" + directory);
            return;
        }
        Optional<YamlValue> steps = runs.flatMap(value -> value.get("steps"));
        if (steps.isPresent())
            read(
                    steps.get(),
                    new Defaults("", ""),
                    known.with("inputs", Inputs.ofAction(action.get(), step, values, known)),
                    depth + 1);
    }

    /** What a shell is given, step after step. */
    String script() {
        return String.join("\n", script);
    }

    /** Patterns of files that are handed on. */
    List<String> uploads() {
        return uploads;
    }

    /** What has no word elsewhere. */
    List<String> unsaid() {
        return unsaid;
    }

    /** Whether files are kept from one run to the next. */
    boolean isCached() {
        return cached;
    }

    /** Whether files of other jobs are fetched. */
    boolean downloads() {
        return downloads;
    }
}
