package io.slipway.core.local.store;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Lets two files share their blocks until one is written to, where the file system can: Linux's {@code FICLONE}. A
 * clone costs the same for every size. The first refusal is remembered, so that elsewhere it costs nothing. Thread-safe.
 */
final class Cloning {
    private static final Set<String> ABLE = Set.of("btrfs", "xfs", "bcachefs", "ocfs2", "zfs");

    private final Path root;
    private volatile boolean asked;
    private volatile boolean able;

    /**
     * @param root directory on the file system whose files are cloned
     */
    Cloning(Path root) {
        this.root = root;
    }

    /**
     * Makes {@code target}, an empty file, a clone of {@code source}.
     *
     * @return false, with {@code target} still empty, when the file system cannot or the two lie on different ones
     */
    boolean tryClone(Path source, Path target) {
        if (!asked) ask();
        if (!able) return false;
        try {
            Libc.cloneInto(source, target);
            return true;
        } catch (LastErrorException | UnsatisfiedLinkError e) {
            able = false;
            return false;
        }
    }

    /** By the file system's name first: loading the native binding costs more than many a copy. */
    private void ask() {
        try {
            String type = Files.getFileStore(root).type().toLowerCase(Locale.ROOT);
            able = ABLE.contains(type);
        } catch (IOException e) {
            able = false;
        }
        asked = true;
    }

    /** Bound when first used. */
    private static final class Libc {
        private static final int O_RDONLY = 0;
        private static final int O_WRONLY = 1;
        private static final int O_CLOEXEC = 0x80000;
        private static final long FICLONE = 0x40049409L;

        static {
            Native.register(Libc.class, NativeLibrary.getInstance("c"));
        }

        private Libc() {}

        static void cloneInto(Path source, Path target) {
            int from = open(nameOf(source), O_RDONLY | O_CLOEXEC);
            try {
                int to = open(nameOf(target), O_WRONLY | O_CLOEXEC);
                try {
                    ioctl(to, FICLONE, from);
                } finally {
                    close(to);
                }
            } finally {
                close(from);
            }
        }

        private static byte[] nameOf(Path path) {
            byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
            return Arrays.copyOf(name, name.length + 1);
        }

        private static native int open(byte[] path, int flags) throws LastErrorException;

        private static native int ioctl(int descriptor, long request, long argument) throws LastErrorException;

        private static native int close(int descriptor);
    }
}
