package io.slipway.cli;

import io.slipway.cli.view.StoreReport;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.local.PastRun;
import io.slipway.core.local.PastRuns;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreArchive;
import io.slipway.core.local.store.StoreListener;
import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway cache save}. */
@Command(
        name = "save",
        header = "Writes the results of a run into one file, for a store elsewhere.",
        description = "For scripts that keep a file from one job to the next. Results that are gone are left out.")
final class CacheSaveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "FILE", description = "Is replaced as a whole when it is there.")
    private String file = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "TASK",
            description = "Only these tasks, written service:task; all of the run when not said.")
    private List<String> tasks = List.of();

    @Option(names = "--run", paramLabel = "RUN", description = "Of this run instead of the last one; as for status.")
    private String run = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "A result by its key instead; may be given several times.")
    private List<String> keys = List.of();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    CacheSaveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<ActionKey> wanted =
                keys.isEmpty() ? ofTasks() : keys.stream().map(ActionKey::new).toList();
        Path target = surroundings.resolve(file);
        Path directory = target.resolveSibling("");
        try (DirectoryStore store =
                DirectoryStore.open(surroundings.storeDirectory(), StoreListener.SILENT, surroundings.clock())) {
            Path aside = Files.createTempFile(directory, ".slipway-", ".new");
            try {
                StoreArchive.Carried carried =
                        new StoreArchive(store).save(wanted, Files.newOutputStream(aside), directory);
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                surroundings.tell(
                        new StoreReport(surroundings.storeDirectory(), surroundings.isJson()).of("saved", carried));
                return ExitCode.DONE;
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + target + "; name a file in a directory that is writable", e);
        }
    }

    private List<ActionKey> ofTasks() {
        PastRuns runs = where.runs(surroundings);
        PastRun past = runs.read(runs.named(run));
        SortedMap<TaskAddress, ActionKey> known = past.keys();
        if (tasks.isEmpty()) return List.copyOf(known.values());
        List<String> names = known.keySet().stream().map(TaskAddress::toString).toList();
        List<ActionKey> wanted = new ArrayList<>();
        for (String task : tasks) {
            ActionKey key = names.contains(task) ? known.get(TaskAddress.parse(task)) : null;
            if (key == null)
                throw new IllegalArgumentException(
                        "run " + past.id() + " has no result of `" + task + "`; " + DidYouMean.suggest(task, names));
            wanted.add(key);
        }
        return wanted;
    }
}
