package io.slipway.github.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.pipeline.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A repository of a test, in memory, and what was read of a workflow in it. */
final class ReadRepository implements ProjectFiles {
    private final Map<String, String> files = new TreeMap<>();
    private final TreeMap<String, String> known = new TreeMap<>();
    private Optional<Set<String>> changed = Optional.empty();

    static ImportedPipeline read(String workflow) {
        return new ReadRepository().pipeline(workflow);
    }

    /** Jobs of a workflow that is started by a push. */
    static ImportedPipeline readJobs(String jobs) {
        return read("on: push\njobs:\n" + jobs.indent(2));
    }

    ReadRepository with(String path, String text) {
        files.put(path, text);
        return this;
    }

    ReadRepository knowing(String name, String value) {
        known.put(name, value);
        return this;
    }

    ReadRepository changing(String... paths) {
        changed = Optional.of(Set.of(paths));
        return this;
    }

    ImportedPipeline pipeline(String workflow) {
        return new PipelineReader(this, Known.of(known), changed).read("ci.yml", workflow.getBytes(UTF_8));
    }

    ImportedPipeline pipelineOfJobs(String jobs) {
        return pipeline("on: push\njobs:\n" + jobs.indent(2));
    }

    static ImportedJob job(ImportedPipeline pipeline, String name) {
        return pipeline.jobs().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + names(pipeline)));
    }

    static List<String> names(ImportedPipeline pipeline) {
        return pipeline.jobs().stream().map(ImportedJob::name).toList();
    }

    static List<String> said(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    @Override
    public Optional<byte[]> find(String path) {
        return Optional.ofNullable(files.get(path)).map(text -> text.getBytes(UTF_8));
    }
}
