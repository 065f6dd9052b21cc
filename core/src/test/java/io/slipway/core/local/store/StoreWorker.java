package io.slipway.core.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.CarryingContentStore;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.local.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A process that builds with a store: looks work up and does what it does not find, printing a line for each. Ends when
 * a line comes in, and then says how much of what it has used is gone.
 */
final class StoreWorker {
    private static final int[] SIZES = {1, 100, 3_000, 60_000, 1_200_000};

    private final DirectoryStore store;
    private final Set<Integer> used = new HashSet<>();

    private StoreWorker(DirectoryStore store) {
        this.store = store;
    }

    /**
     * @param args root of the store, seed, and how many different pieces of work there are
     */
    public static void main(String[] args) throws IOException {
        DirectoryStore store = DirectoryStore.open(Path.of(args[0]), StoreListener.SILENT, InstantSource.system());
        RandomGenerator random = new SplittableRandom(Long.parseLong(args[1]));
        int works = Integer.parseInt(args[2]);
        StoreWorker worker = new StoreWorker(store);
        while (System.in.available() == 0) {
            int work = random.nextInt(works);
            worker.build(work);
            System.out.println(work);
        }
        System.out.println("gone " + worker.gone() + " of " + worker.used.size());
        store.close();
    }

    /** Starts one as a process of its own. */
    static Process start(Path root, long seed, int works) throws IOException {
        return ChildJvm.start(StoreWorker.class, root.toString(), Long.toString(seed), Integer.toString(works));
    }

    private void build(int work) {
        if (!isFound(work)) keep(store, work);
        used.add(work);
    }

    private boolean isFound(int work) {
        Optional<ActionResult> found = store.actions().find(key(work));
        if (found.isEmpty()) return false;
        ContentStore contents = found.get().contents(store.contents());
        for (Digest digest : contentsOf(work)) {
            if (contents.read(digest).isEmpty()) throw new IllegalStateException("lost " + digest + " of " + work);
        }
        return true;
    }

    private int gone() {
        int gone = 0;
        for (int work : used) {
            if (!isFound(work)) gone++;
        }
        return gone;
    }

    /** Does the work and keeps its result. */
    static void keep(DirectoryStore store, int work) {
        CarryingContentStore contents = new CarryingContentStore(store.contents());
        Tree.Builder outputs = Tree.builder();
        int index = 0;
        for (byte[] bytes : bytesOf(work)) outputs.file("out/" + index++, contents.put(bytes), false);
        Digest log = contents.put(("log of " + work).getBytes(UTF_8));
        store.actions()
                .put(
                        key(work),
                        new ActionResult(
                                outputs.build(),
                                Tree.empty(),
                                log,
                                log,
                                Duration.ZERO,
                                Duration.ZERO,
                                0,
                                Instant.EPOCH,
                                contents.carried()));
    }

    private static List<byte[]> bytesOf(int work) {
        RandomGenerator random = new SplittableRandom(work);
        List<byte[]> all = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            byte[] bytes = new byte[SIZES[random.nextInt(random.nextInt(20) == 0 ? 5 : 4)]];
            random.nextBytes(bytes);
            all.add(bytes);
        }
        return all;
    }

    private static List<Digest> contentsOf(int work) {
        List<Digest> all = new ArrayList<>();
        for (byte[] bytes : bytesOf(work)) all.add(Digest.of(bytes));
        return all;
    }

    static ActionKey key(int work) {
        return new ActionKey(Digest.of(("work " + work).getBytes(UTF_8)).hash());
    }
}
