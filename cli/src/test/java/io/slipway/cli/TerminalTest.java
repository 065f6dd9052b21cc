package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The live view in a real pseudo-terminal, which {@code script} of util-linux makes, in a process of its own. Skipped, and
 * said so, where there is no such program.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TerminalTest {
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final Path STTY = Path.of("/usr/bin/stty");

    @TempDir
    private Path directory;

    private TemporaryWorkspace workspace = new TemporaryWorkspace(Path.of("target/never-used"));

    @BeforeEach
    void a_workspace_whose_task_ends_when_it_is_told_to() {
        boolean there = Files.isExecutable(SCRIPT) && Files.isExecutable(STTY);
        if (!there) System.err.println("TerminalTest is skipped: it needs script(1) of util-linux and stty(1)");
        assumeTrue(there, "script(1) of util-linux and stty(1)");
        workspace = new TemporaryWorkspace(directory).write("app/slipway.yaml", """
                slipway: 1
                service: app
                tasks:
                  a-task-with-a-name-that-is-longer-than-a-narrow-terminal-is-wide:
                    {run: "read line < ../../go", inputs: []}
                """);
    }

    @Test
    void lines_on_a_narrow_terminal_end_before_its_edge_and_the_last_screen_is_plain() throws Exception {
        Terminal terminal = new Terminal(Map.of(), 30);
        terminal.awaitDrawn();
        terminal.letGo();

        String printed = terminal.end();

        assertThat(terminal.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(terminal.drawnLines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.length()).isLessThan(30));
        assertThat(printed).contains("\u001b[32m").contains("succeeded");
    }

    @Test
    void a_terminal_that_becomes_narrower_is_measured_again() throws Exception {
        Terminal terminal = new Terminal(Map.of(), 100);
        terminal.awaitDrawn();
        terminal.resize(25);
        terminal.await("  app:a-task-with-a-name\r");
        terminal.letGo();
        terminal.end();

        assertThat(terminal.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void without_colour_lines_still_move_and_nothing_is_painted() throws Exception {
        Terminal terminal = new Terminal(Map.of("NO_COLOR", "1"), 80);
        terminal.awaitDrawn();
        terminal.letGo();

        assertThat(terminal.end()).contains("\u001b[J").doesNotContain("\u001b[32m", "\u001b[1;31m");
    }

    @Test
    void an_interrupt_from_the_keyboard_ends_the_run_in_order() throws Exception {
        Terminal terminal = new Terminal(Map.of(), 80);
        terminal.awaitDrawn();
        terminal.type("\u0003");

        assertThat(terminal.end()).contains("interrupted");
        assertThat(terminal.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    }

    /** Slipway in a terminal of its own. */
    private final class Terminal {
        private final Process script;
        private final StringBuilder printed = new StringBuilder();

        Terminal(Map<String, String> variables, int columns) throws IOException, InterruptedException {
            Path fifo = directory.resolve("go");
            new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
            List<String> java = new ArrayList<>();
            java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            java.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
            java.add(System.getProperty("java.class.path"));
            java.addAll(List.of("io.slipway.cli.Main", "run"));
            Path start = workspace.root().resolve("start");
            Files.writeString(
                    start,
                    "stty cols " + columns + " rows 24\ntty > ../tty\nexec '" + String.join("' '", java) + "'\n");
            ProcessBuilder builder =
                    new ProcessBuilder(SCRIPT.toString(), "-q", "-e", "-f", "-c", "sh start", "/dev/null");
            builder.directory(workspace.root().toFile()).redirectErrorStream(true);
            builder.environment().keySet().removeAll(List.of("COLUMNS", "LINES", "NO_COLOR", "CLICOLOR_FORCE"));
            builder.environment().put("TERM", "xterm");
            builder.environment()
                    .put("SLIPWAY_STORE", directory.resolve("store").toString());
            builder.environment().putAll(variables);
            script = builder.start();
        }

        /** Waits until the running task was drawn over at least once. */
        void awaitDrawn() throws IOException {
            await("\u001b[J");
        }

        void await(String text) throws IOException {
            InputStream out = script.getInputStream();
            while (printed.indexOf(text) < 0) {
                int read = out.read();
                assertThat(read).as("all that was printed: %s", printed).isNotNegative();
                printed.append((char) read);
            }
        }

        void resize(int columns) throws IOException, InterruptedException {
            String tty = Files.readString(directory.resolve("tty")).strip();
            assertThat(new ProcessBuilder("stty", "-F", tty, "cols", String.valueOf(columns))
                            .start()
                            .waitFor())
                    .isZero();
        }

        void type(String keys) throws IOException {
            script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            script.getOutputStream().flush();
        }

        void letGo() throws IOException {
            Files.writeString(directory.resolve("go"), "go\n");
        }

        String end() throws IOException {
            int read = script.getInputStream().read();
            while (read >= 0) {
                printed.append((char) read);
                read = script.getInputStream().read();
            }
            return printed.toString();
        }

        int exitCode() throws InterruptedException {
            return script.waitFor();
        }

        /** The lines that were drawn over, without what moves the cursor. */
        List<String> drawnLines() {
            List<String> lines = new ArrayList<>();
            for (String line : printed.toString().split("\r\n", -1)) {
                String plain = line.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "").replace("\r", "");
                if (plain.startsWith("  app:")) lines.add(plain);
            }
            return lines;
        }
    }
}
