package io.slipway.jenkins.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.Digest;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTest {
    @TempDir
    Path directory;

    @Test
    void small_and_large_contents_arrive_whole() throws IOException {
        ContentStore here = store("here");
        ContentStore there = store("there");
        byte[] large = new byte[(1 << 20) + 77];
        new Random(1).nextBytes(large);
        List<Digest> digests = List.of(here.put("small".getBytes(UTF_8)), here.put(large), here.put(new byte[0]));

        Set<Digest> missing = take(pack(digests, here), digests, there);

        assertThat(missing).isEmpty();
        for (Digest digest : digests) {
            assertThat(there.read(digest).orElseThrow())
                    .isEqualTo(here.read(digest).orElseThrow());
        }
        assertThat(directory.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void what_the_sender_does_not_have_is_told() throws IOException {
        ContentStore here = store("here");
        Digest known = here.put("known".getBytes(UTF_8));
        Digest unknown = Digest.of("unknown".getBytes(UTF_8));

        Set<Digest> missing = take(pack(List.of(known, unknown), here), List.of(known, unknown), store("there"));

        assertThat(missing).containsExactly(unknown);
    }

    @Test
    void no_more_bytes_are_taken_than_what_was_asked_for_can_be() throws IOException {
        ContentStore here = store("here");
        List<Digest> asked = List.of(here.put("one".getBytes(UTF_8)), here.put(new byte[0]));
        byte[] honest = pack(asked, here);
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        OutputStream bounded = Pack.bound(asked, taken);

        bounded.write(honest);

        assertThat(taken.toByteArray()).isEqualTo(honest);
        assertThatThrownBy(() -> bounded.write(new byte[300])).hasMessageContaining("more came than was asked for");
        assertThat(taken.size()).isEqualTo(honest.length);

        OutputStream another = Pack.bound(List.of(), taken);
        for (int i = 0; i < 8; i++) another.write(0);
        assertThatThrownBy(() -> another.write(0)).hasMessageContaining("more came than was asked for");
    }

    @Test
    void what_nobody_asked_for_is_refused() throws IOException {
        ContentStore here = store("here");
        Digest sent = here.put("sent".getBytes(UTF_8));
        byte[] pack = pack(List.of(sent), here);

        assertThatThrownBy(() -> take(pack, List.of(), store("there")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nobody asked for");
    }

    @Test
    void a_content_under_a_wrong_name_is_refused() throws IOException {
        Path file = Files.write(directory.resolve("file"), "other".getBytes(UTF_8));
        Digest claimed = Digest.of("right".getBytes(UTF_8));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Pack pack = new Pack(bytes);
        pack.addFile(claimed, file);
        pack.end();

        assertThatThrownBy(() -> take(bytes.toByteArray(), List.of(claimed), store("there")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("should be " + claimed);
    }

    @Test
    void a_pack_that_was_cut_anywhere_is_refused() throws IOException {
        ContentStore here = store("here");
        List<Digest> digests = List.of(here.put("one".getBytes(UTF_8)), here.put("two".getBytes(UTF_8)));
        byte[] whole = pack(digests, here);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> take(cut, digests, store("there")))
                    .as("cut at %d", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_pack_of_another_version_is_refused() {
        byte[] other = {0, 0, 0, 9};

        assertThatThrownBy(() -> take(other, List.of(), store("there"))).hasMessageContaining("version 9");
    }

    @Test
    void a_name_that_is_no_digest_is_refused() throws IOException {
        byte[] whole = {0, 0, 0, 1, 1, 0, 3, 'a', 'b', 'c'};

        assertThatThrownBy(() -> take(whole, List.of(), store("there")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged pack");
    }

    private ContentStore store(String name) {
        return DirectoryStore.open(directory.resolve(name), StoreListener.SILENT, InstantSource.system())
                .contents();
    }

    private Path scratch() throws IOException {
        return Files.createDirectories(directory.resolve("scratch"));
    }

    private byte[] pack(List<Digest> digests, ContentStore from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Pack pack = new Pack(bytes);
        pack.add(digests, from, scratch());
        pack.end();
        return bytes.toByteArray();
    }

    private Set<Digest> take(byte[] pack, List<Digest> wanted, ContentStore into) throws IOException {
        return Pack.take(new ByteArrayInputStream(pack), wanted, into, scratch());
    }
}
