package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheCommandTest {
    /** Larger than what a result carries itself. */
    private static final String LIBRARY = """
            slipway: 1
            service: library
            tasks:
              make:
                run: seq 100000 > out.txt
                inputs: []
                outputs: [out.txt]
            """;

    @TempDir
    private Path directory;

    private TemporaryWorkspace workspace = new TemporaryWorkspace(Path.of("target/never-used"));

    @BeforeEach
    void fill_the_store() {
        workspace = new TemporaryWorkspace(directory).write("slipway.yaml", LIBRARY);
        workspace.slipway("run");
    }

    @Test
    void shows_how_much_there_is() {
        int code = workspace.slipway("cache", "stats");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out())
                .startsWith(directory.resolve("store") + "\n1 result, ")
                .contains("\n1 content, 575 KiB\n", "least recently used 2");

        workspace.slipway("cache", "stats", "--json");
        assertThat(workspace.out())
                .startsWith(
                        "{\"type\":\"storeStats\",\"directory\":\"" + directory.resolve("store") + "\",\"results\":1,")
                .contains("\"contents\":1,\"contentBytes\":588895,\"damaged\":0,");
    }

    @Test
    void keeps_what_was_used_lately_and_collects_what_was_not() {
        workspace.slipway("cache", "gc", "--max-size", "1K");
        assertThat(workspace.out()).startsWith("removed 0 entries, 0 B; ");

        everythingWasLastUsed(Instant.parse("2020-01-01T00:00:00Z"));
        int code = workspace.slipway("cache", "gc", "--json");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out())
                .contains("\"ran\":true,\"resultsRemoved\":1,\"contentsRemoved\":1,", "\"bytesLeft\":0,");
    }

    @Test
    void keeps_the_last_results_of_a_workspace_that_ran_this_week_though_nobody_used_them_since() {
        everythingWasLastUsed(Instant.now().minus(Duration.ofDays(3)));

        workspace.slipway("cache", "gc", "--max-size", "1K", "--max-age", "2d");
        String kept = workspace.out();
        everythingWasLastUsed(Instant.now().minus(Duration.ofDays(9)));
        workspace.slipway("cache", "gc", "--max-size", "1K", "--max-age", "2d");

        assertThat(kept).startsWith("removed 0 entries, 0 B; ");
        assertThat(workspace.out()).startsWith("removed 2 entries, ");
    }

    @Test
    void collects_what_a_workspace_that_is_gone_used() throws IOException {
        everythingWasLastUsed(Instant.now().minus(Duration.ofDays(3)));
        Files.delete(workspace.root().resolve(".slipway/history/tasks"));

        workspace.slipway("cache", "gc", "--max-size", "1K");

        assertThat(workspace.out()).startsWith("removed 2 entries, ");
    }

    @Test
    void finds_sets_aside_and_rebuilds_what_is_damaged() {
        int sound = workspace.slipway("cache", "verify");
        assertThat(workspace.out()).startsWith("ok: 1 result and 1 content, ");

        damageTheContent();
        int damaged = workspace.slipway("cache", "verify");
        String told = workspace.out();
        workspace.slipway("run");

        assertThat(sound).isEqualTo(ExitCode.DONE);
        assertThat(damaged).isEqualTo(ExitCode.TASK_FAILED);
        assertThat(told).startsWith("damaged: contents/").contains("set aside and is built again when needed\n");
        assertThat(workspace.err()).contains("ok      library:make");
        assertThat(workspace.slipway("cache", "verify", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(workspace.out()).contains("\"ok\":true,\"results\":1,\"contents\":1,");
    }

    @Test
    void has_nothing_to_say_of_a_store_that_is_not_there_yet() {
        FakeSurroundings elsewhere = workspace
                .startedIn(directory)
                .with("SLIPWAY_STORE", directory.resolve("none").toString());

        assertThat(elsewhere.slipway("cache", "stats")).isEqualTo(ExitCode.DONE);
        assertThat(elsewhere.out()).contains("0 results, 0 B\n0 contents, 0 B\n");
        assertThat(elsewhere.slipway("cache", "verify")).isEqualTo(ExitCode.DONE);
        assertThat(elsewhere.slipway("cache", "gc")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void asks_for_one_of_its_commands() {
        assertThat(workspace.slipway("cache")).isEqualTo(ExitCode.WRONG_REQUEST);
        assertThat(workspace.err()).startsWith("slipway cache: missing COMMAND");
    }

    private void everythingWasLastUsed(Instant at) {
        for (Path file : filesOf("store")) {
            try {
                Files.setLastModifiedTime(file, FileTime.from(at));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void damageTheContent() {
        for (Path file : filesOf("store/contents")) {
            try {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                file.toFile().setWritable(true);
                Files.write(file, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<Path> filesOf(String below) {
        try (Stream<Path> files = Files.walk(directory.resolve(below))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
