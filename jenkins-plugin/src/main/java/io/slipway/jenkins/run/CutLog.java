package io.slipway.jenkins.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Lets so many bytes of a log through, and of each line so many, and says once that there was more: what a command prints
 * without end neither fills the controller's disk nor, on its way through a mask that reads whole lines, its memory. The
 * command goes on. Confined to one thread.
 */
final class CutLog extends FilterOutputStream {
    static final int LONGEST_LINE_BYTES = 1 << 20;

    private final long most;
    private long written;
    private int inLine;
    private boolean isCut;

    /**
     * @param most bytes of it all
     */
    CutLog(OutputStream to, long most) {
        super(to);
        this.most = most;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int from = offset; from < end && !isCut; ) {
            int to = from;
            while (to < end && bytes[to] != '\n') to++;
            line(bytes, from, to - from, to < end);
            from = to + 1;
        }
    }

    private void line(byte[] bytes, int from, int length, boolean ends) throws IOException {
        int fits = Math.min(length, LONGEST_LINE_BYTES - inLine);
        if (written + fits + 1 > most) {
            isCut = true;
            String said = "[slipway] it printed more than " + most + " bytes; the rest is not kept, print less\n";
            out.write(((inLine > 0 ? "\n" : "") + said).getBytes(UTF_8));
            return;
        }
        out.write(bytes, from, fits);
        written += fits;
        inLine += fits;
        if (!ends) return;
        out.write('\n');
        written++;
        inLine = 0;
    }
}
