package io.slipway.core.local.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Ends what a Slipway that was killed left running, and nothing else. Two things show what that is:
 *
 * <ul>
 *   <li>The identities that the earlier one wrote down, of processes that each lead a session: the one that has such an id now must
 *       have started at the same tick.
 *   <li>The {@link TaskMark}, which everything inherits that a task starts: also what started in the moment of the kill, and what
 *       went on when the one that was written down had ended.
 * </ul>
 *
 * With such a process go those under it, and its session, if its leader is one of them or has ended. Never this process, nor
 * those it descends from, nor a session that somebody else leads. Needs {@code /proc}; elsewhere it ends nothing.
 *
 * <p>Ticks are counted from the start of the machine: do not hand in what was written down before that. No run of the marked
 * workspace may be going on. Thread-safe.
 */
public final class Orphans {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final LongSupplier nanoTime;

    /** @param nanoTime the same kind of time as {@link System#nanoTime} */
    public Orphans(LongSupplier nanoTime) {
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    }

    /**
     * Sends TERM to those that are still there, kills what is left of them after {@code grace}, and returns when all of it is gone.
     *
     * @return everything that was ended, in the order in which it was found
     */
    public List<ProcessIdentity> end(Collection<ProcessIdentity> recorded, TaskMark mark, Duration grace) {
        long begunNanos = nanoTime.getAsLong();
        Set<ProcessIdentity> asked = new LinkedHashSet<>();
        Set<Integer> sessions = new HashSet<>();
        List<ProcessEntry> left = left(recorded, mark, sessions, ProcessTable.now());
        while (!left.isEmpty()) {
            boolean late = Duration.ofNanos(nanoTime.getAsLong() - begunNanos).compareTo(grace) >= 0;
            for (ProcessEntry member : left) {
                if (asked.add(member.identity()) || late) signal(member, late);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            left = left(recorded, mark, sessions, ProcessTable.now());
        }
        return List.copyOf(asked);
    }

    /**
     * What is alive of it.
     *
     * @param sessions known to be theirs: those that are found are added, since who proved it may end before the others
     */
    private static List<ProcessEntry> left(
            Collection<ProcessIdentity> recorded, TaskMark mark, Set<Integer> sessions, ProcessTable table) {
        int ownSession = table.find(self()).map(ProcessEntry::session).orElse(0);
        Set<Integer> roots = new LinkedHashSet<>();
        for (ProcessIdentity identity : recorded) {
            table.find((int) identity.pid())
                    .filter(entry -> entry.identity().equals(identity)
                            && entry.session() == entry.pid()
                            && entry.session() != ownSession)
                    .ifPresent(entry -> roots.add(entry.pid()));
        }
        for (ProcessEntry entry : table.all()) {
            if (!entry.zombie() && mark.isBorneBy(entry.pid())) roots.add(entry.pid());
        }
        roots.removeAll(above(table));

        for (ProcessEntry member : table.treesOf(roots)) {
            Optional<ProcessEntry> leader = table.find(member.session()).filter(entry -> !entry.zombie());
            if (leader.isEmpty() || member.pid() == member.session()) sessions.add(member.session());
        }
        sessions.remove(ownSession);
        sessions.removeIf(session -> table.inSession(session).isEmpty()); // its number may be given anew
        for (int session : sessions) table.inSession(session).forEach(entry -> roots.add(entry.pid()));
        roots.removeAll(above(table));
        return table.treesOf(roots);
    }

    /** This process and those it descends from. */
    private static Set<Integer> above(ProcessTable table) {
        Set<Integer> above = new HashSet<>();
        int pid = self();
        while (pid > 0 && above.add(pid))
            pid = table.find(pid).map(ProcessEntry::parent).orElse(0);
        return above;
    }

    private static int self() {
        return (int) ProcessHandle.current().pid();
    }

    private static void signal(ProcessEntry member, boolean kill) {
        // A handle refuses to signal another process that has got the same id meanwhile.
        ProcessHandle.of(member.pid())
                .filter(handle -> ProcessEntry.of(member.pid())
                        .filter(now -> now.identity().equals(member.identity()))
                        .isPresent())
                .ifPresent(handle -> {
                    if (kill) handle.destroyForcibly();
                    else handle.destroy();
                });
    }
}
