package io.slipway.core.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.core.cache.ActionCache;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.InMemoryActionCache;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.content.InMemoryContentStore;
import io.slipway.core.content.Tree;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgivingStoreTest {
    private static final ActionKey KEY = new ActionKey("0".repeat(64));
    private static final Digest EMPTY = Digest.of(new byte[0]);
    private static final ActionResult RESULT =
            new ActionResult(Tree.empty(), Tree.empty(), EMPTY, EMPTY, Duration.ZERO, Duration.ZERO, 0, Instant.EPOCH);
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    private final RecordingListener told = new RecordingListener();
    private final Faulty behind = new Faulty();
    private final ForgivingStore store = new ForgivingStore(behind, behind, told);

    @TempDir
    Path directory;

    @Test
    void a_store_that_works_is_used_as_it_is() throws IOException {
        Digest digest = store.contents().put(HELLO);
        store.actions().put(KEY, RESULT);
        Path file = Files.write(directory.resolve("file"), HELLO);

        assertThat(store.contents().put(file)).isEqualTo(digest);
        assertThat(store.contents().read(digest)).hasValue(HELLO);
        assertThat(store.contents().contains(digest)).isTrue();
        assertThat(store.contents().writeTo(digest, directory.resolve("target"), false))
                .isTrue();
        assertThat(store.actions().find(KEY)).contains(RESULT);
        store.actions().remove(KEY);
        assertThat(store.actions().find(KEY)).isEmpty();
        assertThat(told.unusable).isEmpty();
        assertThat(store.isReadable() && store.isWritable()).isTrue();
    }

    @Test
    void a_store_that_cannot_be_written_is_told_once_and_still_read() throws IOException {
        Digest kept = store.contents().put("kept".getBytes(UTF_8));
        Path file = Files.write(directory.resolve("file"), HELLO);
        behind.writing = new IOException("No space left on device");

        assertThat(store.contents().put(HELLO)).isEqualTo(Digest.of(HELLO));
        assertThat(store.contents().put(file)).isEqualTo(Digest.of(HELLO));
        store.actions().put(KEY, RESULT);
        store.actions().remove(KEY);

        assertThat(told.unusable).hasSize(1);
        assertThat(behind.asked).isEqualTo(2);
        assertThat(store.contents().read(kept)).isPresent();
        assertThat(store.isReadable()).isTrue();
        assertThat(store.isWritable()).isFalse();
    }

    @Test
    void a_result_is_not_kept_once_a_content_could_not_be() {
        behind.writing = new IOException("No space left on device");
        store.contents().put(HELLO);
        behind.writing = null;

        store.actions().put(KEY, RESULT);

        assertThat(store.actions().find(KEY)).isEmpty();
    }

    @Test
    void a_store_that_cannot_be_read_is_told_once_and_not_asked_again() throws IOException {
        behind.reading = new IOException("Stale file handle");

        assertThat(store.actions().find(KEY)).isEmpty();
        assertThat(store.actions().find(KEY)).isEmpty();
        assertThat(store.contents().contains(EMPTY)).isFalse();
        assertThat(store.contents().read(EMPTY)).isEmpty();
        assertThat(store.contents().writeTo(EMPTY, directory.resolve("target"), false))
                .isFalse();
        assertThat(store.contents().put(HELLO)).isEqualTo(Digest.of(HELLO));

        assertThat(told.unusable).hasSize(1);
        assertThat(behind.asked).isEqualTo(1);
    }

    @Test
    void each_way_of_reading_and_writing_is_forgiven() throws IOException {
        Path file = Files.write(directory.resolve("file"), HELLO);
        for (int way = 0; way < 6; way++) {
            Faulty faulty = new Faulty();
            faulty.reading = new IOException("reading");
            faulty.writing = new IOException("writing");
            ForgivingStore forgiving = new ForgivingStore(faulty, faulty, told);
            switch (way) {
                case 0 -> assertThat(forgiving.contents().contains(EMPTY)).isFalse();
                case 1 -> assertThat(forgiving.contents().read(EMPTY)).isEmpty();
                case 2 -> assertThat(forgiving.contents().put(file)).isEqualTo(Digest.of(HELLO));
                case 3 -> forgiving.actions().put(KEY, RESULT);
                case 4 -> forgiving.actions().remove(KEY);
                default ->
                    assertThat(forgiving.contents().writeTo(EMPTY, file, false)).isFalse();
            }
            assertThat(told.unusable).hasSize(way + 1);
        }
    }

    @Test
    void a_file_that_cannot_be_read_is_not_the_stores_fault() {
        Path missing = directory.resolve("missing");

        assertThatExceptionOfType(ContentStoreException.class)
                .isThrownBy(() -> store.contents().put(missing))
                .withMessageContaining(missing.toString());

        assertThat(told.unusable).isEmpty();
        assertThat(store.isWritable()).isTrue();
    }

    @Test
    void an_interrupted_look_up_is_a_miss_and_nothing_more() {
        behind.reading = new ClosedByInterruptException();
        behind.writing = new ClosedByInterruptException();

        assertThat(store.actions().find(KEY)).isEmpty();
        assertThat(store.contents().put(HELLO)).isEqualTo(Digest.of(HELLO));

        assertThat(told.unusable).isEmpty();
        assertThat(store.isReadable() && store.isWritable()).isTrue();
    }

    @Test
    void a_directory_that_cannot_be_used_costs_one_warning() throws IOException {
        Path root = Files.writeString(directory.resolve("store"), "a file in the way");
        DirectoryStore unusable = DirectoryStore.open(root, told, InstantSource.system());
        ForgivingStore forgiving = new ForgivingStore(unusable.contents(), unusable.actions(), told);

        for (int i = 0; i < 3; i++) {
            assertThat(forgiving.actions().find(KEY)).isEmpty();
            assertThat(forgiving.contents().put(HELLO)).isEqualTo(Digest.of(HELLO));
            forgiving.actions().put(KEY, RESULT);
        }

        assertThat(told.unusable).hasSize(1);
        assertThat(told.unusable.get(0)).hasMessageContaining(root.toString());
    }

    /** Works until it is told not to. */
    private static final class Faulty implements ContentStore, ActionCache {
        private final InMemoryContentStore contents = new InMemoryContentStore();
        private final InMemoryActionCache actions = new InMemoryActionCache();
        private @Nullable IOException reading;
        private @Nullable IOException writing;
        private int asked;

        private void read() {
            asked++;
            if (reading != null) throw new ContentStoreException("cannot read", reading);
        }

        private void write() {
            asked++;
            if (writing != null) throw new ContentStoreException("cannot write", writing);
        }

        @Override
        public boolean contains(Digest digest) {
            read();
            return contents.contains(digest);
        }

        @Override
        public Optional<byte[]> read(Digest digest) {
            read();
            return contents.read(digest);
        }

        @Override
        public Digest put(byte[] bytes) {
            write();
            return contents.put(bytes);
        }

        @Override
        public Digest put(Path file) {
            write();
            return contents.put(file);
        }

        @Override
        public boolean writeTo(Digest digest, Path target, boolean executable) {
            read();
            return contents.writeTo(digest, target, executable);
        }

        @Override
        public Optional<ActionResult> find(ActionKey key) {
            read();
            return actions.find(key);
        }

        @Override
        public void put(ActionKey key, ActionResult result) {
            write();
            actions.put(key, result);
        }

        @Override
        public void remove(ActionKey key) {
            write();
            actions.remove(key);
        }
    }
}
