package io.slipway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.CarryingContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How long it takes to find a result among 100,000: from disk, by a process that was just started and verifies what it
 * reads, and from the memory tier. The files were just written, so the system has them in its page cache.
 *
 * <p>{@code LookupBench [--quick] [--seed S]}: {@code --quick} looks up fewer of the entries.
 */
public final class LookupBench {
    private static final int ENTRIES = 100_000;

    private LookupBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0 && args[0].equals("look")) {
            look(Path.of(args[1]), Integer.parseInt(args[2]), Long.parseLong(args[3]));
            return;
        }
        boolean quick = Arrays.asList(args).contains("--quick");
        int seedAt = Arrays.asList(args).indexOf("--seed");
        String seed = seedAt < 0 ? "1" : args[seedAt + 1];
        Path root = Files.createTempDirectory("slipway-lookup");
        try {
            fill(root);
            lookInFreshProcess(root, quick ? "2000" : "10000", seed);
        } finally {
            delete(root);
        }
    }

    private static void fill(Path root) {
        try (DirectoryStore store = DirectoryStore.open(root, StoreListener.SILENT, InstantSource.system())) {
            for (int i = 0; i < ENTRIES; i++) store.actions().put(key(i), result(store, i));
        }
    }

    /** What a small task leaves behind: one output, a short log and a preimage, all carried by the result. */
    private static ActionResult result(DirectoryStore store, int i) {
        CarryingContentStore contents = new CarryingContentStore(store.contents());
        Digest output = contents.put(("output " + i).getBytes(UTF_8));
        Digest log = contents.put(("log of task " + i + "\n").repeat(3).getBytes(UTF_8));
        Digest preimage = contents.put(("preimage " + i + "\n").repeat(40).getBytes(UTF_8));
        return new ActionResult(
                Tree.builder().file("service/build/" + i + ".txt", output, false).build(),
                Tree.empty(),
                log,
                preimage,
                Duration.ofMillis(i),
                Duration.ofMillis(i),
                1 << 20,
                Instant.ofEpochSecond(i),
                contents.carried());
    }

    private static ActionKey key(int i) {
        return new ActionKey(Digest.of(("task " + i).getBytes(UTF_8)).hash());
    }

    private static void lookInFreshProcess(Path root, String lookUps, String seed)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LookupBench.class.getName(),
                        "look",
                        root.toString(),
                        lookUps,
                        seed)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) System.out.println(line);
        }
        if (process.waitFor() != 0) throw new IllegalStateException("the process that looks up has failed");
    }

    private static void look(Path root, int lookUps, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        ActionKey[] keys = random.ints(0, ENTRIES)
                .distinct()
                .limit(lookUps)
                .mapToObj(LookupBench::key)
                .toArray(ActionKey[]::new);
        try (DirectoryStore store = DirectoryStore.open(root, StoreListener.SILENT, InstantSource.system())) {
            long[] disk = time(store, keys);
            time(store, keys); // the second time each is taken into memory
            long[] memory = time(store, keys);
            System.out.printf(Locale.ROOT, "%-8s %10s %10s %10s %10s%n", "", "p50 us", "p99 us", "p99.9 us", "max us");
            print("disk", disk);
            print("memory", memory);
            System.out.printf(
                    Locale.ROOT,
                    "{\"bench\":\"lookup\",\"figures\":{\"disk_p99_us\":%.1f,\"memory_p99_us\":%.1f,\"entries\":%d,\"lookups\":%d},\"peers\":{}}%n",
                    micros(disk, 0.99),
                    micros(memory, 0.99),
                    ENTRIES,
                    lookUps);
        }
    }

    /** Sorted, in nanoseconds. */
    private static long[] time(DirectoryStore store, ActionKey[] keys) {
        long[] nanos = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            long start = System.nanoTime();
            Optional<ActionResult> found = store.actions().find(keys[i]);
            nanos[i] = System.nanoTime() - start;
            if (found.isEmpty()) throw new IllegalStateException("lost " + keys[i]);
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void print(String tier, long[] nanos) {
        System.out.printf(
                Locale.ROOT,
                "%-8s %10.1f %10.1f %10.1f %10.1f%n",
                tier,
                micros(nanos, 0.5),
                micros(nanos, 0.99),
                micros(nanos, 0.999),
                micros(nanos, 1));
    }

    private static double micros(long[] nanos, double share) {
        return nanos[Math.min(nanos.length - 1, (int) (nanos.length * share))] / 1e3;
    }

    private static void delete(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
