package io.slipway.core.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several real processes at one store, killed at random moments or beside a garbage collection. */
class StoreProcessesTest {
    private static final int WORKS = 400;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void processes_killed_at_random_moments_leave_no_damaged_entry(long seed) throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(seed);
        Path root = directory.resolve("store");
        for (int round = 0; round < 3; round++) {
            Process one = StoreWorker.start(root, random.nextLong(), WORKS);
            Process other = StoreWorker.start(root, random.nextLong(), WORKS);
            readLines(one, random.nextInt(1, 150));
            one.destroyForcibly().waitFor();
            readLines(other, random.nextInt(1, 100));
            other.destroyForcibly().waitFor();
        }

        RecordingListener told = new RecordingListener();
        try (DirectoryStore store = DirectoryStore.open(root, told, InstantSource.system())) {
            Verification found = store.maintenance().verify();
            assertThat(found.damaged()).isEmpty();
            assertThat(found.incomplete()).isEmpty();
            assertThat(found.actions()).isPositive();

            store.maintenance().collectGarbage(Retention.of(1L << 40, Duration.ofDays(30)));
        }
        assertThat(root.resolve("aside")).isEmptyDirectory();
        assertThat(root.resolve("leases")).isEmptyDirectory();
        assertThat(told.quarantined).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void a_collection_beside_running_builds_takes_nothing_they_use(long seed) throws IOException, InterruptedException {
        Path root = directory.resolve("store");
        DirectoryStore store = DirectoryStore.open(root, StoreListener.SILENT, InstantSource.system());
        for (int work = 0; work < WORKS; work++) StoreWorker.keep(store, work);
        store.close();
        makeOld(root);
        List<Process> builds = new ArrayList<>();
        for (int i = 0; i < 2; i++) builds.add(StoreWorker.start(root, seed * 10 + i, WORKS));
        for (Process build : builds) readLines(build, 1);

        long removed = 0;
        Retention nothing = Retention.of(0, Duration.ZERO).withRecent(Duration.ZERO);
        for (int i = 0; i < 20; i++) {
            removed += store.maintenance().collectGarbage(nothing).actionsRemoved();
        }

        for (Process build : builds) {
            build.getOutputStream().write('\n');
            build.getOutputStream().flush();
            assertThat(lastLine(build)).matches("gone 0 of [1-9][0-9]*");
            assertThat(build.waitFor()).isZero();
        }
        assertThat(removed).isPositive();
        assertThat(store.maintenance().verify().incomplete()).isEmpty();
        assertThat(root.resolve("trash")).isEmptyDirectory();
    }

    private static void makeOld(Path root) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(3)));
        for (String kind : new String[] {"contents", "actions"}) {
            for (StoredEntry entry : StoredEntry.listOf(root.resolve(kind))) {
                Files.setLastModifiedTime(entry.path(), old);
            }
        }
    }

    /** Leaves the rest unread, so that the process goes on until its pipe is full. */
    private static void readLines(Process process, int count) throws IOException {
        for (int lines = 0; lines < count; ) {
            int read = process.getInputStream().read();
            assertThat(read).as("the process has ended").isNotNegative();
            if (read == '\n') lines++;
        }
    }

    private static String lastLine(Process process) throws IOException {
        String last = "";
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) last = line;
        return last;
    }
}
