package io.slipway.jenkins.desk;

import io.slipway.core.agent.Booking;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.FileJournal;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.placement.PlacementRules;
import io.slipway.core.run.Event;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.core.schedule.Limits;
import io.slipway.jenkins.farm.NodeFacts;
import io.slipway.jenkins.teach.PastBuilds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A desk with nodes, builds and a clock that tests move by hand. */
final class Office {
    final Path directory;
    final Map<String, NodeFacts> nodes = new TreeMap<>();
    final Set<String> builds = new TreeSet<>();
    final List<String> warnings = new ArrayList<>();
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    Limits limits = DeskParts.usualLimits();
    Desk desk;

    Office(Path directory) {
        this.directory = directory;
    }

    Office open() {
        desk = Desk.open(parts());
        return settle();
    }

    DeskParts parts() {
        return new DeskParts(
                directory,
                () -> List.copyOf(nodes.values()),
                builds::contains,
                past(),
                limits,
                PlacementRules.standard(),
                FileJournal.Force.LEFT_TO_SYSTEM,
                () -> now,
                loop -> {},
                warnings::add);
    }

    PastBuilds past() {
        try {
            return PastBuilds.open(directory.resolve("past"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No more of throttle class db at a time, and no other class is limited. */
    void limit(int most) {
        desk.limitThrottles("admin", List.of(new Input.SetLimit(LimitScope.THROTTLE, "db", most)));
    }

    /** The controller is killed, and started again. */
    Office restart() {
        desk.abandon();
        return open();
    }

    Office settle() {
        desk.settle();
        return this;
    }

    Office node(String name, int executors) {
        nodes.put(name, NodeFacts.of(name, executors));
        return this;
    }

    Office node(NodeFacts facts) {
        nodes.put(facts.name(), facts);
        return this;
    }

    Office build(String owner) {
        builds.add(owner);
        return this;
    }

    Office after(Duration time) {
        now = now.plus(time);
        return beat();
    }

    Office beat() {
        desk.beat();
        return settle();
    }

    /** Ten seconds pass, so many times, as they do. */
    Office beats(int times) {
        for (int i = 0; i < times; i++) after(Duration.ofSeconds(10));
        return this;
    }

    Clerk place(String id, String owner) {
        return place(id, owner, Map.of(), new Resources(0, 0));
    }

    Clerk place(String id, String owner, Map<String, String> requires, Resources wanted) {
        return submit(Claims.place(new RunId(id), owner, Selector.of(requires), Selector.any(), wanted, 0));
    }

    Clerk throttle(String id, String owner, String name, int weight) {
        return submit(Claims.throttle(new RunId(id), owner, name, weight, 0));
    }

    Clerk submit(Order order) {
        Clerk clerk = new Clerk(order.id());
        desk.submit(order, clerk, clerk);
        settle();
        return clerk;
    }

    Clerk attach(String id, Set<Input.RunningAttempt> running) {
        Clerk clerk = new Clerk(new RunId(id));
        clerk.attached = desk.attach(clerk.run, running, clerk, clerk);
        clerk.answers = clerk.attached.answers();
        settle();
        return clerk;
    }

    Guest book(String id, String owner, String bench, Duration length) {
        return book(Claims.bench(id, owner, bench, length, now.plus(Duration.ofDays(1))));
    }

    Guest book(Booking booking) {
        Guest guest = new Guest();
        desk.book(booking.holder(), booking, guest);
        settle();
        return guest;
    }

    List<Event> journal() {
        return FileJournal.read(directory.resolve("journal")).stream()
                .map(JournalEntry::event)
                .toList();
    }

    /** Somebody who was given a bench, or waits for it. */
    static final class Guest implements EventListener {
        final List<Event> told = new ArrayList<>();

        @Override
        public void onEvents(List<JournalEntry> entries) {
            for (JournalEntry entry : entries) told.add(entry.event());
        }

        <E> List<E> told(Class<E> kind) {
            return told.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    /** Does what the desk decides for one run, when a test says so. */
    static final class Clerk implements Doing, EventListener {
        final RunId run;
        final List<Event> told = new ArrayList<>();
        final Map<Input.RunningAttempt, Effect.Dispatch> given = new LinkedHashMap<>();
        final List<Effect.Resolve> lookUps = new ArrayList<>();
        final List<Effect.Stop> stops = new ArrayList<>();
        final List<Effect.Refuse> refusals = new ArrayList<>();
        ControlPlane.Attached attached;
        Consumer<Input> answers = input -> {
            throw new IllegalStateException("nothing was asked");
        };

        Clerk(RunId run) {
            this.run = run;
        }

        @Override
        public void resolve(Effect.Resolve wanted, Consumer<Input> answers) {
            lookUps.add(wanted);
            this.answers = answers;
        }

        @Override
        public void execute(Effect.Dispatch given, Consumer<Input> answers) {
            Input.RunningAttempt attempt = new Input.RunningAttempt(given.run(), given.task(), given.attempt());
            if (this.given.put(attempt, given) != null) throw new AssertionError(given + " was given twice");
            this.answers = answers;
        }

        @Override
        public void stop(Effect.Stop wanted) {
            stops.add(wanted);
        }

        @Override
        public void refused(Effect.Refuse why) {
            refusals.add(why);
        }

        @Override
        public void onEvents(List<JournalEntry> entries) {
            for (JournalEntry entry : entries) told.add(entry.event());
        }

        /** Where its last attempt was sent. */
        String node() {
            return last().agent();
        }

        boolean isPlaced() {
            return !given.isEmpty();
        }

        Effect.Dispatch last() {
            return given.values().stream().reduce((one, other) -> other).orElseThrow();
        }

        void ends() {
            ends(Outcome.succeeded());
        }

        void ends(Outcome outcome) {
            answers.accept(Doing.report(last(), outcome));
        }

        boolean isFinished() {
            return told.stream().anyMatch(RunEvent.RunFinished.class::isInstance);
        }

        <E> List<E> told(Class<E> kind) {
            return told.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }
}
