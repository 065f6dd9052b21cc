package io.slipway.core.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.content.InMemoryContentStore;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ActionResultTest {
    private final InMemoryContentStore store = new InMemoryContentStore();

    @Test
    void what_was_encoded_is_decoded() {
        ActionResult result = result();

        ActionResult decoded = ActionResult.decode(result.encode());

        assertThat(decoded).isEqualTo(result).hasSameHashCodeAs(result);
        assertThat(decoded.contents(store).read(decoded.log())).hasValue("log".getBytes(UTF_8));
    }

    @Test
    void every_damaged_byte_is_noticed() {
        byte[] bytes = result().encode();

        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            assertMalformed(damaged);
        }
    }

    @Test
    void every_torn_end_is_noticed() {
        byte[] bytes = result().encode();

        for (int length = 0; length < bytes.length; length++) assertMalformed(Arrays.copyOf(bytes, length));
        assertMalformed(Arrays.copyOf(bytes, bytes.length + 1));
        assertMalformed(new byte[bytes.length]);
    }

    @Test
    void another_format_is_refused() {
        byte[] bytes = {9, 0, 0, 0, 0};
        java.util.zip.CRC32 checksum = new java.util.zip.CRC32();
        checksum.update(bytes, 0, 1);
        java.nio.ByteBuffer.wrap(bytes).putInt(1, (int) checksum.getValue());

        assertThatExceptionOfType(MalformedContentException.class)
                .isThrownBy(() -> ActionResult.decode(bytes))
                .withMessage("format of a result: 9");
    }

    @Test
    void a_result_knows_which_contents_it_needs_from_the_store() {
        ActionResult result = result();

        assertThat(result.stored()).containsExactly(Digest.of(new byte[5_000]));
    }

    @Test
    void a_result_that_carries_nothing_has_everything_in_the_store() {
        Digest log = store.put("log".getBytes(UTF_8));
        ActionResult result =
                new ActionResult(Tree.empty(), Tree.empty(), log, log, Duration.ZERO, Duration.ZERO, 0, Instant.EPOCH);

        assertThat(result.contents(store)).isSameAs(store);
        assertThat(result.stored()).containsExactly(log);
    }

    private ActionResult result() {
        CarryingContentStore contents = new CarryingContentStore(store);
        Digest small = contents.put("small".getBytes(UTF_8));
        Digest large = contents.put(new byte[5_000]);
        return new ActionResult(
                Tree.builder()
                        .file("out/small", small, true)
                        .file("out/large", large, false)
                        .build(),
                Tree.builder().file("out/report.xml", small, false).build(),
                contents.put("log".getBytes(UTF_8)),
                contents.put("preimage".getBytes(UTF_8)),
                Duration.ofMillis(1234),
                Duration.ofNanos(5),
                77,
                Instant.ofEpochSecond(1_700_000_000, 1),
                contents.carried());
    }

    private static void assertMalformed(byte[] bytes) {
        assertThatExceptionOfType(MalformedContentException.class).isThrownBy(() -> ActionResult.decode(bytes));
    }

    @Test
    void contents_are_read_from_the_result_before_the_store() {
        ContentStore contents = ActionResult.decode(result().encode()).contents(new InMemoryContentStore());

        assertThat(contents.contains(Digest.of("small".getBytes(UTF_8)))).isTrue();
        assertThat(contents.contains(Digest.of(new byte[5_000]))).isFalse();
    }
}
