package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedOutputsTest {
    private static final TaskAddress COMPILE = TaskAddress.parse("orders:compile");
    private static final TaskAddress TEST = TaskAddress.parse("orders:test");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nothing_is_there() {
        file = directory.resolve("recorded");
    }

    private static Tree tree(String content) {
        return Tree.builder()
                .file("out/made", Digest.of(content.getBytes()), false)
                .build();
    }

    /** Gives where the entry ends in the file. */
    private long record(TaskAddress task, String content) throws IOException {
        try (RecordedOutputs recorded = RecordedOutputs.open(file)) {
            recorded.ended(task, tree(content));
        }
        return Files.size(file);
    }

    @Test
    void knows_nothing_of_a_task_that_never_ended() {
        try (RecordedOutputs recorded = RecordedOutputs.open(file)) {
            assertThat(recorded.of(COMPILE)).isEqualTo(Tree.empty());
            assertThat(recorded.isInterrupted(COMPILE)).isFalse();
            assertThat(recorded.isExactly(COMPILE, Tree.empty())).isTrue();
            assertThat(recorded.isExactly(COMPILE, tree("a"))).isFalse();
        }
    }

    @Test
    void remembers_the_last_word() {
        try (RecordedOutputs recorded = RecordedOutputs.open(file)) {
            recorded.begins(COMPILE);
            recorded.ended(COMPILE, tree("a"));
            recorded.begins(COMPILE);
            recorded.ended(COMPILE, tree("b"));
            recorded.ended(TEST, tree("c"));
        }

        try (RecordedOutputs again = RecordedOutputs.open(file)) {
            assertThat(again.of(COMPILE)).isEqualTo(tree("b"));
            assertThat(again.isExactly(COMPILE, tree("b"))).isTrue();
            assertThat(again.isExactly(COMPILE, tree("a"))).isFalse();
            assertThat(again.of(TEST)).isEqualTo(tree("c"));
        }
    }

    @Test
    void knows_of_an_attempt_that_did_not_end_what_was_there_before_it() {
        try (RecordedOutputs recorded = RecordedOutputs.open(file)) {
            recorded.ended(COMPILE, tree("a"));
            recorded.begins(COMPILE);
            recorded.begins(TEST);
        }

        try (RecordedOutputs again = RecordedOutputs.open(file)) {
            assertThat(again.isInterrupted(COMPILE)).isTrue();
            assertThat(again.of(COMPILE)).isEqualTo(tree("a"));
            assertThat(again.isExactly(COMPILE, tree("a"))).isFalse();
            assertThat(again.isInterrupted(TEST)).isTrue();
            assertThat(again.isExactly(TEST, Tree.empty())).isFalse();
        }
    }

    @Test
    void goes_on_after_an_entry_torn_anywhere() throws IOException {
        long firstEnds = record(COMPILE, "a");
        record(COMPILE, "b");
        byte[] whole = Files.readAllBytes(file);

        for (int length = (int) firstEnds; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (RecordedOutputs torn = RecordedOutputs.open(file)) {
                assertThat(torn.of(COMPILE)).as("torn at %d", length).isEqualTo(tree("a"));
                torn.ended(TEST, tree("c"));
            }
            try (RecordedOutputs again = RecordedOutputs.open(file)) {
                assertThat(again.of(COMPILE)).as("torn at %d", length).isEqualTo(tree("a"));
                assertThat(again.of(TEST)).as("torn at %d", length).isEqualTo(tree("c"));
            }
        }
    }

    @Test
    void an_entry_with_a_flipped_bit_is_not_believed() throws IOException {
        long firstEnds = record(COMPILE, "a");
        record(COMPILE, "b");
        byte[] whole = Files.readAllBytes(file);

        for (int bit = (int) firstEnds * 8; bit < whole.length * 8; bit += 9) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file, flipped);
            try (RecordedOutputs damaged = RecordedOutputs.open(file)) {
                assertThat(damaged.of(COMPILE)).as("bit %d", bit).isEqualTo(tree("a"));
            }
        }
    }

    @Test
    void a_damaged_entry_does_not_hide_those_after_it() throws IOException {
        long firstEnds = record(COMPILE, "a");
        record(TEST, "c");
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) firstEnds - 1] ^= 1;
        Files.write(file, bytes);

        try (RecordedOutputs again = RecordedOutputs.open(file)) {
            assertThat(again.of(COMPILE)).isEqualTo(Tree.empty());
            assertThat(again.of(TEST)).isEqualTo(tree("c"));
        }
    }

    @Test
    void a_tail_of_zeros_is_cut_off() throws IOException {
        try (RecordedOutputs recorded = RecordedOutputs.open(file)) {
            recorded.ended(COMPILE, tree("a"));
        }
        Files.write(file, new byte[4096], StandardOpenOption.APPEND);

        try (RecordedOutputs again = RecordedOutputs.open(file)) {
            assertThat(again.of(COMPILE)).isEqualTo(tree("a"));
            again.ended(COMPILE, tree("b"));
        }
        try (RecordedOutputs again = RecordedOutputs.open(file)) {
            assertThat(again.of(COMPILE)).isEqualTo(tree("b"));
        }
    }

    @Test
    void does_not_grow_forever() throws IOException {
        int rounds = 5000;
        long grown;
        try (RecordedOutputs recorded = RecordedOutputs.open(file)) {
            for (int i = 0; i < rounds; i++) recorded.ended(COMPILE, tree(Integer.toString(i)));
            recorded.begins(TEST);
            grown = Files.size(file);
        }

        assertThat(grown).isGreaterThan(256 << 10);
        assertThat(Files.size(file)).isLessThan(1000);
        try (RecordedOutputs again = RecordedOutputs.open(file)) {
            assertThat(again.of(COMPILE)).isEqualTo(tree(Integer.toString(rounds - 1)));
            assertThat(again.isInterrupted(COMPILE)).isFalse();
            assertThat(again.isInterrupted(TEST)).isTrue();
        }
    }

    @Test
    void writes_nothing_when_the_same_is_there_again() throws IOException {
        try (RecordedOutputs recorded = RecordedOutputs.open(file)) {
            recorded.ended(COMPILE, tree("a"));
            long before = Files.size(file);

            recorded.ended(COMPILE, tree("a"));

            assertThat(Files.size(file)).isEqualTo(before);
        }
    }
}
