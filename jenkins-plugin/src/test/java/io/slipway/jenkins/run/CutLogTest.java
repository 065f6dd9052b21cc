package io.slipway.jenkins.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CutLogTest {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Test
    void what_fits_comes_through_unchanged() throws IOException {
        CutLog log = new CutLog(kept, 100);

        log.write("one\ntw".getBytes(UTF_8));
        log.write('o');
        log.write("\n\nthree".getBytes(UTF_8));

        assertThat(kept.toString(UTF_8)).isEqualTo("one\ntwo\n\nthree");
    }

    @Test
    void the_rest_of_too_much_is_left_out_and_said_once() throws IOException {
        CutLog log = new CutLog(kept, 10);

        for (int i = 0; i < 1000; i++) log.write("four\n".getBytes(UTF_8));

        assertThat(kept.toString(UTF_8))
                .isEqualTo("four\nfour\n[slipway] it printed more than 10 bytes; the rest is not kept, print less\n");
    }

    @Test
    void a_line_without_end_is_cut_where_a_mask_can_still_hold_it() throws IOException {
        CutLog log = new CutLog(kept, 1L << 30);
        byte[] piece = new byte[1000];
        Arrays.fill(piece, (byte) 'x');

        for (int i = 0; i < 3000; i++) log.write(piece);
        log.write("\nnext\n".getBytes(UTF_8));

        assertThat(kept.size()).isEqualTo(CutLog.LONGEST_LINE_BYTES + "\nnext\n".length());
        assertThat(kept.toString(UTF_8)).endsWith("x\nnext\n");
    }
}
