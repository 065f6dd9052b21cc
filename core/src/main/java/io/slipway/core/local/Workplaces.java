package io.slipway.core.local;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Tree;
import io.slipway.core.local.output.Collected;
import io.slipway.core.local.output.Sandbox;
import io.slipway.core.local.output.Sandboxes;
import io.slipway.core.local.output.WorkspaceOutputs;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.local.source.SourceScan;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Makes the places where attempts run. Thread-safe. */
final class Workplaces {
    private final WorkspaceLayout layout;
    private final Pipeline pipeline;
    private final SourceScan source;
    private final TaskFiles files;
    private final ContentStore store;
    private final Consumer<String> warnings;

    /**
     * @param warnings told what makes a result unfit to be kept
     */
    Workplaces(
            WorkspaceLayout layout,
            Pipeline pipeline,
            SourceScan source,
            TaskFiles files,
            ContentStore store,
            Consumer<String> warnings) {
        this.pipeline = pipeline;
        this.warnings = warnings;
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
                return source.stillMatches(prepared.action().sources(), task.directory(), task.inputs())
                        && readNothingElse(prepared);
            }

            @Override
            public void close() {}
        };
    }

    /** Whether nothing lies among the outputs of its needs that none of them made: the key does not know of that. */
    private boolean readNothingElse(PreparedTask prepared) {
        Task task = prepared.task();
        for (Need need : task.needs()) {
            Tree made = prepared.action().needs().get(need.task());
            if (made == null) continue;
            Optional<String> stranger = files.stranger(pipeline, need, made);
            if (stranger.isEmpty()) continue;
            warnings.accept(stranger.get() + " lies among the outputs of " + need.task()
                    + ", which did not make it; the" + " result of " + task.address()
                    + " is not kept, as it may have been made of it too; remove it");
            return false;
        }
        return true;
    }

    /** A private copy of what the task declares to read; what it makes there comes into the workspace. */
    Workplace sandboxed(PreparedTask prepared, Sandboxes sandboxes) {
        Task task = prepared.task();
        return new Sandboxed(task, sandbox(prepared, sandboxes, store)) {
            @Override
            public Collected collect(ContentStore contents) {
                Collected made = outputs().collect(task, contents);
                if (made.complaint().isEmpty() && made.stored()) files.place(task, made, contents);
                return made;
            }
        };
    }

    /**
     * A private copy of what the task declares to read; what it makes there stays out of the workspace and the store.
     *
     * @param made takes it, and has what the tasks made that it needs
     */
    Workplace apart(PreparedTask prepared, Sandboxes sandboxes, ContentStore made) {
        Task task = prepared.task();
        return new Sandboxed(task, sandbox(prepared, sandboxes, made)) {
            @Override
            public Collected collect(ContentStore contents) {
                return outputs().collect(task, made);
            }
        };
    }

    private static Sandbox sandbox(PreparedTask prepared, Sandboxes sandboxes, ContentStore store) {
        return sandboxes.create(
                prepared.task(),
                prepared.action().sources(),
                prepared.action().needs().values(),
                store);
    }

    /** A sandbox; what becomes of the outputs is open. */
    private abstract class Sandboxed implements Workplace {
        private final Task task;
        private final Sandbox sandbox;

        Sandboxed(Task task, Sandbox sandbox) {
            this.task = task;
            this.sandbox = sandbox;
        }

        @Override
        public Path root() {
            return sandbox.root();
        }

        @Override
        public Tree look() {
            return outputs().look(task).outputs();
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

        WorkspaceOutputs outputs() {
            Path root = sandbox.root();
            FileMemo memo = FileMemo.open(root, root.resolveSibling("memo")); // of which nothing is ever saved
            return new WorkspaceOutputs(root, memo, layout.staging(), Set.of());
        }
    }
}
