package io.slipway.core.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.cache.ActionCache;
import io.slipway.core.cache.ActionCacheContract;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreContract;
import io.slipway.core.content.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store as it is put together, with its memory tier. */
class DirectoryStoreTest {
    @Nested
    class Contents extends ContentStoreContract {
        private DirectoryStore store;

        @BeforeEach
        void open() {
            store = DirectoryStoreTest.open(directory);
        }

        @Override
        protected ContentStore newStore() {
            return store.contents();
        }

        @AfterEach
        void close() {
            store.close();
        }
    }

    @Nested
    class Actions extends ActionCacheContract {
        private DirectoryStore store;

        @BeforeEach
        void open() {
            store = DirectoryStoreTest.open(directory);
        }

        @Override
        protected ActionCache newCache() {
            return store.actions();
        }

        @AfterEach
        void close() {
            store.close();
        }
    }

    @TempDir
    Path directory;

    @Test
    void two_open_stores_see_each_others_entries() {
        try (DirectoryStore one = open(directory);
                DirectoryStore other = open(directory)) {
            Digest digest = one.contents().put("hello".getBytes(UTF_8));

            assertThat(other.contents().read(digest)).hasValue("hello".getBytes(UTF_8));
        }
    }

    @Test
    void opening_touches_nothing() {
        open(directory).close();

        assertThat(directory.resolve("store")).doesNotExist();
    }

    @Test
    void a_lease_is_held_from_the_first_look_up_until_the_store_is_closed() throws IOException {
        DirectoryStore store = open(directory);
        Path leases = directory.resolve("store/leases");

        store.contents().contains(Digest.of(new byte[] {1}));

        assertThat(StoredEntry.childrenOf(leases)).hasSize(1);
        assertThat(Lease.living(leases)).hasSize(1);
        store.close();
        assertThat(StoredEntry.childrenOf(leases)).isEmpty();
    }

    @Test
    void a_lease_whose_process_is_gone_does_not_count_and_is_removed() throws IOException {
        Path leases = Files.createDirectories(directory.resolve("leases"));
        Files.createFile(leases.resolve("1700000000000-12345-abc"));

        assertThat(Lease.living(leases)).isEmpty();

        assertThat(StoredEntry.childrenOf(leases)).isEmpty();
        assertThat(Lease.living(directory.resolve("none"))).isEmpty();
    }

    @Test
    void the_beginning_of_a_lease_is_in_its_name() {
        assertThat(Lease.sinceMillis("1700000000000-12345-abc")).isEqualTo(1_700_000_000_000L);
        assertThat(Lease.sinceMillis("garbage")).isZero();
        assertThat(Lease.sinceMillis("gar-bage")).isZero();
    }

    private static DirectoryStore open(Path directory) {
        return DirectoryStore.open(directory.resolve("store"), StoreListener.SILENT, InstantSource.system());
    }
}
