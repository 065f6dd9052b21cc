package io.slipway.bench;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The example shop, built from nothing with all slots and with one, and then again after each of many small edits.
 *
 * <p>An edit that a task fails after is told and taken back, and counts neither for nor against the hit rate. At the end
 * what stands in the workspace must be what a clean build makes of the same sources, in sandboxes and with another store.
 */
final class ShopBench implements Bench {
    private static final int EDITS = 100;
    private static final int QUICK_EDITS = 10;
    private static final int EDITS_BETWEEN_CHECKS = 25;
    private static final Set<String> NOT_SOURCES =
            Set.of(".git", ".slipway", "build", "target", "deployed", "node_modules");

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        try (TemporaryDirectory work = setting.temporaryDirectory()) {
            Shop shop = new Shop(setting, work);
            shop.buildFromNothing();
            shop.buildAfterEdits();
            return shop.report();
        }
    }

    /** One measurement. Confined to one thread. */
    private static final class Shop {
        private final Setting setting;
        private final TemporaryDirectory work;
        private final List<Double> parallelSeconds = new ArrayList<>();
        private final List<Double> sequentialSeconds = new ArrayList<>();
        private final List<Double> overheadPercent = new ArrayList<>();
        private final List<Double> hitRates = new ArrayList<>();
        private final List<String> failedEdits = new ArrayList<>();
        private int editableFiles;
        private int stale;
        private int cleanBuilds;

        Shop(Setting setting, TemporaryDirectory work) {
            this.setting = setting;
            this.work = work;
        }

        void buildFromNothing() throws IOException, InterruptedException {
            for (int round = 0; round < setting.rounds(); round++) {
                buildWithAllSlots("parallel-" + round);
                Path workspace = copy(setting.root().resolve("examples/shop"), "sequential-" + round);
                sequentialSeconds.add(slipwayOf(workspace)
                        .run(workspace, "--jobs", "1")
                        .succeeded()
                        .seconds());
            }
        }

        private void buildWithAllSlots(String name) throws IOException, InterruptedException {
            Path workspace = copy(setting.root().resolve("examples/shop"), name);
            Slipway slipway = slipwayOf(workspace);
            TimedProcess run = slipway.run(workspace).succeeded();
            parallelSeconds.add(run.seconds());
            Duration replay = Replay.of(
                    Slipway.lastRun(workspace), slipway.pipeline(workspace).graph(), Setting.CPUS);
            overheadPercent.add(100.0 * run.wall().minus(replay).toNanos() / replay.toNanos());
        }

        /** Each workspace has a store of its own beside it. */
        private Slipway slipwayOf(Path workspace) {
            return setting.slipway(workspace.resolveSibling(workspace.getFileName() + ".store"));
        }

        void buildAfterEdits() throws IOException, InterruptedException {
            Path workspace = work.path().resolve("parallel-0");
            Slipway slipway = slipwayOf(workspace);
            ShopEdits edits = new ShopEdits(workspace, setting.random());
            editableFiles = edits.files();
            int count = setting.count().orElse(setting.quick() ? QUICK_EDITS : EDITS);
            for (int i = 1; i <= count; i++) {
                ShopEdits.Edit edit = edits.next();
                TimedProcess run = slipway.run(workspace);
                List<JournalEntry> events = Slipway.lastRun(workspace);
                if (run.exitCode() == 0) {
                    hitRates.add(Slipway.shareReused(events));
                } else {
                    failedEdits.add(workspace.relativize(edit.file()) + " -> " + failed(events));
                    System.err.println("edit " + i + " failed: " + failedEdits.get(failedEdits.size() - 1));
                    edit.takeBack();
                    slipway.run(workspace).succeeded();
                }
                if (i % EDITS_BETWEEN_CHECKS == 0 || i == count) compareWithCleanBuild(workspace, slipway);
            }
        }

        private static List<TaskAddress> failed(List<JournalEntry> events) {
            List<TaskAddress> failed = new ArrayList<>();
            for (JournalEntry entry : events) {
                if (entry.event() instanceof RunEvent.AttemptFinished event
                        && !event.outcome().isSuccess()) failed.add(event.task());
            }
            return failed;
        }

        private void compareWithCleanBuild(Path workspace, Slipway slipway) throws IOException, InterruptedException {
            Path clean = copy(workspace, "clean-" + cleanBuilds++);
            slipwayOf(clean).run(clean, "--sandbox").succeeded();
            Pipeline pipeline = slipway.pipeline(workspace);
            List<TaskAddress> differing =
                    WorkspaceOutputs.of(workspace, pipeline).differingFrom(WorkspaceOutputs.of(clean, pipeline));
            if (!differing.isEmpty()) System.err.println("not what a clean build makes: " + differing);
            stale += differing.size();
        }

        private Path copy(Path from, String name) throws IOException, InterruptedException {
            Path to = work.newDirectory(name);
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                        throws IOException {
                    if (NOT_SOURCES.contains(directory.getFileName().toString())) return FileVisitResult.SKIP_SUBTREE;
                    Files.createDirectories(to.resolve(from.relativize(directory)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                    return FileVisitResult.CONTINUE;
                }
            });
            GitRepository.commitAll(to);
            return to;
        }

        Report report() {
            double parallel = Samples.median(parallelSeconds);
            double sequential = Samples.median(sequentialSeconds);
            return new Report("shop")
                    .row("slots", "%d", Setting.CPUS)
                    .row("rounds", "%d", setting.rounds())
                    .row("run_s", "%.2f", parallel)
                    .row("run_one_at_a_time_s", "%.2f", sequential)
                    .figure("vs_sequential", parallel / sequential)
                    .figure("overhead_percent", Samples.median(overheadPercent))
                    .row("edits", "%d of %d files", hitRates.size() + failedEdits.size(), editableFiles)
                    .figure("incremental_hit_rate", mean(hitRates))
                    .figure("failed_edits", failedEdits.size())
                    .row("clean_builds", "%d", cleanBuilds)
                    .figure("stale", stale);
        }

        private static double mean(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }
    }
}
