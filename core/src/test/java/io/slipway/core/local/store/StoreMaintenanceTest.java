package io.slipway.core.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreMaintenanceTest {
    private static final Instant NOW = Instant.parse("2030-05-01T12:00:00Z");
    private static final Digest EMPTY = Digest.of(new byte[0]);
    private static final int SIZE = 10_000;

    private final RecordingListener told = new RecordingListener();

    @TempDir
    Path directory;

    private StoreFiles files;
    private DirectoryContentStore contents;
    private DirectoryActionCache actions;
    private StoreMaintenance maintenance;

    @BeforeEach
    void open() {
        files = new StoreFiles(directory.resolve("store"), told, InstantSource.fixed(NOW));
        contents = new DirectoryContentStore(files);
        actions = new DirectoryActionCache(files);
        maintenance = new StoreMaintenance(files);
    }

    @AfterEach
    void release() {
        files.release();
    }

    @Test
    void an_empty_store_has_nothing_in_it() {
        assertThat(maintenance.stats().bytes()).isZero();
        assertThat(maintenance.stats().oldestUse()).isEmpty();
        assertThat(maintenance.verify()).isEqualTo(new Verification(0, 0, 0, List.of(), List.of()));
        assertThat(maintenance.collectGarbage(Retention.of(0, Duration.ZERO)))
                .isEqualTo(new GarbageCollection(true, 0, 0, 0, 0, 0));
    }

    @Test
    void stats_count_entries_bytes_and_the_oldest_use() throws IOException {
        keep("one", Duration.ofDays(3));
        keep("two", Duration.ofDays(5));
        Files.writeString(files.quarantine.resolve(mkdirs(files.quarantine)).resolve("bad"), "damaged");

        StoreStats stats = maintenance.stats();

        assertThat(stats.actions()).isEqualTo(2);
        assertThat(stats.contents()).isEqualTo(2);
        assertThat(stats.contentBytes()).isEqualTo(2 * SIZE);
        assertThat(stats.bytes()).isGreaterThan(2 * SIZE).isLessThan(2 * SIZE + 2_000);
        assertThat(stats.actions() + stats.contents()).isEqualTo(4);
        assertThat(stats.quarantined()).isEqualTo(1);
        assertThat(stats.quarantinedBytes()).isEqualTo(7);
        assertThat(stats.oldestUse()).contains(NOW.minus(Duration.ofDays(5)));
    }

    @Test
    void verify_finds_what_is_damaged_and_what_is_incomplete() throws IOException {
        keep("sound", Duration.ZERO);
        Digest damaged = keep("damaged content", Duration.ZERO);
        keep("damaged result", Duration.ZERO);
        Path result = files.actionOf(key("damaged result"));
        damage(files.contentOf(damaged));
        damage(result);

        Verification found = maintenance.verify();

        assertThat(found.actions()).isEqualTo(1);
        assertThat(found.contents()).isEqualTo(2);
        assertThat(found.bytes()).isEqualTo(maintenance.stats().bytes());
        assertThat(found.damaged())
                .containsExactly(
                        "contents/" + damaged.hash(),
                        "actions/" + key("damaged result").hash());
        assertThat(found.incomplete()).containsExactly(key("damaged content"));
        assertThat(found.isSound()).isFalse();
        assertThat(told.quarantined).isEqualTo(found.damaged());
        assertThat(actions.find(key("sound"))).isPresent();
        assertThat(actions.find(key("damaged content"))).isEmpty();
        assertThat(maintenance.verify().isSound()).isTrue();
    }

    @Test
    void what_is_damaged_again_does_not_replace_what_was_set_aside_before() throws IOException {
        for (int time = 0; time < 2; time++) {
            damage(files.contentOf(keep("damaged", Duration.ZERO)));
            files.release();
            StoreFiles ofAnotherProcess = new StoreFiles(directory.resolve("store"), told, InstantSource.fixed(NOW));

            new StoreMaintenance(ofAnotherProcess).verify();

            ofAnotherProcess.release();
        }

        assertThat(maintenance.stats().quarantined()).isEqualTo(2);
    }

    @Test
    void the_least_recently_used_leave_until_there_is_room() throws IOException {
        keep("new", Duration.ofDays(2));
        keep("old", Duration.ofDays(9));
        keep("older", Duration.ofDays(10));
        keep("newer", Duration.ofDays(1));
        files.release();

        GarbageCollection collected = maintenance.collectGarbage(retention(3 * SIZE));

        assertThat(collected.actionsRemoved()).isEqualTo(2);
        assertThat(collected.contentsRemoved()).isEqualTo(2);
        assertThat(collected.bytesRemoved()).isGreaterThan(2 * SIZE);
        assertThat(collected.bytesLeft()).isEqualTo(maintenance.stats().bytes()).isLessThan(3 * SIZE);
        assertThat(isKept("old") || isKept("older")).isFalse();
        assertThat(isKept("new") && isKept("newer")).isTrue();
        assertThat(files.trash).isEmptyDirectory();
    }

    @Test
    void what_is_too_old_leaves_though_there_is_room() throws IOException {
        keep("young", Duration.ofDays(20));
        keep("old", Duration.ofDays(40));
        files.release();

        maintenance.collectGarbage(new Retention(1L << 40, Duration.ofDays(30), Duration.ZERO, Set.of(), Set.of()));

        assertThat(isKept("young")).isTrue();
        assertThat(isKept("old")).isFalse();
    }

    @Test
    void what_was_used_recently_stays_though_there_is_no_room() throws IOException {
        keep("today", Duration.ofHours(20));
        keep("yesterday", Duration.ofHours(30));
        files.release();

        maintenance.collectGarbage(Retention.of(0, Duration.ofDays(30)));

        assertThat(isKept("today")).isTrue();
        assertThat(isKept("yesterday")).isFalse();
    }

    @Test
    void what_is_named_to_be_kept_stays_with_its_contents() throws IOException {
        keep("kept", Duration.ofDays(50));
        keep("other", Duration.ofDays(50));
        Digest loose = contents.put("loose".getBytes(UTF_8));
        Digest looseToo = contents.put("loose too".getBytes(UTF_8));
        use(files.contentOf(loose), Duration.ofDays(50));
        use(files.contentOf(looseToo), Duration.ofDays(50));
        files.release();

        maintenance.collectGarbage(retention(0).keeping(Set.of(key("kept")), Set.of(loose)));

        assertThat(isKept("kept")).isTrue();
        assertThat(isKept("other")).isFalse();
        assertThat(contents.contains(loose)).isTrue();
        assertThat(contents.contains(looseToo)).isFalse();
    }

    @Test
    void a_content_that_another_result_names_stays() throws IOException {
        Digest shared = contents.put(new byte[SIZE]);
        actions.put(key("old"), result(shared));
        actions.put(key("new"), result(shared));
        use(files.contentOf(shared), Duration.ofDays(9));
        use(files.actionOf(key("old")), Duration.ofDays(9));
        use(files.actionOf(key("new")), Duration.ofHours(1));
        files.release();

        maintenance.collectGarbage(new Retention(0, Duration.ofDays(30), Duration.ofHours(2), Set.of(), Set.of()));

        assertThat(actions.find(key("old"))).isEmpty();
        assertThat(actions.find(key("new"))).isPresent();
        assertThat(contents.contains(shared)).isTrue();
    }

    @Test
    void nothing_leaves_that_a_running_process_has_used() throws IOException {
        keep("found", Duration.ofDays(9));
        keep("not looked at", Duration.ofDays(9));
        Digest loose = contents.put("loose".getBytes(UTF_8));
        use(files.contentOf(loose), Duration.ofDays(9));
        files.release();
        try (DirectoryStore build = DirectoryStore.open(files.root, told, InstantSource.fixed(NOW))) {
            build.actions().find(key("found"));
            build.contents().put("loose".getBytes(UTF_8));

            maintenance.collectGarbage(retention(0));

            assertThat(isKept("found")).isTrue();
            assertThat(contents.contains(loose)).isTrue();
            assertThat(isKept("not looked at")).isFalse();
        }
        files.release();

        StoreFiles later = new StoreFiles(files.root, told, InstantSource.fixed(NOW.plusSeconds(1)));
        assertThat(new StoreMaintenance(later).collectGarbage(retention(0)).bytesLeft())
                .isZero();
    }

    @Test
    void a_use_is_written_down_at_most_once_an_hour() throws IOException {
        keep("hour", Duration.ofMinutes(59));
        keep("longer", Duration.ofMinutes(61));

        actions.find(key("hour"));
        actions.find(key("longer"));

        assertThat(Files.getLastModifiedTime(files.actionOf(key("hour"))).toInstant())
                .isEqualTo(NOW.minus(Duration.ofMinutes(59)));
        assertThat(Files.getLastModifiedTime(files.actionOf(key("longer"))).toInstant())
                .isEqualTo(NOW);
    }

    @Test
    void leftovers_of_killed_processes_and_old_damage_leave() throws IOException {
        contents.put("running".getBytes(UTF_8));
        Path unfinished = Files.writeString(files.aside.resolve("1700000000000-12345-abc.1"), "half");
        Path running = Files.writeString(files.newAside(), "half");
        mkdirs(files.quarantine);
        Path old = Files.writeString(files.quarantine.resolve("old"), "damaged");
        use(old, Duration.ofDays(31));
        Path young = Files.writeString(files.quarantine.resolve("young"), "damaged");
        use(young, Duration.ofDays(29));

        GarbageCollection collected = maintenance.collectGarbage(Retention.of(1L << 40, Duration.ofDays(30)));

        assertThat(collected.leftoversRemoved()).isEqualTo(2);
        assertThat(unfinished).doesNotExist();
        assertThat(running).exists();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void what_a_killed_collection_left_in_the_trash_comes_back() throws IOException {
        Digest digest = keep("work", Duration.ZERO);
        Digest stored = contents.put("stored anew".getBytes(UTF_8));
        use(files.contentOf(stored), Duration.ZERO);
        mkdirs(files.trash);
        Files.move(
                files.actionOf(key("work")),
                files.trash.resolve("action-" + key("work").hash()));
        Files.move(files.contentOf(digest), files.trash.resolve("content-" + digest.hash()));
        Files.copy(files.contentOf(stored), files.trash.resolve("content-" + stored.hash()));

        maintenance.collectGarbage(Retention.of(1L << 40, Duration.ofDays(30)));

        assertThat(isKept("work")).isTrue();
        assertThat(contents.contains(digest)).isTrue();
        assertThat(contents.contains(stored)).isTrue();
        assertThat(files.trash).isEmptyDirectory();
    }

    @Test
    void a_process_takes_back_from_the_trash_what_it_needs() throws IOException {
        Digest small = keep("work", Duration.ofDays(9));
        Digest large = contents.put(new byte[3_000_000]);
        mkdirs(files.trash);
        for (Path entry : List.of(files.actionOf(key("work")), files.contentOf(small), files.contentOf(large))) {
            Files.move(entry, files.trashOf(entry));
        }

        assertThat(actions.find(key("work"))).isPresent();
        assertThat(contents.read(small)).isPresent();
        assertThat(contents.writeTo(large, directory.resolve("target"), false)).isTrue();

        assertThat(files.trash).isEmptyDirectory();
        assertThat(Files.getLastModifiedTime(files.actionOf(key("work"))).toInstant())
                .isEqualTo(NOW);
        Files.move(files.contentOf(small), files.trashOf(files.contentOf(small)));
        assertThat(contents.contains(small)).isTrue();
    }

    @Test
    void only_one_collection_at_a_time() throws IOException {
        keep("work", Duration.ofDays(9));
        files.release();
        try (CollectionLock other = CollectionLock.tryTake(files)) {
            assertThat(other.isTaken()).isTrue();

            assertThat(maintenance.collectGarbage(retention(0)).ran()).isFalse();

            assertThat(isKept("work")).isTrue();
        }
        files.release();
        assertThat(maintenance.collectGarbage(retention(0)).ran()).isTrue();
    }

    @Test
    void files_that_are_no_entries_are_left_alone() throws IOException {
        mkdirs(files.contents.resolve("ab"));
        Files.writeString(files.contents.resolve("README"), "hello");
        Files.writeString(files.contents.resolve("ab/" + "x".repeat(62)), "hello");

        assertThat(maintenance.stats().bytes()).isZero();
        assertThat(maintenance.verify().isSound()).isTrue();
    }

    @Test
    void a_store_that_is_no_directory_says_so() throws IOException {
        Files.writeString(directory.resolve("store"), "in the way");

        assertThatExceptionOfType(ContentStoreException.class)
                .isThrownBy(() -> maintenance.collectGarbage(retention(0)))
                .withMessageContaining("cannot collect garbage in the store");
    }

    @Test
    void a_retention_that_makes_no_sense_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Retention.of(-1, Duration.ZERO))
                .withMessage("maxBytes: -1 (expected: >= 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Retention.of(1, Duration.ofDays(-1)))
                .withMessage("maxAge: PT-24H (expected: not negative)");
    }

    private static Retention retention(long maxBytes) {
        return Retention.of(maxBytes, Duration.ofDays(3_650)).withRecent(Duration.ZERO);
    }

    private Digest keep(String work, Duration unused) throws IOException {
        byte[] bytes = new byte[SIZE];
        System.arraycopy(work.getBytes(UTF_8), 0, bytes, 0, work.length());
        Digest digest = contents.put(bytes);
        actions.put(key(work), result(digest));
        use(files.contentOf(digest), unused);
        use(files.actionOf(key(work)), unused);
        return digest;
    }

    private static void use(Path entry, Duration ago) throws IOException {
        Files.setLastModifiedTime(entry, FileTime.from(NOW.minus(ago)));
    }

    private static void damage(Path entry) throws IOException {
        byte[] bytes = Files.readAllBytes(entry);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(entry);
        Files.write(entry, bytes);
    }

    private boolean isKept(String work) {
        return Files.exists(files.actionOf(key(work)));
    }

    private static Path mkdirs(Path path) throws IOException {
        return Files.createDirectories(path);
    }

    private static ActionKey key(String work) {
        return new ActionKey(Digest.of(work.getBytes(UTF_8)).hash());
    }

    private static ActionResult result(Digest output) {
        return new ActionResult(
                Tree.builder().file("out", output, false).build(),
                Tree.empty(),
                EMPTY,
                EMPTY,
                Duration.ZERO,
                Duration.ZERO,
                0,
                Instant.EPOCH);
    }
}
