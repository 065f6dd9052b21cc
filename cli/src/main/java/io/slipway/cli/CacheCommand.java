package io.slipway.cli;

import io.slipway.cli.view.StoreReport;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.local.Artifacts;
import io.slipway.core.local.RecentRuns;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.GarbageCollection;
import io.slipway.core.local.store.Retention;
import io.slipway.core.local.store.StoreListener;
import io.slipway.core.local.store.StoreMaintenance;
import io.slipway.core.local.store.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway cache}: what there is to know and to do about the store. */
@Command(name = "cache", header = "Shows, checks, shrinks and carries the store that all workspaces of a user share.")
final class CacheCommand extends CommandGroup {
    private final Surroundings surroundings;

    CacheCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public List<Object> below() {
        return List.of(
                new Stats(surroundings),
                new Collect(surroundings),
                new Verify(surroundings),
                new CacheSaveCommand(surroundings),
                new CacheRestoreCommand(surroundings));
    }

    /** What every command of the store has. */
    private abstract static class StoreCommand implements Callable<Integer> {
        final Surroundings surroundings;

        @Mixin
        @SuppressWarnings("UnusedVariable") // picocli acts on it
        private CommonOptions common = new CommonOptions();

        StoreCommand(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        <T> T ask(Function<StoreMaintenance, T> question) {
            StoreListener warnings = new StoreListener() {
                @Override
                public void quarantined(String entry, Path setAside) {
                    surroundings.warn(entry + " was damaged; it was set aside as " + setAside);
                }

                @Override
                public void unusable(ContentStoreException cause) {
                    surroundings.warn(String.valueOf(cause.getMessage()));
                }
            };
            try (DirectoryStore store =
                    DirectoryStore.open(surroundings.storeDirectory(), warnings, surroundings.clock())) {
                return question.apply(store.maintenance());
            }
        }

        StoreReport report() {
            return new StoreReport(surroundings.storeDirectory(), surroundings.isJson());
        }
    }

    /** {@code slipway cache stats}. */
    @Command(name = "stats", header = "Shows where the store is, how much is in it and how old it is.")
    private static final class Stats extends StoreCommand {
        Stats(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            surroundings.out().print(report().of(ask(StoreMaintenance::stats)));
            return ExitCode.DONE;
        }
    }

    /** {@code slipway cache gc}. */
    @Command(
            name = "gc",
            header = "Removes what was not used for long, and the least recently used when there is too much.",
            description =
                    "What was used within a day, the last results of workspaces that ran within eight days, artifacts"
                            + " whose time is not over, and what a running build uses always stay.")
    private static final class Collect extends StoreCommand {
        @Option(
                names = "--max-size",
                paramLabel = "SIZE",
                defaultValue = "10G",
                converter = SizeConverter.class,
                description = "Keep at most this much, such as 500M or 10G; ${DEFAULT-VALUE} when not said.")
        private long maxBytes;

        @Option(
                names = "--max-age",
                paramLabel = "AGE",
                defaultValue = "30d",
                converter = AgeConverter.class,
                description = "Keep nothing that was not used for longer, such as 12h or 30d; ${DEFAULT-VALUE} when"
                        + " not said.")
        private Duration maxAge = Duration.ofDays(30);

        Collect(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            RecentRuns recent = new RecentRuns(surroundings.storeDirectory());
            Retention retention = Retention.of(maxBytes, maxAge)
                    .keeping(
                            recent.results(surroundings.clock().instant()),
                            new Artifacts(surroundings.storeDirectory())
                                    .contents(surroundings.clock().instant()));
            GarbageCollection done = ask(store -> store.collectGarbage(retention));
            surroundings.tell(report().of(done));
            return ExitCode.DONE;
        }
    }

    /** {@code slipway cache verify}. */
    @Command(
            name = "verify",
            header = "Reads every byte of the store and sets aside what is damaged.",
            description = "Ends with 1 when something was; it counts as a miss from then on.")
    private static final class Verify extends StoreCommand {
        Verify(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        public Integer call() {
            Verification found = ask(StoreMaintenance::verify);
            if (found.isSound()) surroundings.tell(report().of(found));
            else surroundings.out().print(report().of(found));
            return found.isSound() ? ExitCode.DONE : ExitCode.TASK_FAILED;
        }
    }
}
