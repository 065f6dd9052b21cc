package io.slipway.jenkins.teach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastBuildsTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("slipway").resolve("past-builds");
    }

    private PastBuilds open() throws IOException {
        return PastBuilds.open(file());
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    @Test
    void the_last_twenty_are_remembered() throws IOException {
        PastBuilds past = open();
        for (int i = 1; i <= 25; i++) past.took("shop/main", minutes(i));

        Spread spread = past.spread("shop/main").orElseThrow();

        assertThat(spread.builds()).isEqualTo(20);
        assertThat(spread.shortestFirst().get(0)).isEqualTo(minutes(6));
        assertThat(spread.median()).isEqualTo(minutes(15).plusSeconds(30));
        assertThat(spread.quantile(0.1)).isEqualTo(minutes(7).plusSeconds(54));
        assertThat(spread.quantile(0.9)).isEqualTo(minutes(23).plusSeconds(6));
        assertThat(spread.quantile(1)).isEqualTo(minutes(25));
    }

    @Test
    void a_restarted_controller_knows_what_it_knew_whatever_things_are_called() throws IOException {
        PastBuilds past = open();
        past.took("a\tb\n100% » ü, x", Duration.ofMillis(1_234));
        past.ranOn("a\tb\n100% » ü, x", "");
        past.ranOn("a\tb\n100% » ü, x", "node, one%");
        past.save();

        PastBuilds again = open();

        assertThat(again.spread("a\tb\n100% » ü, x").orElseThrow().shortestFirst())
                .containsExactly(Duration.ofMillis(1_234));
        assertThat(again.nodes("a\tb\n100% » ü, x")).containsExactly("node, one%", "");
    }

    @Test
    void the_latest_node_comes_first_and_eight_are_kept() throws IOException {
        PastBuilds past = open();
        for (int i = 0; i < 10; i++) past.ranOn("w", "n" + i);
        past.ranOn("w", "n5");

        assertThat(past.nodes("w")).containsExactly("n5", "n9", "n8", "n7", "n6", "n4", "n3", "n2");
        assertThat(past.nodes("never seen")).isEmpty();
        assertThat(past.spread("w")).isEmpty();
    }

    @Test
    void what_was_told_of_least_lately_is_forgotten_beyond_the_bound() throws IOException {
        PastBuilds past = PastBuilds.open(file(), 100);
        for (int i = 0; i < 100; i++) past.took("w" + i, minutes(1));
        past.ranOn("w0", "a");

        past.took("one more", minutes(1));

        assertThat(past.spread("w0")).isPresent();
        assertThat(past.spread("w1")).isEmpty();
        assertThat(past.spread("w11")).isEmpty();
        assertThat(past.spread("w12")).isPresent();
        assertThat(past.spread("one more")).isPresent();
        past.save();
        assertThat(Files.readAllLines(file())).hasSize(91);
    }

    @Test
    void lines_that_cannot_be_read_are_left_out() throws IOException {
        PastBuilds past = open();
        past.took("good", minutes(2));
        past.save();
        Files.writeString(
                file(),
                Files.readString(file())
                        + "half a li\n\t1\t\nbad\t12,x\t\nnegative\t-5\t\nnode\t5\t%z\nmany\t"
                        + "1,".repeat(30) + "1\t\nalso good\t5\t\n",
                UTF_8);
        byte[] damaged = Files.readAllBytes(file());
        damaged[damaged.length - 4] = (byte) 0xff;
        Files.write(file(), damaged);

        PastBuilds again = open();

        assertThat(again.spread("good").orElseThrow().median()).isEqualTo(minutes(2));
        for (String work : List.of("half a li", "bad", "negative", "node", "many"))
            assertThat(again.spread(work)).isEmpty();
    }

    @Test
    void another_versions_file_is_left_alone_until_there_is_something_to_save() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "slipway past builds 9\nx\t5\t\n");

        PastBuilds past = open();
        past.save();

        assertThat(past.spread("x")).isEmpty();
        assertThat(Files.readString(file())).startsWith("slipway past builds 9");
    }

    @Test
    void a_save_that_fails_is_tried_again() throws IOException {
        PastBuilds past = open();
        past.took("w", minutes(3));
        Files.createDirectories(file().getParent().resolve("past-builds.new"));
        assertThatThrownBy(past::save).isInstanceOf(IOException.class);

        Files.delete(file().getParent().resolve("past-builds.new"));
        past.save();

        assertThat(open().spread("w")).isPresent();
    }

    @Test
    void what_cannot_be_is_refused() throws IOException {
        PastBuilds past = open();

        assertThatThrownBy(() -> past.took("w", minutes(-1))).hasMessageContaining("expected: >= 0");
        assertThatThrownBy(() -> PastBuilds.open(file(), 0)).hasMessageContaining("expected: >= 1");
        assertThatThrownBy(() -> new Spread(List.of())).hasMessageContaining("expected: at least one");
        assertThatThrownBy(() -> new Spread(List.of(minutes(1))).quantile(2)).hasMessageContaining("0 to 1");
    }

    @Test
    void expects_what_most_builds_come_to_and_learns_with_each() throws IOException {
        PastBuilds past = open();
        assertThat(past.expected("w")).isEmpty();

        for (int minute : new int[] {2, 2, 30, 2, 2}) past.took("w", minutes(minute));
        Optional<Duration> early = past.expected("w");
        for (int i = 0; i < 20; i++) past.took("w", minutes(7));

        assertThat(early.orElseThrow())
                .isBetween(minutes(2).minusSeconds(10), minutes(2).plusSeconds(10));
        assertThat(past.expected("w").orElseThrow())
                .isBetween(minutes(7).minusSeconds(30), minutes(7).plusSeconds(30));
    }
}
