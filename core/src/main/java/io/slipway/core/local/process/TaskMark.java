package io.slipway.core.local.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.content.Digest;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A variable that the programs of a workspace's tasks inherit, with all they start: by it {@link Orphans} knows what a killed
 * Slipway left, even what nobody came to write down. The same for every run of a workspace on a machine, so that what a program
 * makes of its environment does not change. Immutable.
 *
 * @param value names the workspace: 16 hexadecimal digits, which lead nobody to it
 */
public record TaskMark(String value) {
    public static final String VARIABLE = "SLIPWAY_WORKSPACE";

    private static final int DIGITS = 16;

    public TaskMark {
        if (value.isEmpty()) throw new IllegalArgumentException("value: empty (expected: the name of a workspace)");
    }

    /**
     * @param root of the workspace; the same directory under another name is the same workspace
     */
    public static TaskMark of(Path root) {
        return new TaskMark(
                Digest.of(real(root).toString().getBytes(UTF_8)).hash().substring(0, DIGITS));
    }

    private static Path real(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            return root.toAbsolutePath().normalize();
        }
    }

    /** Whether a process began with this mark; not for one that has ended, or that the kernel does not let us look into. */
    boolean isBorneBy(int pid) {
        try (FileInputStream in = new FileInputStream("/proc/" + pid + "/environ")) {
            String environment = "\0" + new String(in.readAllBytes(), ISO_8859_1) + "\0";
            return environment.contains("\0" + VARIABLE + "=" + value + "\0");
        } catch (IOException endedOrForbidden) {
            return false;
        }
    }
}
