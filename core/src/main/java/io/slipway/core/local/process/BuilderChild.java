package io.slipway.core.local.process;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A task's main process as Java knows it, with the rest of its tree found by session and by parent where there is {@code /proc}, by parent
 * elsewhere. Java collects a process on its own, so its id may be used again before the rest of the tree is gone; signals to others go
 * through {@link ProcessHandle}, which compares start times.
 */
final class BuilderChild implements Child {

    private static final int SIGNAL_BASE = 128;
    private static final long LEFTOVER_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Process process;
    private final boolean ownSession;
    private final boolean piped;
    private final ProcessIdentity identity;

    /** Every handle of a descendant that was ever seen: once their parent has ended nothing else would lead to them. */
    private final Map<Long, ProcessHandle> seen = new LinkedHashMap<>();

    /** Who was sent a signal; guarded by the caller's lock. */
    private final Set<Long> asked = new HashSet<>();

    /**
     * @param piped whether what it prints is to be read
     */
    BuilderChild(Process process, boolean ownSession, boolean piped) {
        this.process = process;
        this.ownSession = ownSession;
        this.piped = piped;
        this.identity = identityOf(process.toHandle());
    }

    static ProcessIdentity identityOf(ProcessHandle handle) {
        return ProcessEntry.of(handle.pid())
                .map(ProcessEntry::identity)
                .orElseGet(() -> new ProcessIdentity(
                        handle.pid(),
                        handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L)));
    }

    @Override
    public ProcessIdentity identity() {
        return identity;
    }

    @Override
    public Optional<InputStream> output() {
        return piped ? Optional.of(process.getInputStream()) : Optional.empty();
    }

    @Override
    public void awaitMainExit() {
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    @Override
    public boolean mainHasExited() {
        return !process.isAlive();
    }

    @Override
    public void signalTree(Signal signal) {
        for (ProcessHandle member : members()) {
            boolean first = asked.add(member.pid());
            if (signal == Signal.KILL) member.destroyForcibly();
            else if (first) member.destroy();
        }
    }

    @Override
    public void askAgain() {
        asked.clear();
    }

    @Override
    public Optional<Ending> collectIfAlone() {
        if (!members().isEmpty()) return Optional.empty();
        int code = process.exitValue();
        boolean signalled = code > SIGNAL_BASE && code < SIGNAL_BASE + 65;
        return Optional.of(new Ending(
                signalled,
                signalled ? code - SIGNAL_BASE : code,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty()));
    }

    @Override
    public void awaitLeftover() {
        // Nothing tells us of the end of a process that is not our child.
        LockSupport.parkNanos(LEFTOVER_PAUSE_NANOS);
    }

    @Override
    public Sighting look(ProcessTable table) {
        List<Integer> roots = new ArrayList<>();
        for (ProcessHandle member : members()) roots.add((int) member.pid());
        return new Sighting(table.treesOf(roots));
    }

    /** What of the tree is alive. */
    private synchronized List<ProcessHandle> members() {
        process.descendants().forEach(this::remember);
        if (ownSession) {
            int session = (int) identity.pid();
            ProcessTable.now()
                    .inSession(session)
                    .forEach(entry -> ProcessHandle.of(entry.pid()).ifPresent(this::remember));
        }
        for (ProcessHandle known : List.copyOf(seen.values()))
            known.descendants().forEach(this::remember);
        seen.values().removeIf(handle -> !isAlive(handle));
        List<ProcessHandle> members = new ArrayList<>(seen.values());
        if (process.isAlive()) members.add(0, process.toHandle());
        return members;
    }

    /** Java takes one that has ended for alive until its parent asks how, which some parents never do. */
    private static boolean isAlive(ProcessHandle handle) {
        return handle.isAlive()
                && ProcessEntry.of(handle.pid()).filter(ProcessEntry::zombie).isEmpty();
    }

    private void remember(ProcessHandle handle) {
        if (handle.pid() != identity.pid()) seen.putIfAbsent(handle.pid(), handle);
    }
}
