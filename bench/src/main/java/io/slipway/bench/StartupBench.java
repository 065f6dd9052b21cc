package io.slipway.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How long somebody waits for a command that has next to nothing to do: whole processes by the launcher, with the class
 * archive that it makes, one after the other on a warm disk.
 */
final class StartupBench implements Bench {
    private static final int PROCESSES = 15;
    private static final int QUICK_PROCESSES = 7;
    private static final Set<String> NOT_SOURCES = Set.of(".slipway", "build", "target", "deployed", "node_modules");

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        int processes = setting.count().orElse(setting.quick() ? QUICK_PROCESSES : PROCESSES);
        try (TemporaryDirectory work = setting.temporaryDirectory()) {
            Path services = ChainedServices.write(work.newDirectory("services"));
            Path shop = copy(setting.root().resolve("examples/shop"), work.newDirectory("shop"));
            GitRepository.commitAll(services);
            GitRepository.commitAll(shop);
            Slipway slipway = setting.slipway(work.path().resolve("store"));
            slipway.run(shop).succeeded();
            double help = median(processes, slipway, services, List.of("--help"));
            double validate = median(processes, slipway, services, List.of("validate"));
            double noop = median(processes, slipway, shop, List.of("run"));
            if (Slipway.shareReused(Slipway.lastRun(shop)) < 1)
                throw new BenchException("the last run of the shop ran a task");
            return new Report("startup")
                    .row("processes", "%d of each", processes)
                    .row("services", "%d with %d tasks", ChainedServices.COUNT, ChainedServices.TASKS)
                    .figure("help_s", help)
                    .figure("validate_s", validate)
                    .figure("noop_shop_s", noop);
        }
    }

    private static double median(int processes, Slipway slipway, Path directory, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(slipway.launcher().toString()));
        command.addAll(arguments);
        Map<String, String> variables = Map.of("SLIPWAY_STORE", slipway.store().toString());
        TimedProcess.run(directory, variables, command).succeeded(); // what is remembered, and the disk
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < processes; i++)
            seconds.add(
                    TimedProcess.run(directory, variables, command).succeeded().seconds());
        return Samples.median(seconds);
    }

    private static Path copy(Path from, Path to) throws IOException {
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
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }
}
