package io.slipway.core.local.process;

import com.sun.jna.Native;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose a process is. There is one per JVM, because its question is about the JVM: Slipway makes itself the subreaper of all it
 * starts ({@code PR_SET_CHILD_SUBREAPER}), so a process whose parent ends becomes Slipway's child instead of init's, whatever
 * session it moved to. That gives two things for the price of one prctl, without privileges: nothing can leave the tree under
 * Slipway, and whether a task left anything behind is one read of the list of children that the kernel keeps for the thread
 * that adopts (the JVM's first one).
 *
 * <p>An adopted process belongs to the task in one of whose sessions it is; else to the task whose log it holds open as its
 * output; else to the only task that was running when it started. If several were, nobody ends it before the last of them is
 * over. A program that other code of this JVM started with {@code setsid} while a task ran cannot be told apart from that
 * last kind.
 *
 * <p>Invariants: {@link #live} holds every child from its start to its collection. {@link #starting} is held for reading from
 * before a process exists until it is in {@code live}, and for writing while adopted processes are told from children, so that
 * none of ours is ever taken for an adopted one. Locks: a {@link StartedProcess}'s own before {@code starting}.
 */
final class Lineage implements ChildFactory {

    private static @Nullable Lineage ofThisJvm;

    private final NativeSpawn spawn;
    private final int self;
    private final int ownSession;
    private final String childrenFile;
    private final ReadWriteLock starting = new ReentrantReadWriteLock();
    private final Map<Integer, NativeChild> live = new ConcurrentHashMap<>();

    private Lineage(NativeSpawn spawn, ProcessEntry self) {
        this.spawn = spawn;
        this.self = self.pid();
        this.ownSession = self.session();
        this.childrenFile = "/proc/self/task/" + self.pid() + "/children";
    }

    /**
     * Binds the C library and makes this JVM a subreaper, once; costs about a tenth of a second the first time.
     *
     * @throws LinkageError if this machine has not what it takes
     */
    static synchronized Lineage ofThisJvm() {
        if (ofThisJvm == null) ofThisJvm = new Lineage(NativeSpawn.bind(), becomeSubreaper());
        return ofThisJvm;
    }

    private static ProcessEntry becomeSubreaper() {
        // A parent may have left it ignored, and then the kernel would throw away how our children end.
        Libc.signal(Libc.SIGCHLD, 0);
        if (Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) {
            throw new UnsatisfiedLinkError("cannot become a subreaper: " + Libc.strerror(Native.getLastError()));
        }
        return ProcessEntry.of(ProcessHandle.current().pid())
                .orElseThrow(() -> new UnsatisfiedLinkError("cannot read /proc"));
    }

    @Override
    public NativeChild start(ProcessSpec spec) throws StartFailed {
        Optional<LogPipe> pipe = spec.filter().isPresent() ? Optional.of(openPipe()) : Optional.empty();
        starting.readLock().lock();
        try {
            int pid = spawn.start(spec, pipe);
            NativeChild child = new NativeChild(this, spec, pipe, pid);
            live.put(pid, child);
            return child;
        } catch (StartFailed failure) {
            pipe.ifPresent(LogPipe::abandon);
            throw failure;
        } finally {
            starting.readLock().unlock();
            pipe.ifPresent(LogPipe::closeWriteEnd);
        }
    }

    private static LogPipe openPipe() throws StartFailed {
        try {
            return LogPipe.open();
        } catch (IOException e) {
            throw new StartFailed("its output cannot be read: " + e.getMessage());
        }
    }

    /** The adopted processes of {@code child} that have not ended. */
    List<ProcessEntry> adoptedBy(NativeChild child) {
        if (!anyAdopted()) return List.of();
        starting.writeLock().lock();
        try {
            return adopted().stream()
                    .filter(e -> !e.zombie() && ownerOf(e).filter(child::equals).isPresent())
                    .toList();
        } finally {
            starting.writeLock().unlock();
        }
    }

    /** Collects {@code child}, which has ended, and what it left behind that has ended too; empty if something still runs. */
    Optional<Child.Ending> collectIfAlone(NativeChild child) {
        // Its children were adopted in the moment it ended, so if there is nobody there is nobody.
        if (!anyAdopted()) return Optional.of(collect(child));
        starting.writeLock().lock();
        try {
            boolean alone = true;
            for (ProcessEntry entry : adopted()) {
                Optional<NativeChild> owner = ownerOf(entry);
                boolean ours = owner.filter(child::equals).isPresent();
                if (!entry.zombie()) {
                    alone &= !ours;
                } else if (ours) {
                    child.collectAdopted(entry.pid());
                } else if (owner.isEmpty()) {
                    Libc.wait4(entry.pid(), new int[1], Libc.WNOHANG, new long[NativeChild.RUSAGE_LONGS]);
                }
            }
            // Under the same lock, so that of two tasks that end together the second sees that it is the last.
            return alone ? Optional.of(collect(child)) : Optional.empty();
        } finally {
            starting.writeLock().unlock();
        }
    }

    private Child.Ending collect(NativeChild child) {
        Child.Ending ending = child.collect();
        // Only now: while the kernel has it, it must not look like an adopted one.
        live.remove(child.pid(), child);
        return ending;
    }

    private boolean anyAdopted() {
        for (int pid : childrenOfFirstThread()) {
            if (!live.containsKey(pid)) return true;
        }
        return false;
    }

    private List<ProcessEntry> adopted() {
        List<ProcessEntry> adopted = new ArrayList<>();
        for (int pid : childrenOfFirstThread()) {
            if (live.containsKey(pid)) continue;
            // What other code of this JVM starts stays in the JVM's session.
            ProcessEntry.of(pid)
                    .filter(e -> e.parent() == self && e.session() != ownSession)
                    .ifPresent(adopted::add);
        }
        return adopted;
    }

    private Optional<NativeChild> ownerOf(ProcessEntry adopted) {
        NativeChild leader = live.get(adopted.session());
        if (leader != null) return Optional.of(leader);
        for (NativeChild child : live.values()) {
            if (child.hasSession(adopted.session())) return Optional.of(child);
        }
        for (NativeChild child : live.values()) {
            if (child.isWrittenToBy(adopted.pid())) return Optional.of(child);
        }
        List<NativeChild> older = live.values().stream()
                .filter(child -> child.identity().startTicks() <= adopted.startTicks())
                .toList();
        return older.size() == 1 ? Optional.of(older.get(0)) : Optional.empty();
    }

    private List<Integer> childrenOfFirstThread() {
        try (FileInputStream in = new FileInputStream(childrenFile)) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).strip();
            if (text.isEmpty()) return List.of();
            List<Integer> pids = new ArrayList<>();
            for (String pid : text.split(" ")) pids.add(Integer.parseInt(pid));
            return pids;
        } catch (IOException kernelWithoutTheList) {
            return ProcessTable.now().childrenOf(self).stream()
                    .map(ProcessEntry::pid)
                    .toList();
        }
    }
}
