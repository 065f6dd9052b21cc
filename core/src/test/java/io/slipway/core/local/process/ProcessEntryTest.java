package io.slipway.core.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessEntryTest {

    @Test
    void reads_a_name_with_spaces_and_parentheses() {
        ProcessEntry entry = parse("4711 (a) (Z 1 ) S 12 34 56 0 -1 4194304 1 2 3 4 100 20 3 4 20 0 1 0 987654 222 250"
                + " 18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n");

        assertThat(entry).isEqualTo(new ProcessEntry(4711, 12, 34, 56, false, 987654, 127, 250 * 4096));
    }

    @Test
    void tells_one_that_has_ended() {
        ProcessEntry entry =
                parse("9 (true) Z 1 9 9 0 -1 4194304 1 2 3 4 0 0 0 0 20 0 1 0 5 0 0 18446744073709551615 0\n");

        assertThat(entry.zombie()).isTrue();
    }

    @Test
    void finds_this_very_process() {
        long self = ProcessHandle.current().pid();

        assertThat(ProcessTable.now().find((int) self))
                .map(ProcessEntry::identity)
                .isEqualTo(ProcessEntry.of(self).map(ProcessEntry::identity));
    }

    @Test
    void finds_nothing_of_a_process_that_does_not_exist() {
        assertThat(ProcessEntry.of(Integer.MAX_VALUE)).isEqualTo(Optional.empty());
    }

    private static ProcessEntry parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return ProcessEntry.parse(bytes, bytes.length);
    }
}
