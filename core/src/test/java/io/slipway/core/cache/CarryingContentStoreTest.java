package io.slipway.core.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreContract;
import io.slipway.core.content.Digest;
import io.slipway.core.content.InMemoryContentStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CarryingContentStoreTest extends ContentStoreContract {
    private final InMemoryContentStore behind = new InMemoryContentStore();

    @Override
    protected ContentStore newStore() {
        return new CarryingContentStore(behind);
    }

    @Test
    void small_contents_are_kept_aside_and_large_ones_go_to_the_store() throws Exception {
        CarryingContentStore store = new CarryingContentStore(behind);

        Digest small = store.put(new byte[CarriedContents.MOST_BYTES_EACH]);
        Digest large = store.put(new byte[CarriedContents.MOST_BYTES_EACH + 1]);
        Digest file = store.put(Files.writeString(directory.resolve("file"), "text"));

        assertThat(behind.contains(large)).isTrue();
        assertThat(behind.size()).isEqualTo(1);
        assertThat(store.carried().contains(small)).isTrue();
        assertThat(store.carried().contains(file)).isTrue();
        assertThat(store.carried().size()).isEqualTo(2);
    }

    @Test
    void what_is_too_much_for_one_result_goes_to_the_store() {
        CarryingContentStore store = new CarryingContentStore(behind);

        for (int i = 0; i < 10; i++) {
            byte[] bytes = new byte[CarriedContents.MOST_BYTES_EACH];
            bytes[0] = (byte) i;
            store.put(bytes);
        }

        assertThat(store.carried().size()).isEqualTo(8);
        assertThat(behind.size()).isEqualTo(2);
    }

    @Test
    void a_carried_content_that_was_damaged_is_absent() {
        CanonicalOutput out = new CanonicalOutput()
                .writeInt(1)
                .writeDigest(Digest.of("right".getBytes(UTF_8)))
                .writeBytes("wrong".getBytes(UTF_8));

        CarriedContents carried = CarriedContents.encoded(out.toByteArray());

        assertThat(carried.find(Digest.of("right".getBytes(UTF_8)))).isEmpty();
        assertThat(carried).hasToString("CarriedContents[" + Digest.of("right".getBytes(UTF_8)) + "]");
    }

    @Test
    void a_target_that_cannot_be_written_is_told_and_nothing_is_left() {
        CarryingContentStore store = new CarryingContentStore(behind);
        Digest small = store.put("small".getBytes(UTF_8));
        Path target = directory.resolve("no such directory/target");

        org.assertj.core.api.Assertions.assertThatExceptionOfType(io.slipway.core.content.ContentStoreException.class)
                .isThrownBy(() -> store.writeTo(small, target, false))
                .withMessageContaining(target.toString());
        assertThat(target).doesNotExist();
    }
}
