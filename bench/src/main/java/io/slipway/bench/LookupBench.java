package io.slipway.bench;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.CarryingContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Looks up random results among 100,000 in a store on disk, in a process that has just started, and then the same ones
 * again and again, which come from memory.
 *
 * <p>An entry is what a task leaves behind: its result, two outputs of up to 8 KiB, its log and what its key was made
 * from, kept as a run keeps them. To look one up is to find the result and read every content it names, all verified.
 */
final class LookupBench implements Bench {
    private static final int ENTRIES = 100_000;
    private static final int DISTINCT = 4_000;
    /** The first repeat makes the memory tier and fills it; the others are measured. */
    private static final int REPEATS = 5;

    private static final int MOST_OUTPUT_BYTES = 8 << 10;

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        try (TemporaryDirectory work = setting.temporaryDirectory()) {
            Path store = setting.data()
                    .map(data -> data.resolve("lookup-" + ENTRIES + "-" + setting.seed()))
                    .orElse(work.path().resolve("store"));
            fill(store, setting.seed());
            String line = TimedProcess.java(
                            work.path(), LookupBench.class, store.toString(), Long.toString(setting.seed()))
                    .lastLine();
            String[] found = line.split(" ");
            return new Report("lookup")
                    .row("entries", "%d", ENTRIES)
                    .row("look-ups", "%d distinct, then %d times again", DISTINCT, REPEATS - 1)
                    .row("disk_p50_us", "%s", found[0])
                    .figure("disk_p99_us", Double.parseDouble(found[1]))
                    .row("memory_p50_us", "%s", found[2])
                    .figure("memory_p99_us", Double.parseDouble(found[3]));
        }
    }

    private static void fill(Path store, long seed) throws IOException {
        Path complete = store.resolveSibling(store.getFileName() + ".complete");
        if (Files.exists(complete)) return;
        TemporaryDirectory.delete(store);
        try (DirectoryStore made = DirectoryStore.open(store, new Refusing(), Clock.systemUTC())) {
            for (int i = 0; i < ENTRIES; i++) put(made, seed, i);
        }
        Files.writeString(complete, "");
    }

    private static void put(DirectoryStore store, long seed, int entry) {
        RandomGenerator random = new SplittableRandom(seed * ENTRIES + entry);
        CarryingContentStore contents = new CarryingContentStore(store.contents());
        Tree outputs = Tree.builder()
                .file(
                        "service/build/one.out",
                        contents.put(bytes(random, 1 + random.nextInt(MOST_OUTPUT_BYTES))),
                        false)
                .file("service/build/two.out", contents.put(bytes(random, 1 + random.nextInt(MOST_OUTPUT_BYTES))), true)
                .build();
        Digest log = contents.put(bytes(random, random.nextInt(400)));
        Digest preimage = contents.put(bytes(random, 600));
        store.actions()
                .put(
                        key(seed, entry),
                        new ActionResult(
                                outputs,
                                Tree.empty(),
                                log,
                                preimage,
                                Duration.ofMillis(1200),
                                Duration.ofMillis(900),
                                64 << 20,
                                Instant.EPOCH,
                                contents.carried()));
    }

    private static byte[] bytes(RandomGenerator random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static ActionKey key(long seed, int entry) {
        byte[] name = ByteBuffer.allocate(16).putLong(seed).putLong(entry).array();
        return new ActionKey(Digest.of(name).hash());
    }

    /** The fresh process: {@code STORE SEED}. Prints four times in microseconds. */
    public static void main(String[] arguments) {
        long seed = Long.parseLong(arguments[1]);
        ActionKey[] keys = new SplittableRandom(seed)
                .ints(0, ENTRIES)
                .distinct()
                .limit(DISTINCT)
                .mapToObj(entry -> key(seed, entry))
                .toArray(ActionKey[]::new);
        long[] disk = new long[DISTINCT];
        long[] memory = new long[DISTINCT * (REPEATS - 1)];
        try (DirectoryStore store = DirectoryStore.open(Path.of(arguments[0]), new Refusing(), Clock.systemUTC())) {
            for (int i = 0; i < DISTINCT; i++) disk[i] = lookUp(store, keys[i]);
            for (ActionKey key : keys) lookUp(store, key);
            for (int i = 0; i < memory.length; i++) memory[i] = lookUp(store, keys[i % DISTINCT]);
        }
        System.out.printf(
                Locale.ROOT,
                "%.1f %.1f %.1f %.1f%n",
                Samples.quantile(disk, 0.5) / 1e3,
                Samples.quantile(disk, 0.99) / 1e3,
                Samples.quantile(memory, 0.5) / 1e3,
                Samples.quantile(memory, 0.99) / 1e3);
    }

    /** In nanoseconds. */
    private static long lookUp(DirectoryStore store, ActionKey key) {
        long start = System.nanoTime();
        ActionResult result =
                store.actions().find(key).orElseThrow(() -> new BenchException(key + " is not in the store"));
        int found = read(store, result, result.log()) + read(store, result, result.preimage());
        for (TreeEntry output : result.outputs().flatten().values()) {
            if (output instanceof TreeEntry.File file) found += read(store, result, file.digest());
        }
        long nanos = System.nanoTime() - start;
        if (found < 600) throw new BenchException(key + " has only " + found + " bytes");
        return nanos;
    }

    private static int read(DirectoryStore store, ActionResult result, Digest digest) {
        return result.contents(store.contents())
                .read(digest)
                .orElseThrow(() -> new BenchException(digest + " is not in the store"))
                .length;
    }

    /** Nothing may go wrong while something is measured. */
    private record Refusing() implements StoreListener {
        @Override
        public void quarantined(String entry, Path setAside) {
            throw new BenchException("the store's " + entry + " was damaged");
        }

        @Override
        public void unusable(ContentStoreException cause) {
            throw cause;
        }
    }
}
