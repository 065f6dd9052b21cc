package io.slipway.core.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CanonicalFormTest {
    private static final Digest DIGEST = Digest.of("x".getBytes(UTF_8));

    @Test
    void what_was_written_is_read_again() {
        byte[] bytes = new CanonicalOutput()
                .writeByte(200)
                .writeBoolean(true)
                .writeInt(-5)
                .writeLong(Long.MIN_VALUE + 7)
                .writeText("späße")
                .writeBytes(new byte[1000])
                .writeDigest(DIGEST)
                .writeTexts(List.of("a", ""))
                .writeTextMap(new TreeMap<>(Map.of("k", "v", "a", "b")))
                .writeOptional(Optional.of("there"), CanonicalOutput::writeText)
                .writeOptional(Optional.<String>empty(), CanonicalOutput::writeText)
                .toByteArray();

        CanonicalInput in = new CanonicalInput(bytes);

        assertThat(in.readByte()).isEqualTo(200);
        assertThat(in.readBoolean()).isTrue();
        assertThat(in.readInt()).isEqualTo(-5);
        assertThat(in.readLong()).isEqualTo(Long.MIN_VALUE + 7);
        assertThat(in.readText()).isEqualTo("späße");
        assertThat(in.readBytes()).hasSize(1000);
        assertThat(in.readDigest()).isEqualTo(DIGEST);
        assertThat(in.readTexts()).containsExactly("a", "");
        assertThat(in.readTextMap()).isEqualTo(new TreeMap<>(Map.of("k", "v", "a", "b")));
        assertThat(in.readBoolean()).isTrue();
        assertThat(in.readText()).isEqualTo("there");
        assertThat(in.readBoolean()).isFalse();
        in.expectEnd();
    }

    @Test
    void the_form_is_big_endian_with_lengths_before_texts() {
        byte[] bytes = new CanonicalOutput().writeText("ab").writeLong(258).toByteArray();

        assertThat(bytes).containsExactly(0, 0, 0, 2, 'a', 'b', 0, 0, 0, 0, 0, 0, 1, 2);
    }

    @Test
    void a_digest_takes_forty_bytes() {
        assertThat(new CanonicalOutput().writeDigest(DIGEST).toByteArray())
                .hasSize(40)
                .startsWith(0x2d, 0x71, 0x16, 0x42);
    }

    @Test
    void bytes_that_are_cut_short_too_many_or_senseless_are_refused() {
        assertMalformed(() -> new CanonicalInput(new byte[3]).readInt(), "cut short");
        assertMalformed(() -> new CanonicalInput(new byte[39]).readDigest(), "cut short");
        assertMalformed(() -> new CanonicalInput(new byte[] {0, 0, 1, 0, 1}).readText(), "count 256 with 1 bytes left");
        assertMalformed(() -> new CanonicalInput(new byte[] {-1, 0, 0, 0}).readTexts(), "count");
        assertMalformed(() -> new CanonicalInput(new byte[] {2}).readBoolean(), "boolean byte 2");
        assertMalformed(() -> new CanonicalInput(new byte[1]).expectEnd(), "1 bytes too many");
        byte[] negativeSize = new byte[40];
        negativeSize[32] = -1;
        assertMalformed(() -> new CanonicalInput(negativeSize).readDigest(), "size of a content");
    }

    private static void assertMalformed(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading, String message) {
        assertThatExceptionOfType(MalformedContentException.class)
                .isThrownBy(reading)
                .withMessageContaining(message);
    }
}
