package io.slipway.gitlab.read;

import static java.util.Objects.requireNonNull;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.pipeline.Place;
import io.slipway.gitlab.read.Findings.TooMuchException;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import io.slipway.gitlab.yaml.YamlValue.Scalar;
import io.slipway.gitlab.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a {@code .gitlab-ci.yml}: what it includes from the same project, extends, refers to and repeats is put in its place,
 * as GitLab does before it runs anything. What cannot be known here (other projects, variables of the instance) becomes a
 * note. Reads nothing but the files that it is given; never fails. Thread-safe; O(size of the result).
 */
public final class PipelineReader {
    private static final Set<String> GLOBAL = Set.of(
            "after_script",
            "before_script",
            "cache",
            "default",
            "image",
            "include",
            "pages",
            "services",
            "spec",
            "stages",
            "types",
            "variables",
            "workflow");

    private static final String DEFINITION = ".gitlab-ci.yml";

    private static final List<String> STAGES = List.of("build", "test", "deploy");

    private final ProjectFiles files;
    private final Variables variables;

    /**
     * @param files of the project, for what is included
     * @param variables that rules may ask for
     */
    public PipelineReader(ProjectFiles files, Variables variables) {
        this.files = requireNonNull(files, "files");
        this.variables = requireNonNull(variables, "variables");
    }

    /**
     * What the file asks for.
     *
     * @param file as places name it
     */
    public ImportedPipeline read(String file, byte[] bytes) {
        Findings findings = new Findings();
        try {
            Includes includes = new Includes(files, variables, findings);
            Optional<Mapping> root = includes.read(file, bytes, Mapping.empty(new Place(file, 1, 1)), 0);
            if (root.isEmpty()) return nothing(file, findings);
            // Only the definition of a project is known to be all of one: any other file may be a part that another
            // includes.
            boolean whole = includes.areWhole()
                    && file.substring(file.lastIndexOf('/') + 1).equals(DEFINITION);
            return jobs(file, Inheritance.resolve(root.get(), whole, findings), whole, findings);
        } catch (TooMuchException e) {
            findings.problem(e.problem());
            return nothing(file, findings);
        }
    }

    private static ImportedPipeline nothing(String file, Findings findings) {
        return ImportedPipeline.of(file, List.of(), List.of(), findings.problems(), findings.notes());
    }

    private ImportedPipeline jobs(String file, Mapping root, boolean whole, Findings findings) {
        Map<String, Mapping> written = new LinkedHashMap<>();
        Map<String, List<Matrix.Cell>> cells = new LinkedHashMap<>();
        for (Field field : root.fields()) {
            String name = field.key();
            YamlValue value = field.value();
            boolean isPages = name.equals("pages") && value.get("script").isPresent();
            if (name.startsWith(".") || (GLOBAL.contains(name) && !isPages)) continue;
            if (value instanceof Mapping job) {
                written.put(name, job);
                cells.put(name, Matrix.cells(name, job.get("parallel"), findings));
            } else if (!value.isNothing()) {
                findings.problem(
                        field.keyPlace(),
                        "`" + name + "` is " + value.kind() + ", but jobs are maps",
                        findings.near(name, GLOBAL, "write its keys below it"));
            }
        }
        List<String> stages = stages(root, findings);
        Optional<YamlValue> workflow = workflow(root, findings);
        JobReader reader = new JobReader(root, workflow, whole, variables, files, findings);
        Needs needs = new Needs(cells, whole, findings);
        List<ImportedJob> jobs = new ArrayList<>();
        written.forEach((name, job) ->
                jobs.addAll(reader.read(name, job, root.keyPlace(name), cells.getOrDefault(name, List.of()), needs)));
        List<String> allStages = withStagesOf(jobs, stages, whole, findings);
        OrderChecks.of(written, jobs, allStages, whole, findings);
        if (jobs.isEmpty() && whole)
            findings.note(root.place(), "there is no job in this file", "give it one, or include a file that has one");
        return ImportedPipeline.of(file, allStages, jobs, findings.problems(), findings.notes());
    }

    /** A stage that is not written is the test of all jobs that are in it: told once. */
    private static List<String> withStagesOf(
            List<ImportedJob> jobs, List<String> stages, boolean whole, Findings findings) {
        Set<String> all = new LinkedHashSet<>(stages);
        for (ImportedJob job : jobs) {
            if (!all.add(job.stage())) continue;
            findings.missing(
                    whole,
                    job.place(),
                    "`" + job.group() + "` is in the stage `" + job.stage() + "`, which is not among `stages`",
                    "add it, or name one of " + String.join(", ", stages));
        }
        all.remove(".post"); // comes last whatever was added
        all.add(".post");
        return List.copyOf(all);
    }

    private static List<String> stages(Mapping root, Findings findings) {
        Optional<YamlValue> written = root.get("stages").or(() -> root.get("types"));
        if (written.isPresent()
                && !(written.get() instanceof Sequence)
                && !written.get().isNothing())
            findings.problem(
                    written.get().place(), "`stages` is " + written.get().kind(), "write a list of names");
        List<String> named = written.isPresent() ? Lists.texts(written, "stages", findings) : STAGES;
        for (YamlValue name : Lists.flat(written, findings)) {
            if (name instanceof Scalar && !name.kind().equals("text"))
                findings.problem(name.place(), "a stage is " + name.kind(), "put it in quotes to make it text");
        }
        Set<String> stages = new LinkedHashSet<>();
        stages.add(".pre");
        for (String stage : named) if (!stage.equals(".post")) stages.add(stage);
        stages.add(".post");
        return List.copyOf(stages);
    }

    /** Variables that the rule brings which lets the pipeline run. */
    private Optional<YamlValue> workflow(Mapping root, Findings findings) {
        Optional<YamlValue> workflow = root.get("workflow");
        if (workflow.isEmpty() || workflow.get() instanceof Scalar) return Optional.empty();
        Rules rules = Rules.of(workflow.get().get("rules"), variables, files, findings);
        if (rules.included() == Truth.NO)
            findings.note(
                    workflow.get().place(),
                    "with these variables `workflow` makes no pipeline at all",
                    "give other variables");
        return rules.areWritten() ? rules.outcome().rule().flatMap(rule -> rule.get("variables")) : Optional.empty();
    }
}
