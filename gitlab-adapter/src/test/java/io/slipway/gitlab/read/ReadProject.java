package io.slipway.gitlab.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.content.PathSet;
import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.pipeline.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A project of a test, in memory, and what was read of its definition. */
final class ReadProject implements ProjectFiles {
    private final Map<String, String> files = new TreeMap<>();
    private Variables variables = Variables.UNKNOWN;

    static ImportedPipeline read(String definition) {
        return new ReadProject().pipeline(definition);
    }

    ReadProject with(String path, String text) {
        files.put(path, text);
        return this;
    }

    ReadProject knowing(String name, String value) {
        TreeMap<String, String> known = new TreeMap<>(variables.known());
        known.put(name, value);
        variables = new Variables(known, false, variables.changed());
        return this;
    }

    ReadProject changing(String... paths) {
        variables = variables.changing(new ChangedFiles(List.of(paths)));
        return this;
    }

    ImportedPipeline pipeline(String definition) {
        return new PipelineReader(this, variables).read(".gitlab-ci.yml", definition.getBytes(UTF_8));
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

    @Override
    public List<String> matching(String pattern) {
        return files.keySet().stream().filter(PathSet.of(pattern)::matches).toList();
    }
}
