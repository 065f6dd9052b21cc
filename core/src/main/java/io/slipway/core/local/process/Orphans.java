package io.slipway.core.local.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Ends what a Slipway that was killed left running, and nothing else. It is told the identities that the earlier one wrote down,
 * and goes after a recorded process only if the one that has its id now started at the same tick and leads a session of the same
 * number: then its tree is the processes under it, and those in its sessions. A recorded process that has ended is left to
 * rest, even if others of its session live on: nobody could prove whose they are. Needs {@code /proc}; elsewhere it ends nothing.
 *
 * <p>Ticks are counted from the start of the machine: do not hand in what was written down before that. Thread-safe.
 */
public final class Orphans {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final LongSupplier nanoTime;

    /** @param nanoTime the same kind of time as {@link System#nanoTime} */
    public Orphans(LongSupplier nanoTime) {
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    }

    /**
     * Sends TERM to the trees of those that are still there, kills what is left of them after {@code grace}, and returns when all of it
     * is gone.
     *
     * @return those whose trees were ended, in the order given
     */
    public List<ProcessIdentity> end(Collection<ProcessIdentity> recorded, Duration grace) {
        Set<Integer> sessions = new HashSet<>();
        List<ProcessIdentity> found = stillRunning(recorded, ProcessTable.now());
        found.forEach(identity -> sessions.add((int) identity.pid()));

        long begunNanos = nanoTime.getAsLong();
        Set<ProcessIdentity> asked = new HashSet<>();
        List<ProcessEntry> left = members(sessions, ProcessTable.now());
        while (!left.isEmpty()) {
            boolean late = Duration.ofNanos(nanoTime.getAsLong() - begunNanos).compareTo(grace) >= 0;
            for (ProcessEntry member : left) {
                if (late || asked.add(member.identity())) signal(member, late);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            left = members(sessions, ProcessTable.now());
        }
        return found;
    }

    private static List<ProcessIdentity> stillRunning(Collection<ProcessIdentity> recorded, ProcessTable table) {
        int ownSession = table.find((int) ProcessHandle.current().pid())
                .map(ProcessEntry::session)
                .orElse(0);
        return new LinkedHashSet<>(recorded)
                .stream()
                        .filter(identity -> table.find((int) identity.pid())
                                .filter(entry -> entry.identity().equals(identity))
                                .filter(entry -> entry.session() == entry.pid() && entry.session() != ownSession)
                                .isPresent())
                        .toList();
    }

    /** What is alive in these sessions and under them; adds the sessions that it finds, and forgets those that are empty. */
    private static List<ProcessEntry> members(Set<Integer> sessions, ProcessTable table) {
        List<Integer> roots = new ArrayList<>();
        for (int session : sessions) table.inSession(session).forEach(entry -> roots.add(entry.pid()));
        List<ProcessEntry> members = table.treesOf(roots);
        sessions.clear();
        members.forEach(member -> sessions.add(member.session()));
        return members;
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
