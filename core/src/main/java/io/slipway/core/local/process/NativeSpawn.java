package io.slipway.core.local.process;

import static io.slipway.core.local.process.Libc.cString;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Starts a program by {@code posix_spawn}: one process creation without copying Slipway's memory, and one execution without a
 * go-between. The program leads its own session, holds no descriptor but 0 ({@code /dev/null}), 1 and 2 (both the log, or a pipe to it), and finds every
 * signal unblocked and at its default. Thread-safe: descriptors are opened and closed in the new process only, so that programs
 * started at the same moment cannot inherit each other's.
 */
final class NativeSpawn {

    /** More than the size of any of the C library's opaque structures that are built here. */
    private static final int STRUCTURE_BYTES = 512;

    private static final int ALL_SIGNALS_BYTES = 128;
    private static final int LOG_MODE = 0644;
    private static final byte[] DEV_NULL = cString("/dev/null");

    /** Pauses double from a tenth of a millisecond: all together a second. */
    private static final int STARTS_WHILE_BUSY = 14;

    private static final long FIRST_PAUSE_NANOS = 100_000;

    /** Never freed: shared by all starts for as long as this class lives. */
    private final Pointer attributes;

    private final boolean closesFrom;
    private final LongConsumer pause;

    private NativeSpawn(Pointer attributes, boolean closesFrom, LongConsumer pause) {
        this.attributes = attributes;
        this.closesFrom = closesFrom;
        this.pause = pause;
    }

    /**
     * Binds the C library.
     *
     * @throws LinkageError if that cannot be done on this machine
     */
    static NativeSpawn bind() {
        if (Native.POINTER_SIZE != Long.BYTES) throw new UnsatisfiedLinkError("not a 64-bit machine");
        Libc.bind();
        return bind(hasCloseFrom(), LockSupport::parkNanos);
    }

    /**
     * For tests of the way that older C libraries need.
     *
     * @param pause waits for so many nanoseconds
     */
    static NativeSpawn bind(boolean closesFrom, LongConsumer pause) {
        Pointer attributes = new Pointer(Native.malloc(STRUCTURE_BYTES));
        Libc.posix_spawnattr_init(attributes);
        byte[] signals = new byte[ALL_SIGNALS_BYTES];
        Libc.posix_spawnattr_setsigmask(attributes, signals);
        Arrays.fill(signals, (byte) -1);
        Libc.posix_spawnattr_setsigdefault(attributes, signals);
        Libc.posix_spawnattr_setflags(attributes, (short)
                (Libc.POSIX_SPAWN_SETSID | Libc.POSIX_SPAWN_SETSIGDEF | Libc.POSIX_SPAWN_SETSIGMASK));
        return new NativeSpawn(attributes, closesFrom, pause);
    }

    /**
     * The process id of the program, which is running when this returns: a failed execution is a failed start.
     *
     * @param pipe that it prints into instead of its log
     */
    int start(ProcessSpec spec, Optional<LogPipe> pipe) throws StartFailed {
        Path program = ProgramSearch.find(spec);
        Pointer actions = new Pointer(Native.malloc(STRUCTURE_BYTES));
        CStrings argv = CStrings.of(spec.argv());
        CStrings environment = CStrings.of(assignments(spec));
        try {
            prepare(actions, spec, pipe);
            int[] pid = new int[1];
            int error = start(pid, program, actions, argv, environment);
            if (error != 0) throw ProgramSearch.explain(spec, program, cause(error));
            return pid[0];
        } finally {
            Libc.posix_spawn_file_actions_destroy(actions);
            Native.free(Pointer.nativeValue(actions));
            argv.free();
            environment.free();
        }
    }

    /**
     * A program that was written a moment ago is busy while a process that was made in that moment, and has not come to its own
     * program yet, holds a copy of the writer's descriptor (the same race that Go's tool works around): tried again until that has passed.
     */
    private int start(int[] pid, Path program, Pointer actions, CStrings argv, CStrings environment) {
        byte[] file = cString(program.toString());
        long nanos = FIRST_PAUSE_NANOS;
        for (int left = STARTS_WHILE_BUSY; ; left--) {
            int error = Libc.posix_spawn(pid, file, actions, attributes, argv.pointer(), environment.pointer());
            if (error != Libc.ETXTBSY || left == 1) return error;
            pause.accept(nanos);
            nanos *= 2;
        }
    }

    private static String cause(int error) {
        return switch (error) {
            case Libc.E2BIG ->
                "cannot be started: the arguments and the environment are too long for this machine; hand long lists over in a file";
            case Libc.ENOEXEC ->
                "is no program that this machine can run; begin it with a line such as #!/bin/sh, or have it"
                        + " built for this machine";
            case Libc.EAGAIN, Libc.ENOMEM ->
                "cannot be started: this machine has no room for another process; run fewer tasks at once or raise its"
                        + " limits (ulimit -u)";
            case Libc.ETXTBSY ->
                "cannot be started: another program still writes it; make what writes it close it before this task begins";
            default -> "cannot be started: " + Libc.strerror(error) + "; try it by hand in the task's directory";
        };
    }

    private void prepare(Pointer actions, ProcessSpec spec, Optional<LogPipe> pipe) {
        Libc.posix_spawn_file_actions_init(actions);
        Libc.posix_spawn_file_actions_addopen(actions, 0, DEV_NULL, Libc.O_RDONLY, 0);
        if (pipe.isPresent())
            Libc.posix_spawn_file_actions_adddup2(actions, pipe.get().writeEnd(), 1);
        else openLog(actions, spec);
        Libc.posix_spawn_file_actions_adddup2(actions, 1, 2);
        if (closesFrom) {
            Libc.CloseFrom.posix_spawn_file_actions_addclosefrom_np(actions, 3);
        } else {
            closeInheritable(actions);
        }
        byte[] directory = cString(spec.workingDirectory().toAbsolutePath().toString());
        Libc.posix_spawn_file_actions_addchdir_np(actions, directory);
    }

    private static void openLog(Pointer actions, ProcessSpec spec) {
        // Appending, so that programs which open it a second time do not write over each other.
        int flags = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_TRUNC | Libc.O_APPEND | Libc.O_NOCTTY;
        byte[] log = cString(spec.log().toAbsolutePath().toString());
        Libc.posix_spawn_file_actions_addopen(actions, 1, log, flags, LOG_MODE);
    }

    /**
     * What Slipway holds open now. One that another thread opens between this look and the start can slip through if it is not
     * marked close-on-exec; Java marks its files, not all of its sockets.
     */
    private static void closeInheritable(Pointer actions) {
        String[] open = new File("/proc/self/fd").list();
        if (open == null) return;
        for (String name : open) {
            int fd = Integer.parseInt(name);
            // The C library ignores one that is closed already.
            if (fd > 2) Libc.posix_spawn_file_actions_addclose(actions, fd);
        }
    }

    private static List<String> assignments(ProcessSpec spec) {
        List<String> assignments = new ArrayList<>(spec.environment().size());
        spec.environment().forEach((name, value) -> assignments.add(name + "=" + value));
        return assignments;
    }

    private static boolean hasCloseFrom() {
        try {
            Libc.CloseFrom.bind();
            return true;
        } catch (UnsatisfiedLinkError older) {
            return false;
        }
    }

    /** A null-terminated array of C strings, in one block of memory. */
    private record CStrings(Pointer pointer) {

        static CStrings of(List<String> texts) {
            List<byte[]> strings = texts.stream().map(Libc::cString).toList();
            int pointers = (strings.size() + 1) * Long.BYTES;
            int size = pointers
                    + strings.stream().mapToInt(string -> string.length).sum();
            long address = Native.malloc(size);
            if (address == 0) throw new OutOfMemoryError("for the arguments of a program: " + size + " bytes");

            ByteBuffer block = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
            long next = address + pointers;
            for (byte[] string : strings) {
                block.putLong(next);
                next += string.length;
            }
            block.putLong(0);
            strings.forEach(block::put);
            Pointer pointer = new Pointer(address);
            pointer.write(0, block.array(), 0, size);
            return new CStrings(pointer);
        }

        void free() {
            Native.free(Pointer.nativeValue(pointer));
        }
    }
}
