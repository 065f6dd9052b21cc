package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedProcessesTest {
    private static final ProcessIdentity ONE = new ProcessIdentity(4711, 1000);
    private static final ProcessIdentity OTHER = new ProcessIdentity(4712, 2000);

    @TempDir
    Path directory;

    private Path file;
    private RecordedProcesses recorded;

    @BeforeEach
    void nothing_is_there() {
        file = directory.resolve("processes");
        recorded = new RecordedProcesses(file);
    }

    @Test
    void has_those_written_down_until_they_are_forgotten() {
        assertThat(recorded.read()).isEmpty();

        recorded.begin();
        assertThat(recorded.read()).contains(List.of());

        recorded.add(ONE);
        recorded.add(OTHER);
        assertThat(new RecordedProcesses(file).read()).contains(List.of(ONE, OTHER));

        recorded.forget();
        assertThat(recorded.read()).isEmpty();
    }

    @Test
    void those_of_before_the_machine_was_started_are_left_out() throws IOException {
        recorded.add(ONE);
        String text = Files.readString(file);
        Files.writeString(file, "another-boot" + text.substring(text.indexOf('\n')));

        assertThat(recorded.read()).contains(List.of());
    }

    @Test
    void a_line_torn_anywhere_does_not_hide_the_others() throws IOException {
        recorded.add(ONE);
        String whole = Files.readString(file);
        for (String torn : new String[] {"4", "4712", "4712 ", "x", "4712 20x\n", "0 5\n", "4712 2000 4713 3000\n"}) {
            Files.writeString(file, whole + torn, US_ASCII);

            assertThat(recorded.read()).as(torn).contains(List.of(ONE));
        }
    }

    @Test
    void bytes_that_are_no_text_do_not_hide_the_others() throws IOException {
        recorded.add(ONE);
        Files.write(file, new byte[] {(byte) 0xff, 0, '\n'}, StandardOpenOption.APPEND);

        assertThat(recorded.read()).contains(List.of(ONE));
    }
}
