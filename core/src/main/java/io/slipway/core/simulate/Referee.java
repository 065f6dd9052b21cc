package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Watches a simulation and knows what must never happen, without looking at how the scheduler keeps its own books: from
 * what was asked for, what the scheduler was told, the events it gave, and what really ran it keeps books of its own.
 *
 * <p>Confined to the simulation's thread; O(1) for each event, and memory for every run.
 */
public final class Referee implements Watcher {
    /** Enough to see what is wrong; one mistake often has thousands of consequences. */
    private static final int KEPT = 1000;

    private static final Resources NOTHING = new Resources(0, 0);

    private final Map<RunId, Run> runs = new LinkedHashMap<>();
    private final Map<String, Agent> agents = new HashMap<>();
    /** Agents that people keep free. */
    private final Set<String> barred = new TreeSet<>();

    /** How the scheduler itself says that agents stand, where that is not ready. */
    private final Map<String, AgentState> away = new TreeMap<>();

    private final Map<String, Load> given = new TreeMap<>();
    private final Map<String, Load> real = new TreeMap<>();
    private final BookingBooks bookings = new BookingBooks(this::check);
    private final Map<String, Book> locks = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Reading reading = new Reading();
    private Instant latest = Instant.EPOCH;
    private long nanos;
    private @Nullable Input told;

    private static final class Run {
        final Map<TaskAddress, Book> tasks = new TreeMap<>();
        boolean submitted;
        boolean finished;
    }

    /** What is known of one task of one run. */
    private static final class Book {
        final Task task;
        final String name;

        /** In whose name it runs. */
        final String holder;

        int attempt;

        /** More memory than its definition says when an attempt had too little. */
        Resources wanted;

        @Nullable
        String agent;

        /** Its processes have ended, and what it made is being kept. */
        boolean exited;

        int ends;
        boolean done;

        /** Not to start for now. */
        boolean aside;

        int timesBegun;
        int timesDrivenOut;
        final Set<Book> drivenOutBy = new HashSet<>();

        /** How often it may really begin, if it must not be done twice without a person. */
        int mayBegin = 1;

        /** It changes the world outside, and nobody wrote that it may be tried again. */
        boolean mustNotBeginAgain() {
            return task.kind() == TaskKind.DEPLOY && task.retry().equals(RetryPolicy.DEFAULT);
        }

        Book(RunId run, Task task, String holder) {
            this.task = task;
            this.wanted = task.resources();
            this.holder = holder;
            this.name = "run " + run + ", task " + task.address();
        }
    }

    /** What an agent carries. */
    private static final class Load {
        Resources sum = NOTHING;
        int tasks;
        int alone;

        void add(Resources more, boolean exclusive) {
            sum = sum.plus(more);
            tasks++;
            if (exclusive) alone++;
        }

        void take(Resources less, boolean exclusive) {
            sum = sum.minus(less);
            tasks--;
            if (exclusive) alone--;
        }

        /** Whether everybody who is to be alone there is. */
        boolean leavesAlone() {
            return alone == 0 || tasks == 1;
        }
    }

    /** What was seen so far, in order; the first thousand. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** What is seen once nothing more happens: everything that was asked for has come to its end and holds nothing. */
    public List<Violation> violationsAtTheEnd() {
        runs.forEach((id, run) -> {
            check(run.submitted, Violation.Rule.LOST, "run " + id + " was asked for and never began");
            check(run.finished, Violation.Rule.LOST, "run " + id + " never ended");
            for (Book book : run.tasks.values()) {
                check(book.ends > 0, Violation.Rule.LOST, book.name + " never ended");
            }
        });
        given.forEach((agent, load) -> check(
                load.sum.equals(NOTHING), Violation.Rule.RESERVATION, "agent " + agent + " still carries " + load.sum));
        bookings.checkTheEnd(latest);
        locks.forEach((lock, holder) ->
                check(false, Violation.Rule.RESERVATION, "lock " + lock + " is still held by " + holder.name));
        return violations();
    }

    private void check(boolean kept, Violation.Rule rule, String what) {
        if (!kept && violations.size() < KEPT) violations.add(new Violation(rule, nanos, what));
    }

    @Override
    public void arrived(long nanos, Arrival arrival) {
        Run run = new Run();
        Input.Submit submit = arrival.submit();
        for (TaskAddress task : submit.pipeline().graph().withAllBefore(submit.tasks())) {
            run.tasks.put(
                    task,
                    new Book(
                            submit.run(),
                            submit.pipeline().get(task),
                            submit.options().holder()));
        }
        runs.put(submit.run(), run);
    }

    @Override
    public void stepped(long nanos, Input input, Step step) {
        this.nanos = nanos;
        this.told = input;
        note(input);
        @Nullable Book reported = input instanceof Input.Report report ? runningAs(report) : null;
        int attempt = reported == null ? 0 : reported.attempt;
        for (Event event : step.events()) event.accept(reading);
        if (reported == null) return;
        boolean taken = reported.agent == null || reported.attempt != attempt;
        check(taken, Violation.Rule.LOST, reported.name + ": the report of whoever has it was not taken");
    }

    /** What people and agents say of agents, whether or not the scheduler makes something of it. */
    private void note(Input input) {
        if (input instanceof Input.Tick tick) latest = tick.now();
        if (input instanceof Input.Heartbeat heartbeat)
            agents.put(heartbeat.agent().id(), heartbeat.agent());
        if (input instanceof Input.Cordon cordon && agents.containsKey(cordon.agent())) barred.add(cordon.agent());
        if (input instanceof Input.Drain drain && agents.containsKey(drain.agent())) barred.add(drain.agent());
        if (input instanceof Input.Uncordon uncordon) barred.remove(uncordon.agent());
        if (input instanceof Input.Approve approve) {
            Book book = find(approve.run(), approve.task());
            if (book != null) book.mayBegin++;
        }
    }

    private @Nullable Book runningAs(Input.Report report) {
        Book book = find(report.run(), report.task());
        return book != null && book.agent != null && book.attempt == report.attempt() ? book : null;
    }

    private @Nullable Book find(RunId run, TaskAddress task) {
        Run found = runs.get(run);
        return found == null ? null : found.tasks.get(task);
    }

    @Override
    public void began(long nanos, Agent agent, VirtualAttempt attempt) {
        this.nanos = nanos;
        Book book = find(attempt.run(), attempt.task().address());
        if (book != null) {
            book.timesBegun++;
            check(
                    book.timesBegun <= book.mayBegin || !book.mustNotBeginAgain(),
                    Violation.Rule.DOUBLED,
                    book.name + " changes the world outside, and really began " + book.timesBegun + " times");
        }
        Load load = real.computeIfAbsent(agent.id(), id -> new Load());
        load.add(attempt.task().resources(), attempt.task().exclusive());
        check(
                load.leavesAlone(),
                Violation.Rule.RESERVATION,
                "agent " + agent.id() + " really runs " + attempt.task().address()
                        + " and others, one of them to be alone");
        check(
                load.sum.fitsIn(agent.capacity()),
                Violation.Rule.OVERCOMMITTED,
                "agent " + agent.id() + " really runs " + load.sum + " of " + agent.capacity());
    }

    @Override
    public void ended(long nanos, Agent agent, VirtualAttempt attempt) {
        real.computeIfAbsent(agent.id(), id -> new Load())
                .take(attempt.task().resources(), attempt.task().exclusive());
    }

    private final class Reading implements Event.Visitor {
        @Override
        public void visit(FleetEvent.AgentRegistered event) {
            Agent known = agents.get(event.agent().id());
            check(
                    event.agent().equals(known),
                    Violation.Rule.MISPLACED,
                    "agent " + event.agent().id() + " is registered as it never said it is");
        }

        @Override
        public void visit(FleetEvent.AgentStateChanged event) {
            if (event.state().takesTasks()) {
                away.remove(event.agent());
            } else {
                away.put(event.agent(), event.state());
            }
        }

        @Override
        public void visit(FleetEvent.AgentLeft event) {
            agents.remove(event.agent());
            away.remove(event.agent());
            barred.remove(event.agent());
            bookings.left(event);
            Load load = given.get(event.agent());
            check(
                    load == null || load.sum.equals(NOTHING),
                    Violation.Rule.RESERVATION,
                    "agent " + event.agent() + " leaves with work on it");
        }

        @Override
        public void visit(RunEvent.RunSubmitted event) {
            Run run = runs.get(event.run());
            if (run == null) {
                check(false, Violation.Rule.DOUBLED, "run " + event.run() + " begins and nobody asked for it");
                return;
            }
            check(!run.submitted, Violation.Rule.DOUBLED, "run " + event.run() + " begins twice");
            check(
                    run.tasks.keySet().equals(Set.copyOf(event.tasks())),
                    Violation.Rule.LOST,
                    "run " + event.run() + " does not have the tasks that were asked for");
            run.submitted = true;
        }

        @Override
        public void visit(FleetEvent.LimitChanged event) {}

        @Override
        public void visit(FleetEvent.ShareSet event) {}

        @Override
        public void visit(FleetEvent.PreemptionSet event) {}

        @Override
        public void visit(RunEvent.AttemptPreempted event) {
            Book book = find(event.run(), event.task());
            Book by = find(event.byRun(), event.by());
            String what = "run " + event.run() + ", task " + event.task() + " is ended to make room";
            if (book == null || by == null) {
                check(false, Violation.Rule.DOUBLED, what + ", and nobody asked for it or for what gets its place");
                return;
            }
            boolean runs = book.agent != null && book.attempt == event.attempt();
            check(runs, Violation.Rule.DOUBLED, what + " and does not run");
            check(by.agent == null && by.ends == 0, Violation.Rule.DOUBLED, what + " for one that does not wait");
            boolean repeatable = book.task.kind().isReusable()
                    && book.task.retry().onLost().orElse(RetryPolicy.OnLost.RETRY) == RetryPolicy.OnLost.RETRY;
            check(repeatable, Violation.Rule.DOUBLED, what + ", though it must not be done twice");
            check(++book.timesDrivenOut <= 2, Violation.Rule.LOST, what + " once more");
            check(!by.drivenOutBy.contains(book), Violation.Rule.LOST, what + " by one that it drove out itself");
            book.drivenOutBy.add(by);
        }

        @Override
        public void visit(FleetEvent.BookingMade event) {
            bookings.made(event, told);
        }

        @Override
        public void visit(FleetEvent.BookingAssigned event) {
            bookings.assigned(event, agents.get(event.agent()));
        }

        @Override
        public void visit(FleetEvent.BookingGranted event) {
            bookings.granted(event);
            for (Run run : runs.values()) {
                for (Book book : run.tasks.values()) {
                    if (book.agent != null) bookings.checkGranted(event, book.agent, book.holder, book.name);
                }
            }
        }

        @Override
        public void visit(FleetEvent.BookingExtended event) {
            bookings.extended(event);
        }

        @Override
        public void visit(FleetEvent.BookingEnded event) {
            bookings.ended(event);
        }

        @Override
        public void visit(RunEvent.RunPrioritised event) {}

        @Override
        public void visit(RunEvent.TaskPromised event) {}

        @Override
        public void visit(RunEvent.TaskReady event) {}

        @Override
        public void visit(RunEvent.TaskReused event) {
            end(event.run(), event.task(), true);
        }

        @Override
        public void visit(RunEvent.TaskMissed event) {}

        @Override
        public void visit(RunEvent.TaskHeld event) {}

        @Override
        public void visit(RunEvent.AttemptStarted event) {
            Book book = find(event.run(), event.task());
            if (book == null) {
                check(
                        false,
                        Violation.Rule.DOUBLED,
                        "run " + event.run() + ", task " + event.task() + " starts and nobody asked for it");
                return;
            }
            check(book.ends == 0, Violation.Rule.DOUBLED, book.name + " starts though it has ended");
            check(!book.aside, Violation.Rule.OUT_OF_ORDER, book.name + " starts though it was set aside");
            check(book.agent == null, Violation.Rule.DOUBLED, book.name + " starts though it runs on " + book.agent);
            if (book.agent != null) giveBack(book);
            book.agent = event.agent();
            book.attempt = event.attempt();
            checkNeeds(event, book);
            checkAgent(event, book);
            bookings.checkStart(event.agent(), book.holder, book.name);
            for (String lock : book.task.locks()) {
                Book holder = locks.put(lock, book);
                check(
                        holder == null,
                        Violation.Rule.RESERVATION,
                        book.name + " takes lock " + lock + " twice or from another");
            }
        }

        private void checkNeeds(RunEvent.AttemptStarted event, Book book) {
            for (Need need : book.task.needs()) {
                Book needed = find(event.run(), need.task());
                boolean excused = need.optional()
                        || (needed != null && needed.task.allowFailure())
                        || book.task.always()
                        || !book.task.waitsFor(need);
                boolean good = needed != null && (excused ? needed.ends > 0 || !book.task.waitsFor(need) : needed.done);
                check(good, Violation.Rule.OUT_OF_ORDER, book.name + " starts before " + need.task() + " is done");
            }
        }

        private void checkAgent(RunEvent.AttemptStarted event, Book book) {
            Resources wanted = book.wanted;
            Load load = given.computeIfAbsent(event.agent(), id -> new Load());
            load.add(wanted, book.task.exclusive());
            check(
                    load.leavesAlone(),
                    Violation.Rule.RESERVATION,
                    book.name + " starts on " + event.agent() + " beside others, one of them to be alone");
            Agent agent = agents.get(event.agent());
            if (agent == null) {
                check(
                        false,
                        Violation.Rule.MISPLACED,
                        book.name + " starts on " + event.agent() + ", which is not there");
                return;
            }
            check(
                    agent.labels().unmet(book.task.requires()).isEmpty() && wanted.fitsIn(agent.capacity()),
                    Violation.Rule.MISPLACED,
                    book.name + " starts on " + agent.id() + ", which cannot run it");
            boolean free = !barred.contains(agent.id()) && !away.containsKey(agent.id());
            check(
                    free,
                    Violation.Rule.MISPLACED,
                    book.name + " starts on " + agent.id() + ", which is to be given nothing");
            check(
                    load.sum.fitsIn(agent.capacity()),
                    Violation.Rule.OVERCOMMITTED,
                    "agent " + agent.id() + " is given " + load.sum + " of " + agent.capacity());
        }

        @Override
        public void visit(RunEvent.AttemptExited event) {
            Book book = find(event.run(), event.task());
            boolean runs = book != null && book.agent != null && book.attempt == event.attempt() && !book.exited;
            check(
                    runs,
                    Violation.Rule.DOUBLED,
                    "run " + event.run() + ", task " + event.task() + ", attempt " + event.attempt()
                            + " exits, but does not run");
            if (book == null || !runs) return;
            check(
                    book.task.locks().isEmpty(),
                    Violation.Rule.RESERVATION,
                    book.name + " gives its locks back before what it made is kept");
            giveRoomBack(book);
            book.exited = true;
        }

        @Override
        public void visit(RunEvent.AttemptOverdue event) {
            Book book = find(event.run(), event.task());
            check(
                    book != null && book.agent != null && book.attempt == event.attempt(),
                    Violation.Rule.DOUBLED,
                    "run " + event.run() + ", task " + event.task() + " is said to take long, but does not run");
        }

        @Override
        public void visit(RunEvent.TaskResized event) {
            Book book = find(event.run(), event.task());
            boolean waits = book != null && book.agent == null && book.ends == 0;
            check(
                    waits,
                    Violation.Rule.RESERVATION,
                    "run " + event.run() + ", task " + event.task() + " asks for other memory and does not wait");
            if (book == null) return;
            Resources before = book.wanted;
            check(
                    event.memoryBytes() > before.memoryBytes(),
                    Violation.Rule.RESERVATION,
                    book.name + " asks for less memory after it ran out of it");
            book.wanted = new Resources(before.milliCpu(), event.memoryBytes(), before.diskBytes(), before.counts());
        }

        @Override
        public void visit(RunEvent.AttemptFinished event) {
            Book book = find(event.run(), event.task());
            boolean runs = book != null && book.agent != null && book.attempt == event.attempt();
            check(
                    runs,
                    Violation.Rule.DOUBLED,
                    "run " + event.run() + ", task " + event.task() + ", attempt " + event.attempt()
                            + " ends, but does not run");
            if (event.outcome().isSuccess()) {
                check(
                        isToldBy(event),
                        Violation.Rule.DOUBLED,
                        "run " + event.run() + ", task " + event.task() + " succeeds, though no agent said so");
            }
            if (book == null || !runs) return;
            check(
                    event.outcome().kind() != Outcome.Kind.PREEMPTED || (book.timesDrivenOut > 0 && event.retried()),
                    Violation.Rule.LOST,
                    book.name + " ends as preempted, and nobody asked for its place or it is not tried again");
            giveBack(book);
            if (!event.retried()) end(event.run(), event.task(), event.outcome().isSuccess());
        }

        private boolean isToldBy(RunEvent.AttemptFinished event) {
            return told instanceof Input.Report report
                    && report.run().equals(event.run())
                    && report.task().equals(event.task())
                    && report.attempt() == event.attempt()
                    && report.outcome().isSuccess();
        }

        private void giveRoomBack(Book book) {
            Load load = given.get(String.valueOf(book.agent));
            if (load != null && !book.exited) load.take(book.wanted, book.task.exclusive());
        }

        private void giveBack(Book book) {
            giveRoomBack(book);
            book.exited = false;
            for (String lock : book.task.locks()) locks.remove(lock, book);
            book.agent = null;
        }

        @Override
        public void visit(RunEvent.TaskSkipped event) {
            end(event.run(), event.task(), false);
        }

        private void end(RunId run, TaskAddress task, boolean done) {
            Book book = find(run, task);
            if (book == null) {
                check(false, Violation.Rule.DOUBLED, "run " + run + ", task " + task + " ends and nobody asked for it");
                return;
            }
            check(book.agent == null, Violation.Rule.DOUBLED, book.name + " ends while it runs on " + book.agent);
            check(++book.ends == 1, Violation.Rule.DOUBLED, book.name + " ends " + book.ends + " times");
            book.done |= done;
        }

        @Override
        public void visit(RunEvent.TaskSetAside event) {
            Book book = find(event.run(), event.task());
            boolean waits = book != null && book.agent == null && book.ends == 0 && !book.aside;
            check(
                    waits,
                    Violation.Rule.DOUBLED,
                    "run " + event.run() + ", task " + event.task() + " is set aside and does not wait");
            if (book != null) book.aside = true;
        }

        @Override
        public void visit(RunEvent.TaskApproved event) {
            check(
                    told instanceof Input.Approve,
                    Violation.Rule.LOST,
                    "run " + event.run() + ", task " + event.task() + " is approved and nobody said so");
        }

        @Override
        public void visit(RunEvent.TaskTakenUp event) {
            Book book = find(event.run(), event.task());
            check(
                    book != null && book.aside,
                    Violation.Rule.DOUBLED,
                    "run " + event.run() + ", task " + event.task() + " is taken up and was not set aside");
            if (book != null) book.aside = false;
        }

        @Override
        public void visit(RunEvent.TaskGivenUp event) {
            check(
                    told instanceof Input.Reject,
                    Violation.Rule.LOST,
                    "run " + event.run() + ", task " + event.task() + " is given up and nobody said so");
            Book book = find(event.run(), event.task());
            if (book != null) book.aside = false;
            end(event.run(), event.task(), false);
        }

        @Override
        public void visit(RunEvent.TaskDeadLettered event) {
            Book book = find(event.run(), event.task());
            check(
                    book != null && book.ends == 1 && !book.done,
                    Violation.Rule.LOST,
                    "run " + event.run() + ", task " + event.task() + " is a dead letter and did not fail");
        }

        @Override
        public void visit(RunEvent.DeadLetterReplayed event) {}

        @Override
        public void visit(RunEvent.RunForgotten event) {
            Run run = runs.get(event.run());
            check(run != null && run.finished, Violation.Rule.LOST, "run " + event.run() + " is forgotten unfinished");
        }

        @Override
        public void visit(RunEvent.RunCancelled event) {}

        @Override
        public void visit(RunEvent.RunFinished event) {
            Run run = runs.get(event.run());
            if (run == null) {
                check(false, Violation.Rule.DOUBLED, "run " + event.run() + " ends and nobody asked for it");
                return;
            }
            check(!run.finished, Violation.Rule.DOUBLED, "run " + event.run() + " ends twice");
            run.finished = true;
            for (Book book : run.tasks.values()) {
                check(book.ends > 0, Violation.Rule.LOST, book.name + " has no end when its run ends");
            }
        }
    }
}
