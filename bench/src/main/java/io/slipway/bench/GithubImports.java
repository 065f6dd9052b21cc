package io.slipway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.github.expression.Contexts;
import io.slipway.github.expression.Expression;
import io.slipway.github.expression.Expression.Names;
import io.slipway.github.expression.ExpressionException;
import io.slipway.github.expression.Truth;
import io.slipway.github.expression.Value;
import io.slipway.github.read.Known;
import io.slipway.github.read.PipelineReader;
import io.slipway.github.read.ProjectFiles;
import io.slipway.github.yaml.YamlReader;
import io.slipway.github.yaml.YamlValue;
import io.slipway.github.yaml.YamlValue.Mapping;
import io.slipway.github.yaml.YamlValue.Scalar;
import io.slipway.github.yaml.YamlValue.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads real workflows, valid and invalid ones, and works out the cases of expressions that GitHub's own parsers are held to;
 * then compares jobs, needs, sizes of matrices and values with what those parsers say. They are run by the program that
 * {@code SLIPWAY_GITHUB_ORACLE} names, as words separated by blanks.
 */
final class GithubImports {
    private static final String VALID = "github";
    private static final String VALID_EXAMPLES = "oracles/schemastore-pos/src/test/github-workflow";
    private static final String INVALID_EXAMPLES = "oracles/schemastore-neg/src/negative_test/github-workflow";
    private static final String CASES = "oracles/gha-expressions/expressions/testdata";
    private static final int MOST_SECONDS = 120;

    private final Report report;
    private final Map<String, ImportedPipeline> imported = new TreeMap<>();
    private final Set<String> refusable = new TreeSet<>();
    private int read;
    private int refused;
    private int crashed;
    private int disagreements;

    GithubImports(Report report) {
        this.report = report;
    }

    /** @param samples with workflows in {@code github}, and others' examples and cases in {@code oracles} */
    void run(Path samples) throws IOException, InterruptedException {
        List<Path> valid = new ArrayList<>(files(samples.resolve(VALID)));
        valid.addAll(files(samples.resolve(VALID_EXAMPLES)));
        List<Path> invalid = files(samples.resolve(INVALID_EXAMPLES));
        for (Path file : valid) read(file, true);
        report.figure("github_files", valid.size())
                .figure("github_read", read)
                .figure("github_refused", refused)
                .figure(
                        "github_jobs",
                        imported.values().stream()
                                .mapToInt(all -> all.jobs().size())
                                .sum());
        refused = 0;
        for (Path file : invalid) {
            refusable.add(file.toString());
            read(file, false);
        }
        report.figure("github_invalid_files", invalid.size())
                .figure("github_invalid_refused", refused)
                .figure("github_crashed", crashed);
        cases(files(samples.resolve(CASES)));
        Optional<String> oracle = Optional.ofNullable(System.getenv("SLIPWAY_GITHUB_ORACLE"));
        if (oracle.isEmpty()) {
            report.skippedPeer("github_workflow_parser");
            return;
        }
        List<Path> all = new ArrayList<>(valid);
        all.addAll(invalid);
        all.addAll(files(samples.resolve(CASES)));
        compare(oracle.get(), all);
        report.figure("github_disagreements", disagreements);
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> listed = Files.list(directory)) {
            return listed.filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                    .sorted()
                    .toList();
        }
    }

    private void read(Path file, boolean valid) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            ImportedPipeline pipeline = new PipelineReader(ProjectFiles.NONE, Known.NOTHING)
                    .read(String.valueOf(file.getFileName()), bytes);
            imported.put(file.toString(), pipeline);
            if (pipeline.problems().isEmpty()) {
                read++;
                return;
            }
            refused++;
            if (valid) report.row("refused", "%s", pipeline.problems().get(0));
        } catch (RuntimeException e) {
            crashed++;
            report.row("crashed", "%s: %s", file.getFileName(), e);
        }
    }

    /** The cases say themselves what each comes to. */
    private void cases(List<Path> files) throws IOException {
        int cases = 0;
        int agreed = 0;
        for (Path file : files) {
            for (YamlValue group :
                    ((Mapping) json(Files.readAllBytes(file))).fields().values()) {
                for (YamlValue one : group.items()) {
                    cases++;
                    String expected = one.get("err").isPresent()
                            ? "an error"
                            : shown(value(one.get("result")
                                    .flatMap(result -> result.get("value"))
                                    .orElseThrow()));
                    if (worked(one).equals(expected)) agreed++;
                    else report.row("case", "%s: %s, not %s", text(one, "expr"), worked(one), expected);
                }
            }
        }
        report.figure("github_expressions", cases).figure("github_expressions_agreed", agreed);
    }

    private void compare(String oracle, List<Path> files) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(oracle.split(" ")));
        files.forEach(file -> words.add(file.toString()));
        int workflows = 0;
        int theirs = 0;
        int cells = 0;
        int expressions = 0;
        for (String line : lines(words)) {
            YamlValue said = json(line.getBytes(UTF_8));
            if (text(said, "kind").equals("expression")) {
                expressions++;
                compareExpression(said);
                continue;
            }
            workflows++;
            boolean clean =
                    said.get("errors").map(YamlValue::items).orElse(List.of()).isEmpty();
            if (clean) theirs++;
            cells += compareWorkflow(said, clean);
        }
        report.peer("github_oracle_workflows", workflows)
                .peer("github_oracle_read", theirs)
                .peer("github_oracle_matrices", cells)
                .peer("github_oracle_expressions", expressions);
    }

    private static List<String> lines(List<String> words) throws IOException, InterruptedException {
        try (TemporaryDirectory work = new TemporaryDirectory(Files.createTempDirectory("slipway-oracle-"))) {
            Path out = work.path().resolve("out.txt");
            Process process = new ProcessBuilder(words)
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
            if (process.waitFor() != 0) throw new BenchException("the oracle ended with " + process.exitValue());
            return Files.readAllLines(out);
        }
    }

    /** How many matrices were compared; what the oracle refuses has to be refused, and what it reads to be the same. */
    private int compareWorkflow(YamlValue said, boolean clean) {
        String name = text(said, "name");
        ImportedPipeline ours = imported.get(name);
        if (ours == null) return 0;
        if (clean && !ours.problems().isEmpty() && refusable.contains(name)) return 0; // who collected it says so too
        if (clean != ours.problems().isEmpty()) {
            disagree(name, clean ? "refused: " + ours.problems() : "not refused: " + said.get("errors"));
            return 0;
        }
        if (!clean) return 0;
        Map<String, List<ImportedJob>> byId = new LinkedHashMap<>();
        for (ImportedJob job : ours.jobs())
            byId.computeIfAbsent(job.group(), any -> new ArrayList<>()).add(job);
        List<String> ids = new ArrayList<>();
        int cells = 0;
        for (YamlValue job : said.get("jobs").map(YamlValue::items).orElse(List.of())) {
            String id = text(job, "id");
            ids.add(id);
            List<ImportedJob> jobs = byId.getOrDefault(id, List.of());
            TreeSet<String> needs = new TreeSet<>();
            for (YamlValue need : job.get("needs").orElseThrow().items())
                needs.add(need.text().orElse(""));
            if (!jobs.isEmpty() && !needsOf(jobs.get(0), ours).equals(needs))
                disagree(name, id + " needs " + needsOf(jobs.get(0), ours) + ", not " + needs);
            int size = Integer.parseInt(text(job, "cells"));
            if (size < 0) continue;
            if (size > 1) cells++;
            if (jobs.size() != size) disagree(name, id + " is " + jobs.size() + " jobs, not " + size);
        }
        if (!List.copyOf(byId.keySet()).equals(ids)) disagree(name, byId.keySet() + ", not " + ids);
        return cells;
    }

    private static TreeSet<String> needsOf(ImportedJob job, ImportedPipeline pipeline) {
        TreeSet<String> needs = new TreeSet<>();
        Map<String, ImportedJob> byName = pipeline.byName();
        job.needs().orElse(List.of()).forEach(need -> {
            ImportedJob needed = byName.get(need.job());
            if (needed != null) needs.add(needed.group());
        });
        return needs;
    }

    private void compareExpression(YamlValue said) {
        String theirs = text(said, "value");
        String expected = theirs.equals("an error") ? theirs : shown(value(json(theirs.getBytes(UTF_8))));
        if (!worked(said).equals(expected)) disagree(text(said, "expr"), worked(said) + ", not " + expected);
    }

    private void disagree(String what, String how) {
        disagreements++;
        report.row("disagreement", "%s: %s", what, how);
    }

    private static String worked(YamlValue one) {
        Map<String, Value> contexts = new LinkedHashMap<>();
        if (one.get("contexts").orElse(one) instanceof Mapping given && given != one)
            given.fields().forEach((name, value) -> contexts.put(name, value(value)));
        Contexts known = new Contexts(contexts, Truth.YES);
        try {
            Names names = new Names(known.values().keySet(), Set.of());
            return shown(Expression.parse(text(one, "expr"), names).evaluate(known));
        } catch (ExpressionException e) {
            return "an error";
        }
    }

    private static String text(YamlValue of, String key) {
        return of.get(key).map(value -> ((Scalar) value).value()).orElse("");
    }

    private static YamlValue json(byte[] bytes) {
        return YamlReader.readJson("oracle", bytes, problem -> {
                    throw new BenchException(problem.toString());
                })
                .orElseThrow();
    }

    private static Value value(YamlValue json) {
        if (json instanceof Sequence sequence)
            return new Value.Items(
                    sequence.items().stream().map(GithubImports::value).toList());
        if (json instanceof Mapping mapping) {
            Map<String, Value> fields = new LinkedHashMap<>();
            mapping.fields().forEach((key, field) -> fields.put(key, value(field)));
            return new Value.Fields(fields);
        }
        Scalar scalar = (Scalar) json;
        return switch (scalar.type()) {
            case NOTHING -> Value.nothing();
            case TRUTH -> Value.of(scalar.isTrue());
            case NUMBER -> new Value.Amount(new Value.Text(scalar.value()).number());
            case TEXT -> new Value.Text(scalar.value());
        };
    }

    /** With its kinds, so that a number is not taken for its text. */
    private static String shown(Value value) {
        if (value instanceof Value.Items items)
            return items.values().stream().map(GithubImports::shown).toList().toString();
        if (value instanceof Value.Fields fields) {
            Map<String, String> shown = new TreeMap<>();
            fields.values().forEach((key, field) -> shown.put(key, shown(field)));
            return shown.toString();
        }
        return value.getClass().getSimpleName() + " " + value.text();
    }
}
