package io.slipway.core.simulate;

import io.slipway.core.agent.Agent;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Task;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Agents as they really are, which is not always as the scheduler believes: they run what they are given, at their speed,
 * die, are cut off, slow down, come back late and report twice.
 *
 * <p>Confined to the simulation's thread. A dispatch and an end cost O(log n) each.
 */
final class VirtualFleet {
    /** How long an agent is believed to be there without being heard of. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** So that two may get lost before an agent is. */
    private static final long HEARTBEAT_NANOS = LEASE.toNanos() / 3;

    private static final double SLOW = 0.25;
    private static final int HANGS = 4;
    private static final Digest OUTPUTS = Digest.of("outputs".getBytes(StandardCharsets.UTF_8));

    private final List<VirtualAgent> agents = new ArrayList<>();
    private final Map<String, VirtualAgent> byId = new HashMap<>();
    private final Agenda agenda;
    private final Consumer<Input> scheduler;
    private final Watcher watcher;

    VirtualFleet(List<Agent> agents, Agenda agenda, Consumer<Input> scheduler, Watcher watcher) {
        this.agenda = agenda;
        this.scheduler = scheduler;
        this.watcher = watcher;
        for (Agent agent : agents) {
            VirtualAgent virtual = new VirtualAgent(agent);
            if (byId.put(agent.id(), virtual) != null) {
                throw new IllegalArgumentException("fleet: two agents " + agent.id() + " (expected: each id once)");
            }
            this.agents.add(virtual);
        }
    }

    /** All agents offer themselves at once, and from then on say that they are there, one after the other. */
    void appear() {
        long stagger = HEARTBEAT_NANOS / agents.size();
        for (int i = 0; i < agents.size(); i++) {
            VirtualAgent one = agents.get(i);
            watcher.up(agenda.nowNanos(), one.agent);
            sayThatItIsThere(one);
            agenda.routinelyIn(i * stagger + 1, () -> beat(one));
        }
    }

    private void beat(VirtualAgent one) {
        sayThatItIsThere(one);
        agenda.routinelyIn(HEARTBEAT_NANOS, () -> beat(one));
    }

    private void sayThatItIsThere(VirtualAgent one) {
        if (!one.alive || one.isCutOff()) return;
        List<Input.RunningAttempt> running = new ArrayList<>(one.running.size());
        for (VirtualAttempt attempt : one.running.values()) {
            running.add(new Input.RunningAttempt(attempt.run(), attempt.task().address(), attempt.number()));
        }
        scheduler.accept(new Input.Heartbeat(one.agent, running));
    }

    /** Gives an attempt to its agent. One that cannot be reached never hears of it; one that has it begins it only once. */
    void dispatch(Effect.Dispatch effect, Task task, Work work) {
        VirtualAgent one = get(effect.agent());
        Input.RunningAttempt id = new Input.RunningAttempt(effect.run(), effect.task(), effect.attempt());
        if (!one.alive || one.isCutOff() || one.running.containsKey(id)) return;
        VirtualAttempt attempt = new VirtualAttempt(
                effect.run(),
                task,
                effect.attempt(),
                effect.key(),
                agenda.nowNanos(),
                work.duration().toNanos(),
                ending(work.outcome(), task));
        one.disturb(attempt);
        limitTime(attempt);
        one.running.put(id, attempt);
        watcher.began(agenda.nowNanos(), one.agent, attempt);
        foresee(one, id, attempt);
    }

    private static Outcome ending(Outcome.Kind kind, Task task) {
        if (kind == Outcome.Kind.SUCCEEDED) return Outcome.succeeded();
        return new Outcome(kind, 1, "the simulation says so; look at the workload's " + task.address());
    }

    /** What would run longer than it may is ended when its time is up, whatever the agent's speed. */
    private static void limitTime(VirtualAttempt attempt) {
        attempt.task().timeout().ifPresent(limit -> {
            if (attempt.left <= limit.toNanos()) return;
            attempt.left = limit.toNanos();
            attempt.ending = new Outcome(Outcome.Kind.TIMED_OUT, -1, "its time was up; allow it more");
        });
    }

    private void foresee(VirtualAgent one, Input.RunningAttempt id, VirtualAttempt attempt) {
        int foresight = ++attempt.foresight;
        long nanos = (long) Math.ceil(attempt.left / one.speed());
        agenda.in(nanos, () -> {
            if (attempt.foresight == foresight && one.running.get(id) == attempt) finish(one, id, attempt.ending);
        });
    }

    private void finish(VirtualAgent one, Input.RunningAttempt id, Outcome outcome) {
        VirtualAttempt attempt = one.running.remove(id);
        if (attempt == null) return;
        attempt.end(outcome);
        watcher.ended(agenda.nowNanos(), one.agent, attempt);
        Input.Report report = report(attempt, outcome);
        say(one, report);
        if (one.reportsTwice > 0) {
            one.reportsTwice--;
            agenda.in(LEASE.toNanos() / 10, () -> say(one, report));
        }
    }

    private Input.Report report(VirtualAttempt attempt, Outcome outcome) {
        boolean success = outcome.isSuccess();
        Duration wall = Duration.ofNanos(agenda.nowNanos() - attempt.beganNanos());
        return new Input.Report(
                attempt.run(),
                attempt.task().address(),
                attempt.number(),
                outcome,
                new Usage(wall, wall, 0, 0, 0),
                success ? Optional.of(OUTPUTS) : Optional.empty(),
                success && attempt.key().isPresent());
    }

    /** The agent tells the scheduler, or will when it can. */
    private void say(VirtualAgent one, Input input) {
        if (!one.alive) return;
        if (one.isCutOff()) {
            one.unsaid.add(input);
        } else {
            scheduler.accept(input);
        }
    }

    /** Asks an agent to end an attempt; one that cannot be reached does not hear it. */
    void stop(Effect.Stop effect) {
        VirtualAgent one = get(effect.agent());
        if (!one.alive || one.isCutOff()) return;
        Input.RunningAttempt id = new Input.RunningAttempt(effect.run(), effect.task(), effect.attempt());
        agenda.in(0, () -> finish(one, id, new Outcome(Outcome.Kind.CANCELLED, -1, effect.reason())));
    }

    /** Lets something go wrong. A fault of the clock is not of any agent. */
    void strike(Fault fault) {
        VirtualAgent one = agents.get(fault.agent() % agents.size());
        long lasts = fault.lasts().toNanos();
        switch (fault.kind()) {
            case DIES -> die(one, lasts);
            case PARTITIONS -> cutOff(one, lasts, false);
            case RETURNS_LATE -> cutOff(one, lasts, true);
            case SLOWS_DOWN -> slowDown(one, lasts);
            case REPORTS_TWICE -> one.reportsTwice++;
            case EXCEEDS_MEMORY, EXCEEDS_TIME, EXCEEDS_DISK -> one.nextGoesWrong.add(fault.kind());
            case CLOCK_JUMPS -> {}
        }
    }

    private void die(VirtualAgent one, long lasts) {
        if (!one.alive) return;
        long now = agenda.nowNanos();
        List<VirtualAttempt> gone = new ArrayList<>(one.running.values());
        one.running.clear();
        one.unsaid.clear();
        for (VirtualAttempt attempt : gone) watcher.ended(now, one.agent, attempt);
        one.alive = false;
        watcher.down(now, one.agent);
        agenda.in(lasts, () -> {
            one.alive = true;
            watcher.up(agenda.nowNanos(), one.agent);
            sayThatItIsThere(one);
        });
    }

    private void cutOff(VirtualAgent one, long lasts, boolean forgetful) {
        if (!one.alive) return;
        one.cuts++;
        agenda.in(lasts, () -> {
            one.cuts--;
            if (!one.alive || one.isCutOff()) return;
            if (forgetful) sayThatItIsThere(one);
            List<Input> unsaid = List.copyOf(one.unsaid);
            one.unsaid.clear();
            for (Input input : unsaid) say(one, input);
            sayThatItIsThere(one);
        });
    }

    private void slowDown(VirtualAgent one, long lasts) {
        changeSpeed(one, 1);
        agenda.in(lasts, () -> changeSpeed(one, -1));
    }

    private void changeSpeed(VirtualAgent one, int more) {
        long now = agenda.nowNanos();
        one.running.forEach((id, attempt) -> {
            attempt.left = Math.max(0, attempt.left - (now - attempt.asOfNanos) * one.speed());
            attempt.asOfNanos = now;
        });
        one.slowness += more;
        one.running.forEach((id, attempt) -> foresee(one, id, attempt));
    }

    private VirtualAgent get(String id) {
        VirtualAgent one = byId.get(id);
        if (one == null) throw new IllegalStateException("work for agent " + id + ", which the fleet does not have");
        return one;
    }

    private static final class VirtualAgent {
        private final Agent agent;

        /** In the order in which they began, so that what happens to all of them happens in the same order every time. */
        private final Map<Input.RunningAttempt, VirtualAttempt> running = new LinkedHashMap<>();

        private final List<Input> unsaid = new ArrayList<>();
        private final List<Fault.Kind> nextGoesWrong = new ArrayList<>();
        private boolean alive = true;
        private int cuts;
        private int slowness;
        private int reportsTwice;

        VirtualAgent(Agent agent) {
            this.agent = agent;
        }

        boolean isCutOff() {
            return cuts > 0;
        }

        double speed() {
            return agent.speed() * (slowness > 0 ? SLOW : 1);
        }

        void disturb(VirtualAttempt attempt) {
            if (nextGoesWrong.isEmpty()) return;
            Fault.Kind kind = nextGoesWrong.remove(0);
            switch (kind) {
                case EXCEEDS_TIME -> attempt.left *= HANGS;
                case EXCEEDS_MEMORY -> {
                    attempt.left /= 2;
                    attempt.ending = new Outcome(
                            Outcome.Kind.MEMORY_EXCEEDED, -1, "it took more memory than it may; let it ask for more");
                }
                case EXCEEDS_DISK -> {
                    attempt.left /= 2;
                    attempt.ending =
                            new Outcome(Outcome.Kind.FAILED, 1, "no space is left on its disk; let it ask for more");
                }
                default -> throw new IllegalStateException(kind + " does not happen to an attempt");
            }
        }
    }
}
