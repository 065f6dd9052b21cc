package io.slipway.bench;

import io.slipway.core.local.source.DeclaredOutputs;
import io.slipway.core.local.source.SourceFiles;
import io.slipway.core.local.source.SourceScan;
import io.slipway.core.local.source.SourceScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * Looks at 50,000 files of a git repository in which nothing changed since the last look, in a process that has just
 * started: git lists them, each is compared with what is remembered of it, and the source tree is put together.
 */
final class ScanBench implements Bench {
    private static final int FILES = 50_000;
    private static final int FILES_PER_DIRECTORY = 25;
    private static final int RESCANS = 5;

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        try (TemporaryDirectory work = setting.temporaryDirectory()) {
            Path tree = setting.data()
                    .map(data -> data.resolve("scan-" + FILES + "-" + setting.seed()))
                    .orElse(work.path().resolve("tree"));
            make(tree, setting.random());
            Path memo = work.path().resolve("memo");
            // The first scan may remember little of files as young as these are; the second remembers all of them.
            String[] first = scan(work.path(), tree, memo).split(" ");
            scan(work.path(), tree, memo);
            List<Double> rescans = new ArrayList<>();
            String[] last = first;
            for (int i = 0; i < RESCANS; i++) {
                last = scan(work.path(), tree, memo).split(" ");
                rescans.add(Double.parseDouble(last[0]));
                if (!last[1].equals(first[1])) throw new BenchException("the tree changed while it was scanned");
            }
            return new Report("scan")
                    .row("files", "%s", last[2])
                    .row("first_scan_ms", "%s", first[0])
                    .row("rescans", "%d processes", RESCANS)
                    .figure("rescan_ms", Samples.median(rescans));
        }
    }

    private static void make(Path tree, RandomGenerator random) throws IOException, InterruptedException {
        Path complete = tree.resolveSibling(tree.getFileName() + ".complete");
        if (Files.exists(complete)) return;
        TemporaryDirectory.delete(tree);
        for (int i = 0; i < FILES; i++) {
            int directory = i / FILES_PER_DIRECTORY;
            Path file = tree.resolve(
                    "service" + directory % 50 + "/src/main/part" + directory / 50 + "/File" + i + ".java");
            if (i % FILES_PER_DIRECTORY == 0) Files.createDirectories(file.getParent());
            String line = "// line of file " + i + "\n";
            Files.writeString(file, line.repeat(1 + random.nextInt(100)), StandardCharsets.UTF_8);
        }
        GitRepository.commitAll(tree);
        Files.writeString(complete, "");
    }

    private static String scan(Path work, Path tree, Path memo) throws IOException, InterruptedException {
        return TimedProcess.java(work, ScanBench.class, tree.toString(), memo.toString())
                .lastLine();
    }

    /** The fresh process: {@code TREE MEMO}. Prints milliseconds, the tree's digest and the number of its files. */
    public static void main(String[] arguments) {
        Path tree = Path.of(arguments[0]);
        Path memo = Path.of(arguments[1]);
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(Setting.CPUS);
        SourceScan scan = new SourceScanner(threads, Setting.CPUS)
                .scan(SourceFiles.under(tree), DeclaredOutputs.builder().build(), memo);
        String digest = scan.tree().digest().hash();
        long nanos = System.nanoTime() - start;
        threads.shutdown();
        System.out.printf(
                Locale.ROOT, "%.1f %s %d%n", nanos / 1e6, digest, scan.tree().fileCount());
    }
}
