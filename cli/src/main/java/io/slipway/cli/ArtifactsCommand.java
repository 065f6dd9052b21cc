package io.slipway.cli;

import io.slipway.cli.view.ArtifactsText;
import io.slipway.core.local.Artifact;
import io.slipway.core.local.Artifacts;
import io.slipway.core.local.PastRuns;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreListener;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway artifacts}. */
@Command(
        name = "artifacts",
        header = "Lists what tasks kept of their outputs and reports, or copies it.",
        description = "A task keeps what `keep` in its definition says.")
final class ArtifactsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "TASK", description = "Only of this task, written service:task.")
    private String task = "";

    @Option(names = "--run", paramLabel = "RUN", description = "Only of this run; as for status.")
    private String run = "";

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Copy the files below DIR: of each task those of the newest run listed.")
    private String to = "";

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    ArtifactsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        List<Artifact> found = found();
        if (!to.isEmpty()) {
            if (found.isEmpty())
                throw new IllegalArgumentException(
                        "nothing is kept of that; `slipway artifacts` without --to lists what there is");
            copy(found, surroundings.resolve(to));
            return ExitCode.DONE;
        }
        surroundings.out().print(surroundings.isJson() ? ArtifactsText.json(found) : ArtifactsText.text(found));
        return ExitCode.DONE;
    }

    private List<Artifact> found() {
        PastRuns runs = where.runs(surroundings);
        List<RunId> wanted = run.isEmpty() ? List.of() : List.of(runs.named(run));
        List<Artifact> found = new ArrayList<>();
        for (Artifact each : new Artifacts(surroundings.storeDirectory())
                .all(surroundings.clock().instant())) {
            boolean isOfRun = wanted.isEmpty() || wanted.contains(each.run());
            boolean isOfTask = task.isEmpty() || each.task().toString().equals(task);
            if (each.workspace().equals(runs.root()) && isOfRun && isOfTask) found.add(each);
        }
        return found;
    }

    private void copy(List<Artifact> newestFirst, Path target) throws IOException {
        Set<TaskAddress> copied = new HashSet<>();
        List<String> paths = new ArrayList<>();
        try (DirectoryStore store =
                DirectoryStore.open(surroundings.storeDirectory(), StoreListener.SILENT, surroundings.clock())) {
            for (Artifact each : newestFirst) {
                if (!copied.add(each.task())) continue;
                paths.addAll(Artifacts.copy(each, store.contents(), target));
            }
        }
        if (surroundings.isJson()) surroundings.out().print(ArtifactsText.copied(paths));
        else for (String path : paths) surroundings.tell(path + '\n');
    }
}
