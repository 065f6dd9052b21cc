package io.slipway.core.local.process;

import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A task's main process as a child of Slipway's own. It is looked at with {@code WNOWAIT} when it ends, and collected only after
 * everything under it is gone: until then the kernel keeps its process id, so a signal to its group cannot reach a stranger.
 */
final class NativeChild implements Child {

    /** The length of {@code struct rusage}. */
    static final int RUSAGE_LONGS = 18;

    private static final int MAX_RESIDENT = 4;
    private static final int SIGNAL_INFORMATION_BYTES = 128;

    /** The kernel counts pages per CPU and adds them up late: two sizes closer than this are equal. */
    private static final long RESIDENT_SLACK_BYTES = 2 << 20;

    private final Lineage lineage;
    private final int pid;
    private final ProcessIdentity identity;
    private final Path log;
    private final Optional<LogPipe> pipe;
    private final long ownResidentBytes;

    /** Those of all members ever seen, its own first. */
    private final Set<Integer> sessions = ConcurrentHashMap.newKeySet();

    /** Who was sent a signal; guarded by the caller's lock. */
    private final Set<ProcessIdentity> asked = new HashSet<>();

    private long cpuNanos;
    private long largestResidentBytes;
    private OptionalLong bytesRead = OptionalLong.of(0);
    private OptionalLong bytesWritten = OptionalLong.of(0);

    NativeChild(Lineage lineage, ProcessSpec spec, Optional<LogPipe> pipe, int pid) {
        this.lineage = lineage;
        this.pid = pid;
        // Where /proc hides other users' processes, a set-user-id program is hidden too: it has no start then.
        this.identity = ProcessEntry.of(pid).map(ProcessEntry::identity).orElseGet(() -> new ProcessIdentity(pid, 0));
        this.log = spec.log();
        this.pipe = pipe;
        this.ownResidentBytes = residentBytesOfSlipway();
        sessions.add(pid);
    }

    int pid() {
        return pid;
    }

    @Override
    public ProcessIdentity identity() {
        return identity;
    }

    @Override
    public Optional<InputStream> output() {
        return pipe.map(LogPipe::output);
    }

    @Override
    public void awaitMainExit() {
        if (!await(pid)) throw new IllegalStateException("process " + pid + " was collected by other code of this JVM");
    }

    @Override
    public boolean mainHasExited() {
        byte[] information = new byte[SIGNAL_INFORMATION_BYTES];
        Libc.waitid(Libc.P_PID, pid, information, Libc.WEXITED | Libc.WNOWAIT | Libc.WNOHANG);
        return information[0] == Libc.SIGCHLD;
    }

    @Override
    public void signalTree(Signal signal) {
        List<ProcessEntry> members = look(ProcessTable.now()).processes();
        boolean isFirst = asked.isEmpty();
        // Its group at once, so that a shell and what it runs hear of it together.
        if (isFirst) send(-pid, signal);
        for (ProcessEntry member : members) {
            boolean wasAsked = !asked.add(member.identity());
            boolean heard = wasAsked || (isFirst && member.group() == pid);
            if (signal == Signal.KILL || !heard) send(member.pid(), signal);
        }
    }

    @Override
    public void askAgain() {
        asked.clear();
    }

    private static void send(int target, Signal signal) {
        // That it has just ended is no failure, and what we started we may signal.
        Libc.kill(target, signal.number);
        // One that is stopped would hear of TERM only when it goes on.
        if (signal == Signal.TERM) Libc.kill(target, Libc.SIGCONT);
    }

    @Override
    public Optional<Ending> collectIfAlone() {
        return lineage.collectIfAlone(this);
    }

    @Override
    public void awaitLeftover() {
        List<ProcessEntry> leftovers = lineage.adoptedBy(this);
        if (!leftovers.isEmpty()) await(leftovers.get(0).pid());
    }

    @Override
    public Sighting look(ProcessTable table) {
        List<Integer> roots = new ArrayList<>();
        roots.add(pid);
        lineage.adoptedBy(this).forEach(entry -> roots.add(entry.pid()));
        List<ProcessEntry> members = table.treesOf(roots);
        members.forEach(member -> sessions.add(member.session()));
        return new Sighting(members);
    }

    boolean hasSession(int session) {
        return sessions.contains(session);
    }

    /** Whether a process has this task's log as its standard output or error. */
    boolean isWrittenToBy(int process) {
        return holdsLog(process, 1) || holdsLog(process, 2);
    }

    private boolean holdsLog(int process, int fd) {
        Path descriptor = Path.of("/proc/" + process + "/fd/" + fd);
        try {
            return pipe.isPresent() ? pipe.get().is(descriptor) : Files.isSameFile(descriptor, log);
        } catch (IOException closedOrEnded) {
            return false;
        }
    }

    /** Takes the result of the main process, which has ended. Once. */
    Ending collect() {
        long ownBefore = largestResidentBytes;
        int status = take(pid);
        // The main process began as Slipway itself, and Linux never forgets how large that was.
        boolean outgrewSlipway = largestResidentBytes > ownResidentBytes + RESIDENT_SLACK_BYTES;
        long largest = outgrewSlipway ? largestResidentBytes : ownBefore;
        int signal = status & 0x7f;
        return new Ending(
                signal != 0,
                signal != 0 ? signal : (status >> 8) & 0xff,
                OptionalLong.of(cpuNanos),
                largest == 0 ? OptionalLong.empty() : OptionalLong.of(largest),
                bytesRead,
                bytesWritten);
    }

    /** Adds to the task's costs those of a process that was left behind and has ended. */
    void collectAdopted(int process) {
        take(process);
    }

    private int take(int process) {
        Optional<ProcessIo> io = ProcessIo.of(process);
        int[] status = new int[1];
        long[] usage = new long[RUSAGE_LONGS];
        if (Libc.wait4(process, status, 0, usage) != process) {
            throw new IllegalStateException("process " + process + " was collected by other code of this JVM");
        }
        cpuNanos += (usage[0] + usage[2]) * 1_000_000_000L + (usage[1] + usage[3]) * 1_000L;
        largestResidentBytes = Math.max(largestResidentBytes, usage[MAX_RESIDENT] * 1024);
        bytesRead = plus(bytesRead, io.map(ProcessIo::bytesRead));
        bytesWritten = plus(bytesWritten, io.map(ProcessIo::bytesWritten));
        return status[0];
    }

    /** A sum that lacks a part is unknown. */
    private static OptionalLong plus(OptionalLong sum, Optional<Long> part) {
        return sum.isPresent() && part.isPresent()
                ? OptionalLong.of(sum.getAsLong() + part.get())
                : OptionalLong.empty();
    }

    /** Blocks until a child of ours has ended, without collecting it. Whether it was there. */
    private static boolean await(int process) {
        byte[] information = new byte[SIGNAL_INFORMATION_BYTES];
        while (Libc.waitid(Libc.P_PID, process, information, Libc.WEXITED | Libc.WNOWAIT) != 0) {
            if (Native.getLastError() != Libc.EINTR) return false;
        }
        return true;
    }

    private static long residentBytesOfSlipway() {
        long[] usage = new long[RUSAGE_LONGS];
        Libc.getrusage(Libc.RUSAGE_SELF, usage);
        return usage[MAX_RESIDENT] * 1024;
    }
}
