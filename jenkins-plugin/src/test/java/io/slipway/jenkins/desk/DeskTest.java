package io.slipway.jenkins.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Booking;
import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Share;
import io.slipway.core.limit.Intake;
import io.slipway.core.limit.LimitChange;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.BookingEnd;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.LimitScope;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.jenkins.desk.Office.Clerk;
import io.slipway.jenkins.desk.Office.Guest;
import io.slipway.jenkins.farm.NodeFacts;
import io.slipway.jenkins.teach.PastBuilds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskTest {
    private static final Resources LITTLE = new Resources(0, 0);

    @TempDir
    Path directory;

    private Office office;

    @BeforeEach
    void opens_an_office() {
        office = new Office(directory.resolve("slipway")).build("shop/main#1").build("shop/main#2");
    }

    private static NodeFacts node(String name, Map<String, String> labels) {
        return NodeFacts.of(name, 2).with(new TreeMap<>(labels));
    }

    @Test
    void places_a_body_on_a_node_that_has_what_it_requires() {
        office.node(node("old", Map.of("jdk", "11.0.2")))
                .node(node("new", Map.of("jdk", "17.0.9")))
                .open();

        Clerk clerk = office.place("r1", "shop/main#1", Map.of("jdk", ">=17"), LITTLE);

        assertThat(clerk.node()).isEqualTo("new");
    }

    @Test
    void what_would_bring_too_many_is_refused_and_told_when_to_come_back_and_nothing_accepted_is_lost() {
        office.limits = office.limits.withIntake(new Intake(1));
        office.open();
        Clerk first = office.place("r1", "shop/main#1");

        Clerk second = office.place("r2", "shop/main#1");

        assertThat(second.refusals)
                .extracting(Effect.Refuse::reason)
                .containsExactly("1 of at most 1 tasks wait, and this brings 1; submit it again in 600 s");
        office.node("one", 2).beat();
        assertThat(first.node()).isEqualTo("one");
        assertThat(second.refusals).hasSize(1);
    }

    @Test
    void tasks_of_another_job_that_have_the_same_address_teach_nothing() {
        office.node("one", 1).build("another#1").open();
        Clerk first = office.submit(compile("r1", "shop/main#1"));
        Input.Report report = Doing.report(first.last(), Outcome.succeeded());
        Usage tookLong = new Usage(Duration.ofMinutes(7), Duration.ZERO, 0, 0, 0);
        first.answers.accept(new Input.Report(
                report.run(), report.task(), report.attempt(), report.outcome(), tookLong, Optional.empty(), false));
        office.settle();

        Clerk again = office.submit(compile("r2", "shop/main#2"));
        Clerk other = office.submit(compile("r3", "another#1"));

        assertThat(again.told(RunEvent.TaskReady.class).get(0).expected())
                .hasValueSatisfying(
                        expected -> assertThat(expected).isCloseTo(Duration.ofMinutes(7), Duration.ofSeconds(20)));
        assertThat(other.told(RunEvent.TaskReady.class).get(0).expected()).isEmpty();
    }

    @Test
    void a_task_that_takes_longer_than_its_like_is_told_of_while_it_runs() throws IOException {
        PastBuilds past = office.past();
        for (int i = 0; i < 20; i++)
            past.took(Names.work("shop/main#0", TaskAddress.parse("orders:compile")), Duration.ofSeconds(100 + i % 3));
        past.save();
        office.node("one", 1).open();
        Clerk clerk = office.submit(compile("r1", "shop/main#1"));

        office.beats(9);
        boolean early = clerk.told(RunEvent.AttemptOverdue.class).isEmpty();
        office.beats(20);

        assertThat(early).isTrue();
        assertThat(clerk.told(RunEvent.AttemptOverdue.class)).hasSize(1);
        assertThat(clerk.told(RunEvent.AttemptOverdue.class).get(0).usual())
                .isBetween(Duration.ofSeconds(102), Duration.ofSeconds(150));
    }

    private static Order compile(String id, String owner) {
        Task task = Task.builder(TaskAddress.parse("orders:compile"))
                .kind(TaskKind.DEPLOY) // which is never looked up
                .run("make")
                .resources(LITTLE.withCount(NodeFacts.EXECUTORS, 1))
                .build();
        return new Order(
                new RunId(id),
                owner,
                Pipeline.of(List.of(task)),
                Digest.of(new byte[0]),
                List.of(task.address()),
                RunOptions.DEFAULT,
                Optional.empty());
    }

    @Test
    void no_more_places_are_given_than_an_administrator_allows_on_all_nodes_together() {
        office.node("one", 2).node("two", 2).open();
        office.desk.limitTasks("admin", 2);
        List<Clerk> clerks = new ArrayList<>();
        for (int i = 1; i <= 3; i++) clerks.add(office.place("r" + i, "shop/main#1"));

        assertThat(clerks).extracting(Clerk::isPlaced).containsExactly(true, true, false);
        assertThat(office.desk.reasons(new RunId("r3")))
                .containsExactly(
                        "as many of Slipway's tasks and places are there as may be at a time, 2; it is this one's turn when one of"
                                + " them ends");
        office.restart();
        office.desk.limitTasks("admin", 3);
        office.settle();
        assertThat(office.attach("r3", Set.of()).isPlaced()).isTrue();
    }

    @Test
    void folders_get_places_by_their_weights() {
        office.node("one", 1).build("light/a#1").build("heavy/a#1").open();
        office.desk.weighFolders("admin", Map.of("heavy", 4.0));
        List<Clerk> clerks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clerks.add(office.place("l" + i, "light/a#1"));
            clerks.add(office.place("h" + i, "heavy/a#1"));
        }
        int heavy = 0;
        for (int i = 0; i < 20; i++) {
            Clerk placed = clerks.stream()
                    .filter(each -> each.isPlaced() && !each.isFinished())
                    .findFirst()
                    .orElseThrow();
            if (placed.run.value().startsWith("h")) heavy++;
            office.now = office.now.plusSeconds(60);
            placed.ends();
            office.settle();
        }

        assertThat(heavy).isBetween(13, 19);
    }

    @Test
    void a_weight_that_is_taken_back_is_1_again_and_one_that_stays_is_not_said_again() {
        DeskShares shares = new DeskShares();
        for (Input said : shares.changes(Map.of("shop", 2.0, "web/team", 3.0))) {
            Input.SetShare share = (Input.SetShare) said;
            shares.note(new FleetEvent.ShareSet(share.tenant(), share.share()));
        }

        assertThat(shares.changes(Map.of("web/team", 3.0)))
                .containsExactly(new Input.SetShare(Names.tenant("shop/main#1"), Share.EQUAL));
    }

    @Test
    void a_throttle_that_has_learnt_is_left_alone_after_a_restart() {
        DeskLimits limits = new DeskLimits();
        limits.note(new FleetEvent.LimitChanged(LimitScope.THROTTLE, "db", 3, false, LimitChange.Cause.SLOWDOWN, 8));

        assertThat(limits.changes(List.of(new Input.SetLimit(LimitScope.THROTTLE, "db", 8, 8))))
                .isEmpty();
        assertThat(limits.changes(List.of(new Input.SetLimit(LimitScope.THROTTLE, "db", 9, 9))))
                .hasSize(1);
    }

    @Test
    void who_asks_again_for_a_run_that_is_known_is_told_all_of_it() {
        office.node("one", 1).open();
        Order order = compile("r1", "shop/main#1");
        Clerk first = office.submit(order);

        Clerk second = office.submit(order);

        assertThat(first.told).isNotEmpty();
        assertThat(second.told.subList(0, first.told.size())).isEqualTo(first.told);
    }

    @Test
    void gives_out_no_more_executors_than_a_node_has() {
        office.node("one", 1).open();

        Clerk first = office.place("r1", "shop/main#1");
        Clerk second = office.place("r2", "shop/main#2");

        assertThat(first.isPlaced()).isTrue();
        assertThat(second.isPlaced()).isFalse();
        first.ends();
        office.settle();
        assertThat(first.isFinished()).isTrue();
        assertThat(second.node()).isEqualTo("one");
    }

    @Test
    void leaves_to_other_builds_the_executors_that_they_have_taken() {
        office.node(NodeFacts.of("a", 2).busyElsewhere(2)).node("b", 1).open();

        Clerk first = office.place("r1", "shop/main#1");
        Clerk second = office.place("r2", "shop/main#2");
        assertThat(first.node()).isEqualTo("b");
        assertThat(second.isPlaced()).isFalse();

        office.node(NodeFacts.of("a", 2).busyElsewhere(1));
        office.desk.lookAround();
        office.settle();

        assertThat(second.node()).isEqualTo("a");
        assertThat(office.place("r3", "shop/main#1").isPlaced()).isFalse();
    }

    @Test
    void says_what_is_missing_while_a_body_waits() {
        office.node(node("a", Map.of("jdk", "11", "os", "linux")).measuring(4, 1L << 33))
                .node(NodeFacts.of("b", 1).unavailable("is offline: maintenance"))
                .open();

        office.place("r1", "shop/main#1", Map.of("jdk", ">=17", "os", "linux"), LITTLE);
        office.place("r2", "shop/main#1", Map.of("node-name", "b"), LITTLE);

        assertThat(office.desk.reasons(new RunId("r1")))
                .containsExactly(
                        "no node has all it needs; a comes nearest, but it has jdk 11 instead of >=17; add such a"
                                + " node or ask for less");
        assertThat(office.desk.reasons(new RunId("r2"))).containsExactly("b is offline: maintenance");
        assertThat(office.desk.reasons(new RunId("unknown"))).isEmpty();
    }

    @Test
    void a_body_that_no_node_can_run_waits_for_one_that_can() {
        office.node("a", 1).open();
        Clerk clerk = office.place("r1", "shop/main#1", Map.of("jdk", ">=17"), LITTLE);
        assertThat(clerk.told(RunEvent.TaskSkipped.class)).isEmpty();

        office.node(node("b", Map.of("jdk", "21"))).beat();

        assertThat(clerk.node()).isEqualTo("b");
    }

    @Test
    void a_body_that_waits_for_an_offline_node_starts_when_it_is_back() {
        office.node(NodeFacts.of("a", 1).unavailable("is offline")).open().beat();
        Clerk clerk = office.place("r1", "shop/main#1");
        assertThat(clerk.isPlaced()).isFalse();

        office.node("a", 1).beat();

        assertThat(clerk.node()).isEqualTo("a");
    }

    @Test
    void a_short_absence_of_a_node_ends_nothing_and_its_removal_does() {
        office.node("a", 1).node("b", 1).open();
        Clerk clerk = office.place("r1", "shop/main#1");
        String first = clerk.node();

        office.node(NodeFacts.of(first, 1).unavailable("is offline")).beats(30);
        assertThat(clerk.told(RunEvent.AttemptFinished.class)).isEmpty();

        office.nodes.remove(first);
        office.beats(30);

        assertThat(clerk.told(RunEvent.AttemptFinished.class))
                .singleElement()
                .satisfies(end -> assertThat(end.outcome().kind()).isEqualTo(Outcome.Kind.LOST));
        assertThat(clerk.given).hasSize(2);
        assertThat(clerk.node()).isNotEqualTo(first);
    }

    @Test
    void a_node_that_was_removed_while_the_controller_was_down_is_forgotten_and_one_that_comes_back_is_not() {
        office.node("a", 1).node("b", 1).node("c", 1).open().beat();
        office.nodes.remove("b");
        office.nodes.remove("c");
        office.restart().beats(1);
        assertThat(office.journal())
                .contains(new FleetEvent.AgentStateChanged("b", AgentState.DRAINING, "it is no node any more"));

        office.node("c", 1).beats(30);
        Clerk clerk = office.place("r1", "shop/main#1", Map.of("node-name", "c"), LITTLE);

        assertThat(office.journal())
                .contains(new FleetEvent.AgentLeft("b"))
                .doesNotContain(new FleetEvent.AgentLeft("c"));
        assertThat(clerk.node()).isEqualTo("c");
    }

    @Test
    void a_cancelled_run_is_stopped_and_gives_back_what_it_held() {
        office.node("a", 1).open();
        Clerk first = office.place("r1", "shop/main#1");
        Clerk second = office.place("r2", "shop/main#2");

        office.desk.cancel("alice", new RunId("r1"), "aborted by alice");
        office.settle();
        assertThat(first.stops).hasSize(1);
        first.ends(new Outcome(Outcome.Kind.CANCELLED, -1, "aborted"));
        office.settle();

        assertThat(first.told(RunEvent.RunFinished.class))
                .extracting(RunEvent.RunFinished::result)
                .containsExactly(RunResult.CANCELLED);
        assertThat(second.node()).isEqualTo("a");
    }

    @Test
    void a_build_that_is_no_more_holds_nothing_any_more() {
        office.node("a", 1).open();
        office.place("r1", "shop/main#1");
        Guest guest = office.book("b1", "shop/main#1", "rig", Duration.ofHours(2));
        Clerk other = office.place("r2", "shop/main#2");
        office.restart(); // nobody comes back for it

        office.builds.remove("shop/main#1");
        office.beat();
        Clerk back = office.attach("r2", Set.of());

        assertThat(guest.told(FleetEvent.BookingGranted.class)).hasSize(1);
        assertThat(office.desk.bookings()).isEmpty();
        assertThat(other.isPlaced()).isFalse();
        assertThat(back.node()).isEqualTo("a");
    }

    @Test
    void forgets_finished_runs_when_their_build_has_ended() {
        office.node("a", 1).open();
        office.place("r1", "shop/main#1").ends();
        office.settle().beat();
        assertThat(office.attach("r1", Set.of()).attached.isKnown()).isTrue();

        office.builds.remove("shop/main#1");
        office.beat();

        assertThat(office.attach("r1", Set.of()).attached.isKnown()).isFalse();
        assertThat(office.desk.runs()).isEmpty();
    }

    @Test
    void limits_a_throttle_class_across_builds_by_weight() {
        office.open();
        office.limit(3);

        Clerk two = office.throttle("r1", "shop/main#1", "db", 2);
        Clerk twoMore = office.throttle("r2", "shop/main#2", "db", 2);

        assertThat(two.isPlaced()).isTrue();
        assertThat(twoMore.isPlaced()).isFalse();
        assertThat(office.desk.reasons(new RunId("r2")))
                .containsExactly("throttle class db, of which it needs 2 and 1 are free; held by shop/main#1");
        two.ends();
        office.settle();
        assertThat(twoMore.isPlaced()).isTrue();
    }

    @Test
    void a_limit_that_nobody_wants_any_more_is_lifted_also_after_a_restart() {
        office.open();
        office.limit(1);
        office.throttle("r1", "shop/main#1", "db", 1);
        Clerk waiting = office.throttle("r2", "shop/main#2", "db", 1);
        office.restart();
        waiting = office.attach("r2", Set.of());

        office.desk.limitThrottles("admin", List.of());
        office.settle();

        assertThat(waiting.isPlaced()).isTrue();
    }

    @Test
    void a_bench_is_granted_to_one_build_at_a_time_and_ends_at_its_deadline() {
        office.open();

        Guest first = office.book("b1", "shop/main#1", "rig", Duration.ofMinutes(30));
        Guest second = office.book("b2", "shop/main#2", "rig", Duration.ofMinutes(30));
        assertThat(first.told(FleetEvent.BookingGranted.class))
                .extracting(FleetEvent.BookingGranted::until)
                .containsExactly(office.now.plus(Duration.ofMinutes(30)));
        assertThat(second.told(FleetEvent.BookingGranted.class)).isEmpty();

        office.after(Duration.ofMinutes(30));

        assertThat(first.told(FleetEvent.BookingEnded.class))
                .extracting(FleetEvent.BookingEnded::why)
                .containsExactly(BookingEnd.EXPIRED);
        assertThat(second.told(FleetEvent.BookingGranted.class)).hasSize(1);
    }

    @Test
    void a_bench_is_extended_and_released_by_name() {
        office.open();
        Guest guest = office.book("b1", "shop/main#1", "rig", Duration.ofMinutes(30));

        office.desk.extend("alice", "b1", office.now.plus(Duration.ofHours(1)));
        office.settle().after(Duration.ofMinutes(31));
        assertThat(office.desk.bookings()).hasSize(1);
        assertThat(guest.told(FleetEvent.BookingExtended.class)).hasSize(1);

        office.desk.release("alice", "b1");
        office.settle();

        assertThat(guest.told(FleetEvent.BookingEnded.class))
                .extracting(FleetEvent.BookingEnded::why)
                .containsExactly(BookingEnd.RELEASED);
        assertThat(office.desk.bookings()).isEmpty();
    }

    @Test
    void a_booking_is_taken_up_after_a_restart_with_its_end_unchanged() {
        office.open();
        office.book("b1", "shop/main#1", "rig", Duration.ofMinutes(30));
        var until = office.now.plus(Duration.ofMinutes(30));

        office.restart();
        Guest guest = new Guest();

        assertThat(office.desk.attachBooking("b1", guest).orElseThrow().until()).contains(until);
        office.after(Duration.ofMinutes(31));
        assertThat(guest.told(FleetEvent.BookingEnded.class)).hasSize(1);
        assertThat(office.desk.attachBooking("b1", guest)).isEmpty();
    }

    @Test
    void a_bench_of_an_offline_node_is_not_granted_until_the_node_is_back() {
        NodeFacts node = NodeFacts.of("a", 1).withBenches(List.of("rig"));
        office.node(node.unavailable("is offline")).open().beat();

        Guest guest = office.book("b1", "shop/main#1", "rig", Duration.ofMinutes(30));
        assertThat(guest.told(FleetEvent.BookingGranted.class)).isEmpty();
        office.node(node).beat();

        assertThat(guest.told(FleetEvent.BookingGranted.class)).hasSize(1);
    }

    @Test
    void the_builds_own_runs_may_use_the_node_it_has_reserved() {
        office.node("a", 1).open().beat();
        Booking booking = new Booking(
                "b1",
                "shop/main#1",
                io.slipway.core.pipeline.Selector.any(),
                Optional.of("a"),
                Optional.empty(),
                Duration.ofHours(1),
                office.now.plus(Duration.ofDays(1)));
        office.book(booking);

        Clerk stranger = office.place("r1", "shop/main#2");
        Clerk own = office.place("r2", "shop/main#1");

        assertThat(stranger.isPlaced()).isFalse();
        assertThat(own.node()).isEqualTo("a");
    }

    @Test
    void goes_on_after_a_kill_with_what_runs_and_what_waits() {
        office.node("a", 1).open();
        Clerk before = office.place("r1", "shop/main#1");
        office.place("r2", "shop/main#2");

        office.restart();
        Clerk running = office.attach("r1", before.given.keySet());
        Clerk waiting = office.attach("r2", Set.of());

        assertThat(running.attached.isKnown()).isTrue();
        assertThat(running.given).isEmpty();
        assertThat(waiting.isPlaced()).isFalse();
        running.answers.accept(Doing.report(before.last(), Outcome.succeeded()));
        office.settle();
        assertThat(running.isFinished()).isTrue();
        assertThat(waiting.node()).isEqualTo("a");
    }

    @Test
    void what_was_running_and_is_gone_after_a_kill_is_tried_again() {
        office.node("a", 1).open();
        office.place("r1", "shop/main#1");

        office.restart();
        Clerk back = office.attach("r1", Set.of());
        office.beats(1);

        assertThat(back.told(RunEvent.AttemptFinished.class))
                .singleElement()
                .satisfies(end -> assertThat(end.outcome().kind()).isEqualTo(Outcome.Kind.LOST));
        assertThat(back.last().attempt()).isEqualTo(2);
    }

    @Test
    void what_is_decided_while_nobody_is_back_waits_for_who_comes_back() {
        office.node("a", 1).open();
        Clerk first = office.place("r1", "shop/main#1");
        office.place("r2", "shop/main#2");
        office.restart();
        Clerk back = office.attach("r1", first.given.keySet());
        back.answers.accept(Doing.report(first.last(), Outcome.succeeded()));
        office.settle().beats(30);

        Clerk late = office.attach("r2", Set.of());

        assertThat(late.node()).isEqualTo("a");
        assertThat(late.last().attempt()).isEqualTo(1);
    }

    @Test
    void an_unknown_run_is_said_to_be_unknown_and_the_same_run_is_not_begun_twice() {
        office.node("a", 2).open();

        assertThat(office.attach("r9", Set.of()).attached.isKnown()).isFalse();
        office.place("r1", "shop/main#1");
        Clerk again = office.place("r1", "shop/main#1");
        office.beats(1);

        assertThat(office.desk.runs()).hasSize(1);
        assertThat(again.last().attempt()).isEqualTo(2); // whoever had the first one is not there any more
    }

    @Test
    void tells_at_once_or_when_it_is_there_what_a_task_has_made() {
        office.node("a", 1).open();
        Task task = Task.builder("contracts:package").run("true").build();
        TaskAddress address = task.address();
        Digest outputs = Digest.of(new byte[] {1});
        List<String> told = new ArrayList<>();
        ControlPlane.Waiting closed =
                office.desk.awaitArtifact(address, Optional.of("abc"), artifact -> told.add("closed"));
        closed.close();
        office.desk.awaitArtifact(address, Optional.of("abc"), artifact -> told.add("abc"));
        office.desk.awaitArtifact(address, Optional.of("other"), artifact -> told.add("other"));
        office.desk.awaitArtifact(address, Optional.empty(), artifact -> told.add("any"));

        Clerk clerk = office.submit(new Order(
                new RunId("r1"),
                "shop/main#1",
                Pipeline.of(List.of(task)),
                outputs,
                List.of(address),
                RunOptions.DEFAULT,
                Optional.of("abc")));
        clerk.answers.accept(new Input.Miss(
                clerk.run,
                address,
                Optional.empty(),
                io.slipway.core.cache.Invalidation.because(
                        io.slipway.core.cache.Invalidation.Cause.Kind.NOT_REUSABLE, "")));
        office.settle();
        clerk.answers.accept(new Input.Report(
                clerk.run,
                address,
                1,
                Outcome.succeeded(),
                io.slipway.core.run.Usage.NONE,
                Optional.of(outputs),
                true));
        office.settle();

        assertThat(told).containsExactly("abc", "any");
        office.builds.remove("shop/main#1");
        office.beat().restart();
        office.desk.awaitArtifact(address, Optional.of("abc"), artifact -> told.add(artifact.owner()));
        assertThat(told).last().isEqualTo("shop/main#1");
    }

    @Test
    void the_journal_is_written_anew_without_what_is_over_and_nothing_else_changes() throws IOException {
        office.node("a", 1).open();
        office.limit(3);
        Guest guest = office.book("b1", "shop/main#2", "rig", Duration.ofMinutes(30));
        for (int i = 0; i < 50; i++) {
            office.build("shop/old#" + i);
            office.place("old" + i, "shop/old#" + i).ends();
            office.settle();
            office.builds.remove("shop/old#" + i);
        }
        Clerk kept = office.place("r1", "shop/main#1");
        Clerk waits = office.place("r2", "shop/main#2");
        office.beat();
        long before = Files.size(office.directory.resolve("journal"));

        office.desk.beginAnew();
        Clerk meanwhile = new Clerk(new RunId("r3"));
        office.desk.submit(Claims.throttle(meanwhile.run, "shop/main#1", "db", 3, 0), meanwhile, meanwhile);
        office.settle();

        assertThat(Files.size(office.directory.resolve("journal"))).isLessThan(before / 5);
        assertThat(meanwhile.isPlaced()).isTrue();
        assertThat(office.desk.bookings()).hasSize(1);
        kept.ends();
        office.settle();
        assertThat(kept.isFinished()).isTrue();
        assertThat(waits.node()).isEqualTo("a");
        assertThat(office.throttle("r4", "shop/main#2", "db", 1).isPlaced()).isFalse();
        office.after(Duration.ofMinutes(31));
        assertThat(guest.told(FleetEvent.BookingEnded.class)).hasSize(1);
        office.restart();
        assertThat(office.attach("r2", waits.given.keySet()).attached.isKnown()).isTrue();
        try (Stream<Path> files = Files.list(office.directory.resolve("pipelines"))) {
            assertThat(files).hasSizeLessThan(6);
        }
    }

    @Test
    void a_journal_that_does_not_hold_together_is_set_aside_with_a_warning() throws IOException {
        office.node("a", 1).open();
        office.place("r1", "shop/main#1");
        office.desk.abandon();
        Path journal = office.directory.resolve("journal");
        Files.writeString(journal, Files.readString(journal).replaceFirst("sequence\":1", "sequence\":7"));

        office.open();

        assertThat(office.warnings)
                .singleElement()
                .asString()
                .contains("set aside")
                .contains("journal.damaged-");
        assertThat(office.place("r2", "shop/main#1").node()).isEqualTo("a");
    }

    @Test
    void a_run_whose_pipeline_is_gone_is_lost_and_no_other() throws IOException {
        office.node("a", 2).open();
        office.place("r1", "shop/main#1", Map.of("node-name", "a"), LITTLE);
        office.place("r2", "other/main#2", Map.of(), LITTLE);
        office.desk.abandon();
        try (Stream<Path> files = Files.list(office.directory.resolve("pipelines"))) {
            Files.delete(files.sorted().findFirst().orElseThrow());
        }

        office.open();

        assertThat(office.warnings).singleElement().asString().contains("has lost run");
        assertThat(office.desk.runs()).hasSize(1);
    }
}
