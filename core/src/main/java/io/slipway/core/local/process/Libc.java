package io.slipway.core.local.process;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The calls of the C library that {@code java.lang.ProcessBuilder} does not offer, bound directly: one call costs well under a
 * microsecond. The constants are those of Linux on 64-bit x86 and Arm.
 */
final class Libc {

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 01;
    static final int O_CREAT = 0100;
    static final int O_NOCTTY = 0400;
    static final int O_TRUNC = 01000;
    static final int O_APPEND = 02000;
    static final int O_CLOEXEC = 02000000;

    static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    static final short POSIX_SPAWN_SETSID = 0x80;

    static final int P_PID = 1;
    static final int WNOHANG = 1;
    static final int WEXITED = 4;
    static final int WNOWAIT = 0x0100_0000;

    static final int RUSAGE_SELF = 0;
    static final int PR_SET_CHILD_SUBREAPER = 36;
    static final int SIGCHLD = 17;
    static final int SIGCONT = 18;
    static final int EINTR = 4;
    static final int E2BIG = 7;
    static final int ENOEXEC = 8;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int ETXTBSY = 26;

    private static final String LIBRARY_PATH = "jna.platform.library.path";

    private Libc() {}

    /** Binds the calls; throws an {@link UnsatisfiedLinkError} if this C library lacks one. */
    static void bind() {
        // Unless told where libraries are, JNA runs ldconfig to learn it, dearer than all the rest; this one is in
        // every process.
        String told = System.getProperty(LIBRARY_PATH);
        if (told == null) System.setProperty(LIBRARY_PATH, "");
        try {
            Native.register(Libc.class, NativeLibrary.getProcess());
        } finally {
            if (told == null) System.clearProperty(LIBRARY_PATH);
        }
    }

    /** Since glibc 2.34. */
    static final class CloseFrom {
        private CloseFrom() {}

        static void bind() {
            Native.register(CloseFrom.class, NativeLibrary.getProcess());
        }

        static native int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);
    }

    static native int posix_spawn(
            int[] pid, byte[] file, Pointer actions, Pointer attributes, Pointer argv, Pointer environment);

    static native int posix_spawn_file_actions_init(Pointer actions);

    static native int posix_spawn_file_actions_destroy(Pointer actions);

    static native int posix_spawn_file_actions_addopen(Pointer actions, int fd, byte[] file, int flags, int mode);

    static native int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

    static native int posix_spawn_file_actions_addclose(Pointer actions, int fd);

    static native int posix_spawn_file_actions_addchdir_np(Pointer actions, byte[] directory);

    static native int posix_spawnattr_init(Pointer attributes);

    static native int posix_spawnattr_setflags(Pointer attributes, short flags);

    static native int posix_spawnattr_setsigdefault(Pointer attributes, byte[] signals);

    static native int posix_spawnattr_setsigmask(Pointer attributes, byte[] signals);

    static native int waitid(int kind, int pid, byte[] signalInformation, int options);

    static native int wait4(int pid, int[] status, int options, long[] usage);

    static native int getrusage(int whose, long[] usage);

    static native int kill(int pid, int signal);

    static native int pipe2(int[] ends, int flags);

    static native int close(int fd);

    /** {@code action} 0 is the default. */
    static native long signal(int signal, long action);

    static native int prctl(int option, long value, long third, long fourth, long fifth);

    static native String strerror(int errno);

    /** {@code text} as C wants it. */
    static byte[] cString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
