package io.slipway.core.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreContract;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryContentStoreTest extends ContentStoreContract {
    private final RecordingListener told = new RecordingListener();
    private StoreFiles files;

    @BeforeEach
    void open() {
        files = new StoreFiles(directory.resolve("store"), told, InstantSource.system());
    }

    @Override
    protected ContentStore newStore() {
        return new DirectoryContentStore(files);
    }

    @AfterEach
    void release() {
        files.release();
    }

    @Test
    void opening_and_asking_an_empty_store_makes_no_directory_for_contents() {
        ContentStore store = newStore();

        store.contains(Digest.of(new byte[] {1}));

        assertThat(files.contents).doesNotExist();
    }

    @Test
    void a_content_is_a_read_only_file_named_by_its_hash() throws IOException {
        ContentStore store = newStore();

        Digest digest = store.put("hello".getBytes(UTF_8));

        Path entry = files.root.resolve("contents/2c/" + digest.hash().substring(2));
        assertThat(entry).hasContent("hello");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)))
                .isEqualTo("r--r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.root)))
                .isEqualTo("rwx------");
        assertThat(files.aside).isEmptyDirectory();
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {5, 3_000_001})
    void what_is_written_out_is_a_copy_and_no_link(int size) throws IOException {
        ContentStore store = newStore();
        Digest digest = store.put(new byte[size]);
        Path target = directory.resolve("target");

        store.writeTo(digest, target, false);

        assertThat(Files.getAttribute(target, "unix:nlink")).isEqualTo(1);
        assertThat(Files.getAttribute(files.contentOf(digest), "unix:nlink")).isEqualTo(1);
    }

    @Test
    void the_empty_content_is_always_there_and_takes_no_file() throws IOException {
        ContentStore store = newStore();
        Digest empty = Digest.of(new byte[0]);

        assertThat(store.contains(empty)).isTrue();
        assertThat(store.read(empty)).hasValue(new byte[0]);
        store.put(new byte[0]);

        assertThat(files.contents).doesNotExist();
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {5, 3_000_001})
    void a_damaged_content_is_mended_by_putting_it_again(int size) throws IOException {
        byte[] bytes = new byte[size];
        ContentStore store = newStore();
        Digest digest = store.put(bytes);
        byte[] damaged = bytes.clone();
        damaged[size / 2] = 1;
        overwrite(files.contentOf(digest), damaged);
        Path file = Files.write(directory.resolve("again"), bytes);

        store.put(file);

        assertThat(files.contentOf(digest)).hasBinaryContent(bytes);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {5, 3_000_001})
    void a_damaged_content_is_set_aside_told_and_absent_until_it_is_put_again(int size) throws IOException {
        ContentStore store = newStore();
        byte[] bytes = new byte[size];
        Digest digest = store.put(bytes);
        byte[] damaged = bytes.clone();
        damaged[size / 2] = 1;
        overwrite(files.contentOf(digest), damaged);
        Path target = directory.resolve("target");

        assertThat(store.writeTo(digest, target, false)).isFalse();

        assertThat(target).doesNotExist();
        assertThat(store.contains(digest)).isFalse();
        assertThat(told.quarantined).containsExactly("contents/" + digest.hash());
        assertThat(told.setAside.get(0)).hasParent(files.quarantine).hasBinaryContent(damaged);
        store.put(bytes);
        assertThat(store.read(digest)).hasValue(bytes);
    }

    @Test
    void a_torn_content_is_absent_and_can_be_put_again() throws IOException {
        ContentStore store = newStore();
        byte[] bytes = "hello".getBytes(UTF_8);
        Digest digest = store.put(bytes);
        overwrite(files.contentOf(digest), new byte[0]);

        assertThat(store.contains(digest)).isFalse();
        assertThat(store.read(digest)).isEmpty();

        assertThat(told.quarantined).hasSize(1);
        store.put(bytes);
        assertThat(store.read(digest)).hasValue(bytes);
    }

    @Test
    void putting_over_a_torn_content_mends_it() throws IOException {
        ContentStore store = newStore();
        byte[] bytes = "hello".getBytes(UTF_8);
        Digest digest = store.put(bytes);
        overwrite(files.contentOf(digest), new byte[] {'h'});

        store.put(bytes);

        assertThat(store.read(digest)).hasValue(bytes);
        assertThat(told.quarantined).isEmpty();
    }

    @Test
    void a_sound_content_that_was_asked_for_with_another_size_stays() {
        ContentStore store = newStore();
        Digest digest = store.put("hello".getBytes(UTF_8));

        assertThat(store.read(new Digest(digest.hash(), 4))).isEmpty();

        assertThat(told.quarantined).isEmpty();
        assertThat(store.contains(digest)).isTrue();
    }

    @Test
    void a_store_that_is_no_directory_says_so() throws IOException {
        ContentStore store = newStore();
        Files.writeString(directory.resolve("store"), "in the way");
        Digest digest = Digest.of(new byte[] {1});

        assertThatExceptionOfType(ContentStoreException.class)
                .isThrownBy(() -> store.put(new byte[] {1}))
                .withMessageContaining("cannot keep " + digest + " in the store " + files.root)
                .withMessageContaining("; see that");
        assertThatExceptionOfType(ContentStoreException.class).isThrownBy(() -> store.contains(digest));
        assertThatExceptionOfType(ContentStoreException.class).isThrownBy(() -> store.read(digest));
    }

    @Test
    void a_target_that_stands_in_the_way_is_told_and_left_alone() throws IOException {
        ContentStore store = newStore();
        Digest digest = store.put(new byte[3_000_001]);
        Path target = Files.writeString(directory.resolve("target"), "mine");

        assertThatExceptionOfType(ContentStoreException.class)
                .isThrownBy(() -> store.writeTo(digest, target, false))
                .withMessageContaining(target.toString());

        assertThat(target).hasContent("mine");
    }

    @Test
    void a_store_that_was_deleted_is_made_again() throws IOException {
        ContentStore store = newStore();
        Digest digest = store.put("hello".getBytes(UTF_8));
        deleteAll(files.root);

        assertThat(store.contains(digest)).isFalse();
        store.put("hello".getBytes(UTF_8));

        assertThat(store.contains(digest)).isTrue();
    }

    private static void overwrite(Path entry, byte[] bytes) throws IOException {
        Files.delete(entry);
        Files.write(entry, bytes);
    }

    private static void deleteAll(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            for (Path child : StoredEntry.childrenOf(path)) deleteAll(child);
        }
        Files.delete(path);
    }
}
