package io.slipway.core.estimate;

import static io.slipway.core.estimate.Past.BUILD;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Resources;
import io.slipway.core.run.Outcome;
import org.junit.jupiter.api.Test;

class ResourceModelTest {
    private static final long GIB = 1L << 30;
    private static final long MIB = 1L << 20;

    private static ResourceModel after(Past past) {
        ResourceModel model = new ResourceModel();
        past.forEach(model::observe);
        return model;
    }

    /** Twenty runs of 500 MiB and two CPUs, but for one of 900 MiB and four. */
    private static ResourceModel steady() {
        Past past = new Past();
        for (int i = 0; i < 19; i++) past.passedUsing(10, 20, 500);
        return after(past.passedUsing(10, 40, 900));
    }

    @Test
    void knows_nothing_of_a_task_that_told_nothing() {
        ResourceModel model = after(new Past().passed(10).ended(Outcome.Kind.FAILED, 3));

        assertThat(model.estimate(BUILD)).isEmpty();
        assertThat(model.advice(BUILD, new Resources(1000, GIB))).isEmpty();
    }

    @Test
    void tells_what_half_and_nineteen_in_twenty_needed() {
        assertThat(steady().estimate(BUILD)).contains(new ResourceEstimate(20, 500 * MIB, 500 * MIB, 2000, 2000));
    }

    @Test
    void only_the_last_runs_count() {
        Past past = new Past();
        for (int i = 0; i < 32; i++) past.passedUsing(10, 10, 4000);
        for (int i = 0; i < 32; i++) past.passedUsing(10, 10, 100);

        assertThat(after(past).estimate(BUILD))
                .hasValueSatisfying(used -> assertThat(used.highMemoryBytes()).isEqualTo(100 * MIB));
    }

    @Test
    void a_task_that_asks_for_far_too_much_is_told_so() {
        ResourceAdvice advice =
                steady().advice(BUILD, new Resources(8000, 4 * GIB)).orElseThrow();

        assertThat(advice.ask()).isEqualTo(new Resources(2000, 625 * MIB));
        assertThat(advice.why()).contains("4096 MiB", "500", "8000", "2000").endsWith("ask for what it needs");
    }

    @Test
    void a_task_that_asks_for_too_little_is_told_so() {
        ResourceAdvice advice =
                steady().advice(BUILD, new Resources(500, 300 * MIB)).orElseThrow();

        assertThat(advice.ask()).isEqualTo(new Resources(2000, 625 * MIB));
    }

    @Test
    void a_task_that_asks_about_right_is_left_alone() {
        assertThat(steady().advice(BUILD, new Resources(2000, 700 * MIB))).isEmpty();
        assertThat(steady().advice(BUILD, new Resources(2000, 0))).isEmpty();
    }

    @Test
    void a_few_runs_are_not_enough_for_advice() {
        ResourceModel model = after(new Past().passedUsing(10, 10, 100).passedUsing(10, 10, 100));

        assertThat(model.advice(BUILD, new Resources(8000, 8 * GIB))).isEmpty();
    }

    @Test
    void says_how_much_memory_would_have_done_with_room_to_spare() {
        assertThat(steady().memoryBytes(BUILD)).hasValue(625 * MIB);
        assertThat(new ResourceModel().memoryBytes(BUILD)).isEmpty();
    }
}
