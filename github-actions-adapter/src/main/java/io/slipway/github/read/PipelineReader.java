package io.slipway.github.read;

import static java.util.Objects.requireNonNull;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.github.expression.Contexts;
import io.slipway.github.read.Findings.TooMuchException;
import io.slipway.github.yaml.YamlReader;
import io.slipway.github.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a workflow: its matrices are expanded, expressions worked out as far as their contexts are known, and workflows and
 * actions of the same repository put in the place of their use. What cannot be known here (other repositories, what only a
 * run can tell) becomes a note. Reads nothing but the files that it is given; never fails. Thread-safe; O(size of the
 * result).
 */
public final class PipelineReader {
    private final ProjectFiles files;
    private final Contexts known;
    private final Optional<Set<String>> changed;

    /**
     * @param files of the repository, for what is used
     * @param known what expressions may ask for, made by {@link Known}
     */
    public PipelineReader(ProjectFiles files, Contexts known) {
        this(files, known, Optional.empty());
    }

    /** @param changed files, when it is known which the push or pull request changes */
    public PipelineReader(ProjectFiles files, Contexts known, Optional<Set<String>> changed) {
        this.files = requireNonNull(files, "files");
        this.known = requireNonNull(known, "known");
        this.changed = changed.map(Set::copyOf);
    }

    /**
     * What the workflow asks for.
     *
     * @param file as places name it
     */
    public ImportedPipeline read(String file, byte[] bytes) {
        Findings findings = new Findings();
        try {
            Optional<YamlValue> root = YamlReader.read(file, bytes, findings::problem);
            if (root.isEmpty()) return pipeline(file, List.of(), findings);
            WorkflowReader reader = new WorkflowReader(files, known, changed, findings);
            return pipeline(file, reader.read(root.get()), findings);
        } catch (TooMuchException e) {
            findings.problem(e.problem());
            return pipeline(file, List.of(), findings);
        }
    }

    private static ImportedPipeline pipeline(String file, List<ImportedJob> jobs, Findings findings) {
        return ImportedPipeline.of(file, List.of(), jobs, findings.problems(), findings.notes());
    }
}
