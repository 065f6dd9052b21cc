package io.slipway.core.local;

import io.slipway.core.journal.JournalEntry;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Input;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Sees when nothing but a person keeps a run from going on. Whoever is there is asked then, task by task; when nobody is, or
 * they do not agree, the run ends as one that waits, to be resumed. O(1) for each event. Confined to the loop's thread,
 * apart from the asking.
 */
final class ApprovalDesk implements EventListener {
    private final String user;
    private final Optional<Approvals.Person> person;
    private final Predicate<TaskAddress> isTheirs;
    private final Executor asking;
    private final Consumer<Input> tell;
    private final Runnable leave;
    private final Set<TaskAddress> moving = new HashSet<>();
    /** Why each waits for a person. */
    private final Map<TaskAddress, String> aside = new TreeMap<>();

    /** Approvals that were given from the start and are still to be decided. */
    private final Set<TaskAddress> expected = new HashSet<>();

    private final Set<TaskAddress> refused = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isAsking = new AtomicBoolean();
    private Optional<RunId> run = Optional.empty();
    private boolean isOver;

    /**
     * @param user who is asked
     * @param isTheirs which tasks that user may approve
     * @param tell takes their approvals
     * @param leave ends the loop without an end of the run
     */
    ApprovalDesk(
            String user,
            Optional<Approvals.Person> person,
            Predicate<TaskAddress> isTheirs,
            Executor asking,
            Consumer<Input> tell,
            Runnable leave) {
        this.user = user;
        this.person = person;
        this.isTheirs = isTheirs;
        this.asking = asking;
        this.tell = tell;
        this.leave = leave;
    }

    /** What was written down before this process took the run over. */
    void recall(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            if (!(entry.event() instanceof RunEvent event)) continue;
            run = Optional.of(event.run());
            apply(event);
        }
    }

    /** These will be approved before anything else is decided. */
    void expect(Collection<TaskAddress> approved) {
        expected.addAll(approved);
    }

    /** The run that was recalled may wait for nothing but a person. */
    void begin() {
        look();
    }

    @Override
    public void onEvents(List<JournalEntry> entries) {
        recall(entries);
        look();
    }

    private void look() {
        if (run.isEmpty() || isOver || !moving.isEmpty() || aside.isEmpty() || !expected.isEmpty()) return;
        Map<TaskAddress, String> open = new TreeMap<>(aside);
        open.keySet().removeIf(task -> refused.contains(task) || !isTheirs.test(task));
        if (person.isEmpty() || open.isEmpty()) {
            leave.run();
            return;
        }
        if (!isAsking.compareAndSet(false, true)) return;
        RunId asked = run.get();
        Approvals.Person there = person.get();
        asking.execute(() -> ask(asked, open, there));
    }

    private void ask(RunId asked, Map<TaskAddress, String> open, Approvals.Person there) {
        List<TaskAddress> approved = new ArrayList<>();
        open.forEach((task, why) -> {
            if (there.approves(task, why)) approved.add(task);
            else refused.add(task);
        });
        isAsking.set(false);
        for (TaskAddress task : approved) tell.accept(new Input.Approve(asked, task, user));
        if (approved.isEmpty()) leave.run();
    }

    private void apply(RunEvent event) {
        if (event instanceof RunEvent.TaskReady ready) {
            moving.add(ready.task());
        } else if (event instanceof RunEvent.TaskReused reused) {
            gone(reused.task());
        } else if (event instanceof RunEvent.TaskSkipped skipped) {
            gone(skipped.task());
        } else if (event instanceof RunEvent.TaskGivenUp given) {
            gone(given.task());
        } else if (event instanceof RunEvent.AttemptFinished finished) {
            if (!finished.retried()) gone(finished.task());
        } else if (event instanceof RunEvent.TaskSetAside set) {
            if (set.until().isPresent()) return; // it goes on by itself
            moving.remove(set.task());
            aside.put(set.task(), set.why());
        } else if (event instanceof RunEvent.TaskApproved approved) {
            expected.remove(approved.task());
        } else if (event instanceof RunEvent.TaskTakenUp taken) {
            aside.remove(taken.task());
            moving.add(taken.task());
        } else if (event instanceof RunEvent.RunCancelled || event instanceof RunEvent.RunFinished) {
            isOver = true;
        }
    }

    private void gone(TaskAddress task) {
        moving.remove(task);
        aside.remove(task);
    }
}
