package io.slipway.core.imported;

import static java.util.Objects.requireNonNull;

import io.slipway.core.graph.CycleException;
import io.slipway.core.graph.Dag;
import io.slipway.core.imported.StageOrder.TooManyEdgesException;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one file of another CI system asks for, and what its reader could not make out. Immutable and thread-safe.
 *
 * <p>A file with problems was read as far as it goes: its jobs are there to be looked at, but they are not what the host
 * would run. Notes do not keep it from being used: they say what was left aside.
 */
public final class ImportedPipeline {
    private final String file;
    private final List<String> stages;
    private final List<ImportedJob> jobs;
    private final List<Problem> problems;
    private final List<Problem> notes;
    private final Dag<String> graph;

    private ImportedPipeline(
            String file,
            List<String> stages,
            List<ImportedJob> jobs,
            List<Problem> problems,
            List<Problem> notes,
            Dag<String> graph) {
        this.file = file;
        this.stages = stages;
        this.jobs = jobs;
        this.problems = problems;
        this.notes = notes;
        this.graph = graph;
    }

    /**
     * Joins jobs by what they need and by their stages. A need of a job that is not there is left out; the reader told it.
     * O(jobs + edges).
     *
     * @param stages in their order; every job's stage is one of them, or the host has none
     * @param problems what is wrong; a circle of needs, or far too many of them, is added to them
     * @param notes what was left aside
     */
    public static ImportedPipeline of(
            String file, List<String> stages, List<ImportedJob> jobs, List<Problem> problems, List<Problem> notes) {
        requireNonNull(file, "file");
        List<Problem> all = new ArrayList<>(problems);
        Dag<String> graph;
        try {
            graph = StageOrder.graph(stages, jobs);
        } catch (TooManyEdgesException crowd) {
            graph = Dag.<String>builder().build();
            all.add(Problem.of(
                    first(jobs),
                    "the " + jobs.size() + " jobs wait for each other in more than a million ways",
                    "put a job between two large stages, or split the file"));
        } catch (CycleException circle) {
            graph = Dag.<String>builder().build();
            all.add(Problem.of(
                    first(jobs),
                    "jobs need each other in a circle: " + circle.getMessage(),
                    "take one of these needs out"));
        }
        return new ImportedPipeline(
                file, List.copyOf(stages), List.copyOf(jobs), List.copyOf(all), List.copyOf(notes), graph);
    }

    private static Optional<Place> first(List<ImportedJob> jobs) {
        return jobs.isEmpty() ? Optional.empty() : Optional.of(jobs.get(0).place());
    }

    public String file() {
        return file;
    }

    public List<String> stages() {
        return stages;
    }

    /** As written, a matrix in its own order. */
    public List<ImportedJob> jobs() {
        return jobs;
    }

    /** What keeps the host, or us, from running it as it stands. */
    public List<Problem> problems() {
        return problems;
    }

    /** What was left aside or could not be looked up. */
    public List<Problem> notes() {
        return notes;
    }

    /** Names of jobs, with edges to those that wait for them; empty when jobs need each other in a circle. */
    public Dag<String> graph() {
        return graph;
    }

    /** Jobs by name. */
    public Map<String, ImportedJob> byName() {
        Map<String, ImportedJob> byName = new HashMap<>(jobs.size() * 2);
        for (ImportedJob job : jobs) byName.put(job.name(), job);
        return byName;
    }
}
