package io.slipway.core.local.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileMemoTest {
    @TempDir
    private Path directory;

    private Checkout checkout;

    @BeforeEach
    void makeDirectory() {
        checkout = new Checkout(directory).directory(".slipway");
    }

    @Test
    void knows_a_file_for_as_long_as_it_looks_the_same() {
        FileMemo memo = memo();
        FileStamp stamp = stamp(1, 100);
        memo.record("a", stamp, digest("x"), 101);

        assertThat(memo.recall("a", stamp)).contains(digest("x"));
        assertThat(memo.recall("a", stamp(1, 99))).isEmpty();
        assertThat(memo.recall("a", new FileStamp(FileStamp.Kind.FILE, false, 1, 100, 100, 8)))
                .isEmpty();
        assertThat(memo.recall("b", stamp)).isEmpty();
    }

    @Test
    void a_file_that_changed_in_the_tick_it_was_read_in_is_not_known() {
        FileMemo memo = memo();
        memo.record("modified", new FileStamp(FileStamp.Kind.FILE, false, 1, 100, 99, 7), digest("x"), 100);
        memo.record("changed", new FileStamp(FileStamp.Kind.FILE, false, 1, 99, 100, 7), digest("x"), 100);

        assertThat(memo.recall("modified", new FileStamp(FileStamp.Kind.FILE, false, 1, 100, 99, 7)))
                .isEmpty();
        assertThat(memo.recall("changed", new FileStamp(FileStamp.Kind.FILE, false, 1, 99, 100, 7)))
                .isEmpty();
    }

    @Test
    void a_file_of_another_size_than_what_was_read_is_not_known() {
        FileMemo memo = memo();
        memo.record("a", stamp(2, 100), digest("x"), 101);

        assertThat(memo.recall("a", stamp(2, 100))).isEmpty();
    }

    @Test
    void reads_small_files_again_when_their_tick_is_over_and_then_knows_them() throws IOException {
        checkout.write("a", "x").write("b", "y");
        FileMemo memo = memo();
        memo.recordUnsettled("a", FileStamp.of(checkout.at("a")), digest("x"));
        memo.recordUnsettled("b", FileStamp.of(checkout.at("b")), digest("z"));
        memo.recordUnsettled("gone", stamp(1, 1), digest("z"));
        checkout.letTheClockTick();

        memo.save();

        assertThat(memo().recall("a", FileStamp.of(checkout.at("a")))).contains(digest("x"));
        assertThat(memo().recall("b", FileStamp.of(checkout.at("b")))).contains(digest("y"));
        assertThat(memo().recall("gone", stamp(1, 1))).isEmpty();
    }

    @Test
    void what_is_forgotten_is_forgotten_in_the_next_process_too() {
        FileMemo first = memo();
        first.record("a", stamp(1, 1), digest("x"), 2);
        first.record("b", stamp(1, 1), digest("y"), 2);
        first.save();
        FileMemo second = memo();
        second.forget("a");
        second.save();

        assertThat(memo().recall("a", stamp(1, 1))).isEmpty();
        assertThat(memo().recall("b", stamp(1, 1))).contains(digest("y"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void saved_and_opened_again_it_knows_the_same(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Map<String, String> expected = new HashMap<>();
        for (int round = 0; round < 5; round++) {
            FileMemo memo = memo();
            for (int i = 0; i < 100; i++) {
                String path = "d" + random.nextInt(5) + (random.nextBoolean() ? "/ä" : "/🦆") + random.nextInt(40);
                if (random.nextInt(3) == 0) {
                    memo.forget(path);
                    expected.remove(path);
                } else {
                    String content = String.valueOf(random.nextInt(10));
                    memo.record(path, stamp(1, 5), digest(content), 6);
                    expected.put(path, content);
                }
            }
            memo.save();
        }

        FileMemo memo = memo();

        assertThat(expected)
                .isNotEmpty()
                .allSatisfy((path, content) ->
                        assertThat(memo.recall(path, stamp(1, 5))).contains(digest(content)));
        assertThat(MemoFile.load(checkout.at(".slipway/memo")).size()).isEqualTo(expected.size());
    }

    private FileMemo memo() {
        return FileMemo.open(directory, checkout.at(".slipway/memo"));
    }

    private static FileStamp stamp(long size, long nanos) {
        return new FileStamp(FileStamp.Kind.FILE, false, size, nanos, nanos, 7);
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
