package io.slipway.core.local;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Tree;
import io.slipway.core.local.output.Collected;
import io.slipway.core.local.output.Sandbox;
import io.slipway.core.local.output.Sandboxes;
import io.slipway.core.local.output.WorkspaceOutputs;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.local.source.SourceScan;
import io.slipway.core.pipeline.Task;
import java.nio.file.Path;
import java.util.Set;

/** Makes the places where attempts run. Thread-safe. */
final class Workplaces {
    private final WorkspaceLayout layout;
    private final SourceScan source;
    private final TaskFiles files;
    private final ContentStore store;

    Workplaces(WorkspaceLayout layout, SourceScan source, TaskFiles files, ContentStore store) {
        this.layout = layout;
        this.source = source;
        this.files = files;
        this.store = store;
    }

    /** The workspace itself, cleared of what the task made before. */
    Workplace inPlace(PreparedTask prepared) {
        Task task = prepared.task();
        files.begin(task);
        return new Workplace() {
            @Override
            public Path root() {
                return layout.root();
            }

            @Override
            public Collected collect(ContentStore contents) {
                return files.collect(task, contents);
            }

            @Override
            public Tree look() {
                return files.look(task);
            }

            @Override
            public boolean isUnchanged() {
                return source.stillMatches(prepared.action().sources(), task.directory(), task.inputs());
            }

            @Override
            public void close() {}
        };
    }

    /** A private copy of what the task declares to read; what it makes there comes into the workspace. */
    Workplace sandboxed(PreparedTask prepared, Sandboxes sandboxes) {
        Task task = prepared.task();
        Sandbox sandbox = sandboxes.create(
                task, prepared.action().sources(), prepared.action().needs().values(), store);
        return new Workplace() {
            @Override
            public Path root() {
                return sandbox.root();
            }

            @Override
            public Collected collect(ContentStore contents) {
                Collected made = outputs(sandbox.root()).collect(task, contents);
                if (made.complaint().isEmpty() && made.stored()) files.place(task, made, contents);
                return made;
            }

            @Override
            public Tree look() {
                return outputs(sandbox.root()).look(task).outputs();
            }

            /** The copy is the task's own, made of exactly what its key names. */
            @Override
            public boolean isUnchanged() {
                return true;
            }

            @Override
            public void close() {
                sandbox.close();
            }
        };
    }

    private WorkspaceOutputs outputs(Path sandbox) {
        FileMemo memo = FileMemo.open(sandbox, layout.sandboxes().resolve("memo"));
        return new WorkspaceOutputs(sandbox, memo, layout.staging(), Set.of());
    }
}
