package io.slipway.core.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.core.cache.ActionCache;
import io.slipway.core.cache.ActionCacheContract;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.content.ContentStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryActionCacheTest extends ActionCacheContract {
    private static final ActionKey KEY = key("some work");

    private final RecordingListener told = new RecordingListener();
    private StoreFiles files;

    @BeforeEach
    void open() {
        files = new StoreFiles(directory.resolve("store"), told, InstantSource.system());
    }

    @Override
    protected ActionCache newCache() {
        return new DirectoryActionCache(files);
    }

    @AfterEach
    void release() {
        files.release();
    }

    @Test
    void a_damaged_entry_is_set_aside_told_and_a_miss() throws IOException {
        ActionCache cache = newCache();
        cache.put(KEY, result("one"));
        Path entry = files.actionOf(KEY);
        byte[] bytes = Files.readAllBytes(entry);
        for (int i = 0; i < bytes.length; i += 7) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 1;
            overwrite(entry, damaged);

            assertThat(cache.find(KEY)).isEmpty();
            assertThat(entry).doesNotExist();
            assertThat(told.setAside.get(told.setAside.size() - 1)).hasBinaryContent(damaged);
        }
        assertThat(told.quarantined).containsOnly("actions/" + KEY.hash());
        cache.put(KEY, result("one"));
        assertThat(cache.find(KEY)).contains(result("one"));
    }

    @Test
    void a_torn_entry_is_a_miss() throws IOException {
        ActionCache cache = newCache();
        cache.put(KEY, result("one"));
        Path entry = files.actionOf(KEY);
        byte[] bytes = Files.readAllBytes(entry);
        for (int length = 0; length < bytes.length; length += 11) {
            overwrite(entry, Arrays.copyOf(bytes, length));

            assertThat(cache.find(KEY)).isEmpty();
        }
    }

    @Test
    void a_sound_entry_under_a_wrong_name_is_a_miss() throws IOException {
        ActionCache cache = newCache();
        cache.put(KEY, result("one"));
        Path other = files.actionOf(key("other work"));
        Files.createDirectories(other.getParent());

        Files.move(files.actionOf(KEY), other);

        assertThat(cache.find(key("other work"))).isEmpty();
        assertThat(told.quarantined)
                .containsExactly("actions/" + key("other work").hash());
    }

    @Test
    void a_store_that_is_no_directory_says_so() throws IOException {
        ActionCache cache = newCache();
        Files.writeString(directory.resolve("store"), "in the way");

        assertThatExceptionOfType(ContentStoreException.class).isThrownBy(() -> cache.find(KEY));
        assertThatExceptionOfType(ContentStoreException.class).isThrownBy(() -> cache.put(KEY, result("one")));
        assertThatExceptionOfType(ContentStoreException.class).isThrownBy(() -> cache.remove(KEY));
    }

    private static void overwrite(Path entry, byte[] bytes) throws IOException {
        Files.deleteIfExists(entry);
        Files.write(entry, bytes);
    }
}
