package io.slipway.github.read;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedNeed;
import io.slipway.core.pipeline.Place;
import io.slipway.github.expression.Contexts;
import io.slipway.github.expression.Template;
import io.slipway.github.expression.Truth;
import io.slipway.github.expression.Value;
import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import io.slipway.github.yaml.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the jobs of a workflow, and in the place of each that uses a workflow of the same repository the jobs of that one.
 * Confined to one thread.
 */
final class WorkflowReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,98}");
    private static final Pattern ELSEWHERE = Pattern.compile("[^/@\\s]+/[^/@\\s]+/.github/workflows/[^@\\s]+@\\S+");

    /** What GitHub takes: workflows within each other, and all together. */
    private static final int DEEPEST = 10;

    private static final int MOST_WORKFLOWS = 50;

    /** One edge of the graph costs about as much as this many values. */
    private static final int EDGE = 10;

    /** And one job as much as these. */
    private static final int JOB = 200;

    private final OwnFiles files;
    private final Contexts known;
    private final Start start;
    private final Findings findings;
    private final Values values;
    private final Set<String> names = new HashSet<>();

    /** @param changed files, when it is known which the event changes */
    WorkflowReader(ProjectFiles files, Contexts known, Optional<Set<String>> changed, Findings findings) {
        this.files = new OwnFiles(files, findings);
        this.known = known;
        this.start = new Start(known, changed);
        this.findings = findings;
        this.values = new Values(findings);
    }

    /**
     * In whose place jobs are read.
     *
     * @param prefix before the names of its jobs
     * @param group before their ids
     * @param contexts known there
     * @param waits what all of them wait for
     * @param runs whether the using job runs, and why it may not
     * @param allowed what the tokens of its jobs may do at most; absent when only the host knows
     * @param uses where it is used
     * @param path of workflows that use each other
     */
    private record Caller(
            String prefix,
            String group,
            Contexts contexts,
            List<ImportedNeed> waits,
            Truth runs,
            String condition,
            Optional<Permissions> allowed,
            Place uses,
            List<String> path) {}

    /**
     * What is known of a job's id when those that need it are read.
     *
     * @param names of its jobs
     * @param chain whether it and all it waits for run
     * @param waits what it waits for
     * @param runs whether it runs
     * @param hands whether it hands on files
     */
    private record Done(List<String> names, Truth chain, List<ImportedNeed> waits, Truth runs, boolean hands) {}

    List<ImportedJob> read(YamlValue root) {
        boolean never = start.of(root) == Truth.NO;
        if (never)
            findings.note(
                    root.get("on").orElse(root).place(),
                    "with these values nothing starts this workflow",
                    "give other values, or mend its filters");
        Truth runs = never ? Truth.NO : Truth.YES;
        return read(root, new Caller("", "", known, List.of(), runs, "", Optional.empty(), root.place(), List.of()));
    }

    private List<ImportedJob> read(YamlValue root, Caller caller) {
        WorkflowShape.workflow().check(root, findings);
        Optional<Mapping> written = root.map("jobs");
        if (written.isEmpty()) return List.of();
        Mapping jobs = written.get();
        root.get("concurrency")
                .ifPresent(value -> findings.note(
                        value.place(),
                        "`concurrency` of the workflow holds for all its jobs together",
                        "a definition says it for each task: give them a lock"));
        Triggers.check(root, findings);
        Needs needs = new Needs(jobs, findings);
        Map<String, Done> done = new HashMap<>();
        Map<String, List<ImportedJob>> read = new HashMap<>();
        for (String id : needs.order()) {
            if (!(jobs.fields().get(id) instanceof Mapping job)) continue;
            checkId(id, jobs.keyPlace(id));
            read.put(id, job(id, job, jobs.keyPlace(id), root, caller, needs.of(id), done));
        }
        List<ImportedJob> inOrder = new ArrayList<>();
        for (String id : jobs.fields().keySet()) inOrder.addAll(read.getOrDefault(id, List.of()));
        return inOrder;
    }

    private void checkId(String id, Place place) {
        if (!ID.matcher(id).matches() || id.startsWith("__"))
            findings.problem(
                    place, "`" + id + "` is no id of a job", "write letters, digits, - and _, beginning with a letter");
    }

    private List<ImportedJob> job(
            String id,
            Mapping job,
            Place place,
            YamlValue root,
            Caller caller,
            Set<String> needed,
            Map<String, Done> done) {
        Truth before = caller.runs();
        String condition = caller.condition();
        for (String need : needed) {
            Done other = done.getOrDefault(need, new Done(List.of(), Truth.MAYBE, List.of(), Truth.MAYBE, true));
            before = before.and(other.chain());
            if (condition.isEmpty() && other.chain() == Truth.MAYBE) condition = "`" + need + "` runs";
        }
        Conditions conditions = new Conditions(Naming.JOB_IF, findings);
        Optional<YamlValue> written = job.get("if");
        Optional<Template> asked = conditions.read(written);
        Truth runs = asked.isEmpty()
                ? before
                : conditions.holds(written.orElse(job), asked.get(), caller.contexts(), before);
        if (asked.isPresent() && runs == Truth.MAYBE)
            condition = written.flatMap(YamlValue::text).orElse("").strip().replaceAll("\\s+", " ");
        runs = runs.and(caller.runs());

        Optional<Permissions> asks = Permissions.of(job).or(() -> Permissions.of(root));
        if (asks.isPresent() && caller.allowed().isPresent()) {
            Optional<String> beyond = asks.get().beyond(caller.allowed().get());
            if (beyond.isPresent())
                findings.problem(
                        caller.uses(),
                        "`" + id + "` of the workflow that is used asks for `" + beyond.get()
                                + "`, more than this job may do",
                        "allow it here, or ask for less there");
        }
        Optional<Permissions> allowed = asks.or(caller::allowed);
        List<Matrix.Cell> cells = new Matrix(id, findings).cells(job.get("strategy"), caller.contexts());
        JobReader reader = new JobReader(job, place, root, files, findings);
        boolean downloads = false;
        List<ImportedJob> jobs = new ArrayList<>();
        boolean hands = false;
        List<JobReader.Made> made = new ArrayList<>();
        List<Contexts> contexts = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            findings.count(place, JOB);
            Contexts mine = caller.contexts()
                    .with("matrix", cells.get(i).matrix())
                    .with("strategy", strategy(job, i, cells.size()));
            contexts.add(mine);
            String name = unique(caller.prefix() + name(id, job, cells.get(i), mine));
            JobReader.Made one = reader.read(name, caller.group() + id, mine);
            made.add(one);
            downloads |= one.downloads();
            hands |= one.hands();
        }
        List<ImportedNeed> waits = waits(job, place, caller, needed, done, downloads, cells.size());
        Truth present = runs;
        for (int i = 0; i < made.size(); i++) {
            ImportedJob.Builder built = made.get(i).builder();
            built.needs(waits).presence(JobReader.presence(present), present == Truth.MAYBE ? condition : "");
            Optional<List<ImportedJob>> inner =
                    called(job, made.get(i).name(), caller, id, contexts.get(i), waits, present, condition, allowed);
            if (inner.isPresent()) jobs.addAll(inner.get());
            else jobs.add(built.build());
        }
        if (job.get("uses").isPresent()) hands = true; // what another workflow does is not followed
        List<String> all = jobs.stream().map(ImportedJob::name).toList();
        done.put(id, new Done(all, before.and(runs), waits, runs, hands));
        return jobs;
    }

    private static Value strategy(Mapping job, int index, int total) {
        Optional<YamlValue> written = job.get("strategy");
        boolean failFast = !written.flatMap(value -> value.get("fail-fast"))
                .flatMap(YamlValue::text)
                .map("false"::equalsIgnoreCase)
                .orElse(false);
        double most = written.flatMap(value -> value.get("max-parallel"))
                .flatMap(YamlValue::text)
                .map(text -> new Value.Text(text).number())
                .filter(number -> number > 0)
                .orElse((double) total);
        Map<String, Value> strategy = new LinkedHashMap<>();
        strategy.put("fail-fast", Value.of(failFast));
        strategy.put("job-index", new Value.Amount(index));
        strategy.put("job-total", new Value.Amount(total));
        strategy.put("max-parallel", new Value.Amount(most));
        return new Value.Fields(strategy);
    }

    /** A name with an expression in it says itself which job of a matrix it is; behind any other its values stand. */
    private String name(String id, Mapping job, Matrix.Cell cell, Contexts contexts) {
        Optional<YamlValue> written = job.get("name").filter(name -> name.text().isPresent());
        if (written.isPresent() && Values.isTemplate(written.get())) {
            String name = values.text(written.get(), Naming.JOB, contexts).strip();
            return name.isEmpty() ? cell.name(id) : name;
        }
        String name = written.map(value -> values.text(value, Naming.JOB, contexts))
                .filter(text -> !text.isBlank())
                .orElse(id);
        return cell.name(name);
    }

    /** GitHub takes one name for several jobs; a graph does not. */
    private String unique(String name) {
        String unique = name;
        for (int i = 2; !names.add(unique); i++) unique = name + " #" + i;
        return unique;
    }

    /** Needed jobs that never run hold up nothing, but what they waited for still comes first. */
    private List<ImportedNeed> waits(
            Mapping job,
            Place place,
            Caller caller,
            Set<String> needed,
            Map<String, Done> done,
            boolean downloads,
            int cells) {
        Map<String, ImportedNeed> waits = new LinkedHashMap<>();
        for (ImportedNeed inherited : caller.waits()) waits.put(inherited.job(), inherited);
        References references = References.in(job);
        for (String need : needed) {
            Done other = done.get(need);
            if (other == null) continue;
            boolean handed = references.to(need)
                    || (downloads && other.hands())
                    || job.get("uses").isPresent();
            for (String name : other.names()) waits.putIfAbsent(name, new ImportedNeed(name, false, handed));
            if (other.runs() == Truth.NO)
                for (ImportedNeed before : other.waits()) waits.putIfAbsent(before.job(), before);
        }
        findings.count(place, EDGE * waits.size() * cells);
        return List.copyOf(waits.values());
    }

    /** The jobs of a workflow that this job uses; absent when it uses none, or one that cannot be read. */
    private Optional<List<ImportedJob>> called(
            Mapping job,
            String name,
            Caller caller,
            String id,
            Contexts contexts,
            List<ImportedNeed> waits,
            Truth runs,
            String condition,
            Optional<Permissions> allowed) {
        Optional<YamlValue> uses = job.get("uses").filter(Scalar.class::isInstance);
        if (uses.isEmpty()) return Optional.empty();
        String reference = uses.get().text().orElse("").strip();
        if (!reference.startsWith("./") && !reference.startsWith("$/")) {
            elsewhere(uses.get(), reference);
            return Optional.empty();
        }
        String path = reference.substring(2);
        if (caller.path().contains(path) || caller.path().size() >= DEEPEST || files.workflowsRead() > MOST_WORKFLOWS) {
            findings.problem(
                    uses.get().place(),
                    caller.path().contains(path)
                            ? "the workflow `" + reference + "` uses itself"
                            : "more than " + DEEPEST + " workflows within each other, or " + MOST_WORKFLOWS + " in all",
                    "use fewer workflows");
            return Optional.empty();
        }
        Optional<YamlValue> root = files.workflow(path, uses.get().place());
        if (root.isEmpty()) return Optional.empty();
        Optional<YamlValue> call = Triggers.find(root.get(), "workflow_call");
        if (call.isEmpty())
            findings.problem(
                    uses.get().place(),
                    "the workflow `" + reference + "` cannot be used",
                    "add `workflow_call` to its `on`");
        Contexts inner = caller.contexts()
                .with("inputs", Inputs.ofWorkflow(call, job, values, contexts, findings))
                .with("matrix", Value.nothing());
        List<String> longer = new ArrayList<>(caller.path());
        longer.add(path);
        String why = runs == Truth.MAYBE ? condition : "";
        return Optional.of(read(
                root.get(),
                new Caller(
                        name + " / ",
                        caller.group() + id + " / ",
                        inner,
                        waits,
                        runs,
                        why,
                        allowed,
                        uses.get().place(),
                        longer)));
    }

    private void elsewhere(YamlValue uses, String reference) {
        if (ELSEWHERE.matcher(reference).matches())
            findings.note(
                    uses.place(),
                    "the workflow `" + reference + "` lies in another repository",
                    "its jobs are left out; nothing is fetched");
        else
            findings.problem(
                    uses.place(),
                    "`uses: " + reference + "` names no workflow",
                    "write ./.github/workflows/file.yml, or owner/repository/.github/workflows/file.yml@version");
    }
}
