package io.slipway.core.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path directory;

    @Test
    void bytes_a_file_and_a_stream_of_the_same_content_have_one_digest() throws IOException {
        byte[] bytes = "abc".getBytes(UTF_8);
        Path file = Files.write(directory.resolve("abc"), bytes);

        assertThat(List.of(Digest.of(bytes), Digest.of(file), Digest.of(new ByteArrayInputStream(bytes))))
                .containsOnly(new Digest(ABC, 3));
    }

    @Test
    void a_digest_is_written_and_read_as_hash_and_size() {
        Digest digest = new Digest(ABC, 3);

        assertThat(digest).hasToString(ABC + "/3");
        assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
    }

    @Test
    void what_is_no_digest_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Digest("ABC", 3))
                .withMessageStartingWith("hash: ABC");
        assertThatIllegalArgumentException().isThrownBy(() -> new Digest(ABC.toUpperCase(java.util.Locale.ROOT), 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Digest(ABC.replace('b', 'g'), 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Digest(ABC, -1))
                .withMessageContaining("sizeBytes");
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.parse(ABC));
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.parse(ABC + "/x"));
    }

    @Test
    void every_hash_is_given_back_as_it_was_written() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            byte[] hash = new byte[32];
            random.nextBytes(hash);
            String hex = HexFormat.of().formatHex(hash);

            assertThat(Digest.ofHash(hash, i).hash()).isEqualTo(hex);
            assertThat(new Digest(hex, i)).isEqualTo(Digest.ofHash(hash, i)).hasSameHashCodeAs(Digest.ofHash(hash, i));
        }
        assertThat(new Digest(ABC, 3)).isNotEqualTo(new Digest(ABC, 4)).isNotEqualTo(ABC);
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.ofHash(new byte[31], 0));
    }

    @Test
    void digests_are_ordered_by_hash_then_size() {
        Digest low = new Digest("0" + ABC.substring(1), 9);

        assertThat(List.of(new Digest(ABC, 4), new Digest(ABC, 3), low).stream().sorted())
                .containsExactly(low, new Digest(ABC, 3), new Digest(ABC, 4));
    }
}
