package io.slipway.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void a_grid_and_a_list_of_steps_give_the_same_schedules(long seed) {
        Backlog backlog = RandomBacklog.onOneAgent(seed, 70).backlog();
        assertThat(GridDecoder.suits(backlog)).isTrue();
        GridDecoder grid = new GridDecoder(backlog);
        StepDecoder steps = new StepDecoder(backlog);
        Chance chance = new Chance(seed);
        PriorityRules rules = new PriorityRules(backlog);
        long[] key = new long[backlog.size];
        int[] list = new int[backlog.size];

        for (int round = 0; round < 20; round++) {
            boolean backward = round % 2 == 1;
            for (int i = 0; i < key.length; i++) key[i] = chance.below(1000);
            rules.order(key, list);
            assertThat(grid.parallel(list, backward)).isEqualTo(steps.parallel(list, backward));
            assertThat(starts(grid, backlog)).isEqualTo(starts(steps, backlog));

            rules.topologicalOrder(key, list, backward);
            assertThat(grid.serial(list, backward)).isEqualTo(steps.serial(list, backward));
            assertThat(starts(grid, backlog)).isEqualTo(starts(steps, backlog));
            assertThat(byFinish(grid, backlog, backward)).isEqualTo(byFinish(steps, backlog, backward));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void justifying_never_makes_a_schedule_longer(long seed) {
        Backlog backlog = RandomBacklog.onOneAgent(seed, 70).backlog();
        Decoder decoder = Decoder.of(backlog);
        Chance chance = new Chance(seed);
        long[] key = new long[backlog.size];
        int[] list = new int[backlog.size];
        for (int i = 0; i < key.length; i++) key[i] = chance.below(1000);
        new PriorityRules(backlog).topologicalOrder(key, list, false);

        long makespan = decoder.serial(list, false);
        for (int round = 0; round < 6; round++) {
            boolean backward = round % 2 == 0;
            decoder.listByFinish(list, !backward);
            long justified = decoder.serial(list, backward);
            assertThat(justified).isLessThanOrEqualTo(makespan);
            makespan = justified;
        }
    }

    private static long[] starts(Decoder decoder, Backlog backlog) {
        long[] starts = new long[backlog.size];
        Arrays.setAll(starts, decoder::start);
        return starts;
    }

    private static int[] byFinish(Decoder decoder, Backlog backlog, boolean backward) {
        int[] list = new int[backlog.size];
        decoder.listByFinish(list, backward);
        return list;
    }
}
