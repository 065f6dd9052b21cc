package io.slipway.jenkins.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeHomeTest {
    @TempDir
    Path directory;

    @Test
    void what_a_transfer_left_behind_goes_after_a_day_and_what_is_under_way_stays() throws IOException {
        NodeHome home = NodeHome.at(directory.resolve("home").toString(), "");
        Path left = Files.writeString(home.scratch().resolve("take-1.pack"), "left");
        Path current = Files.writeString(home.scratch().resolve("take-2.pack"), "current");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        home.shrink(0);

        assertThat(left).doesNotExist();
        assertThat(current).exists();
    }

    @Test
    void a_store_that_everybody_sees_is_left_to_the_controller() throws IOException {
        NodeHome home = NodeHome.at(
                directory.resolve("home").toString(),
                directory.resolve("shared").toString());
        var kept = home.contents().put("kept".getBytes(UTF_8));

        home.shrink(0);

        assertThat(home.contents().contains(kept)).isTrue();
    }
}
