package io.slipway.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.WaitReason;
import io.slipway.core.schedule.RandomWorld.Trouble;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must never happen and what must always happen, over worlds made from seeds. */
class SchedulerPropertiesTest {
    private static final int WORLDS = Integer.getInteger("slipway.worlds", 150);

    /** The first ones, and some in which something rare happens. */
    static LongStream seeds() {
        return LongStream.concat(
                LongStream.range(0, WORLDS), LongStream.of(229, 320, 421, 423, 607, 809, 865, 875, 912, 1219, 1407));
    }

    @Test
    void the_worlds_are_rich_enough_to_try_every_rule() {
        Set<Object> seen = new HashSet<>();
        int crashes = 0;
        for (long seed = 0; seed < WORLDS; seed++) {
            RandomWorld world = new RandomWorld(seed, Trouble.CRASHES).run();
            crashes += world.crashes();
            for (Event event : world.events()) {
                seen.add(event.getClass());
                if (event instanceof RunEvent.TaskHeld held) held.reasons().forEach(reason -> seen.add(reason.kind()));
                if (event instanceof RunEvent.TaskSkipped skipped)
                    seen.add(skipped.reason().kind());
                if (event instanceof RunEvent.AttemptFinished finished)
                    seen.add(finished.outcome().kind());
                if (event instanceof RunEvent.AttemptStarted started) seen.add("attempt " + started.attempt());
                if (event instanceof RunEvent.RunFinished finished) seen.add(finished.result());
            }
        }

        assertThat(seen)
                .contains((Object[]) RunEvent.class.getPermittedSubclasses())
                .contains((Object[]) FleetEvent.class.getPermittedSubclasses())
                .contains((Object[]) WaitReason.Kind.values())
                .contains((Object[]) SkipReason.Kind.values())
                .contains(RunResult.SUCCEEDED, RunResult.FAILED, RunResult.CANCELLED)
                .contains(Outcome.Kind.SUCCEEDED, Outcome.Kind.FAILED, Outcome.Kind.LOST, Outcome.Kind.CANCELLED)
                .contains(Outcome.Kind.MEMORY_EXCEEDED)
                .contains("attempt 1", "attempt 2", "attempt 3");
        assertThat(crashes).isGreaterThan(WORLDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keeps_every_rule_and_brings_every_run_to_one_end(long seed) {
        RandomWorld world = new RandomWorld(seed, Trouble.NONE).run();

        world.expectAllFinished();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void loses_nothing_when_it_is_killed_in_the_middle(long seed) {
        RandomWorld world = new RandomWorld(seed, Trouble.CRASHES).run();

        world.expectAllFinished();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void decides_the_same_from_the_same_inputs(long seed) {
        RandomWorld world = new RandomWorld(seed, Trouble.NONE).run();
        RandomWorld again = new RandomWorld(seed, Trouble.NONE).run();

        assertThat(again.events()).isEqualTo(world.events());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void decides_the_same_from_a_state_that_was_folded_from_events(long seed) {
        RandomWorld remembers = new RandomWorld(seed, Trouble.NONE).run();
        RandomWorld forgets = new RandomWorld(seed, Trouble.FORGETS).run();

        assertThat(forgets.events()).isEqualTo(remembers.events());
        assertThat(StateText.of(remembers.folded())).isEqualTo(StateText.of(remembers.state()));
    }
}
