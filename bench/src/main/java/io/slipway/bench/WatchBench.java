package io.slipway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long after a file is saved {@code slipway watch} starts the first task that it affects, as whoever reads its events sees
 * it, and how long until all that it affects has run.
 */
final class WatchBench implements Bench {
    private static final int SAVES = 40;
    private static final int QUICK_SAVES = 12;

    /** Longer than a save is waited for to be the last of several. */
    private static final int BETWEEN_SAVES_MILLIS = 300;

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        int saves = setting.count().orElse(setting.quick() ? QUICK_SAVES : SAVES);
        RandomGenerator random = setting.random();
        long[] started = new long[saves];
        long[] ended = new long[saves];
        try (TemporaryDirectory work = setting.temporaryDirectory()) {
            Path services = ChainedServices.write(work.newDirectory("services"));
            Files.writeString(services.resolve(".gitignore"), "out*\n.slipway\n");
            GitRepository.commitAll(services);
            Process watch = setting.slipway(work.path().resolve("store")).watch(services);
            try (BufferedReader events = watch.inputReader()) {
                await(events, "summary");
                for (int i = 0; i < saves; i++) {
                    TimeUnit.MILLISECONDS.sleep(BETWEEN_SAVES_MILLIS);
                    int service = random.nextInt(ChainedServices.COUNT);
                    long saved = System.nanoTime();
                    Files.writeString(ChainedServices.source(services, service), "save " + i);
                    String first = await(events, "attemptStarted");
                    started[i] = System.nanoTime() - saved;
                    if (!first.contains("\"s" + service + ":t0\""))
                        throw new BenchException("s" + service + " was saved, and this began: " + first);
                    await(events, "summary");
                    ended[i] = System.nanoTime() - saved;
                }
            } finally {
                watch.destroy();
                watch.waitFor();
            }
        }
        return new Report("watch")
                .row("workspace", "%d services with %d tasks", ChainedServices.COUNT, ChainedServices.TASKS)
                .row("saves", "%d, each affects 6 tasks", saves)
                .row("all that is affected has run", "%.0f ms (median)", Samples.quantile(ended, 0.5) / 1e6)
                .row("first task began, at most", "%.0f ms", Samples.quantile(started, 1) / 1e6)
                .figure("rerun_ms", Samples.quantile(started, 0.5) / 1e6);
    }

    private static String await(BufferedReader events, String type) throws IOException {
        String quoted = "\"type\":\"" + type + "\"";
        for (String line = events.readLine(); line != null; line = events.readLine())
            if (line.contains(quoted)) return line;
        throw new BenchException("slipway watch ended (expected: an event " + type + ")");
    }
}
