package io.slipway.core.estimate;

import static io.slipway.core.estimate.Past.BUILD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.slipway.core.run.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TaskModelsTest {
    private static final Subject TEST = new Subject("shop:test", "test");

    private static TaskModels learnt() {
        TaskModels models = new TaskModels();
        Past past = new Past();
        for (int i = 0; i < 40; i++) past.key(i / 2).passedUsing(10 + i % 3, 20, 500);
        for (int i = 0; i < 4; i++) past.key(18 + i % 2).ended(Outcome.Kind.FAILED, 3);
        past.forEach(models::observe);
        for (int i = 0; i < 9; i++) models.reuse().observe(BUILD, i % 3 == 0);
        return models;
    }

    @Test
    void what_was_saved_is_known_again() {
        TaskModels kept = learnt();

        TaskModels loaded = TaskModels.load(kept.save()).orElseThrow();

        assertThat(loaded.resources().estimate(BUILD))
                .isEqualTo(kept.resources().estimate(BUILD));
        assertThat(loaded.reuse().probability(BUILD)).isEqualTo(kept.reuse().probability(BUILD));
        assertThat(loaded.durations().failure(BUILD)).isEqualTo(kept.durations().failure(BUILD));
        assertThat(loaded.flaky().of(BUILD)).isEqualTo(kept.flaky().of(BUILD));
        assertThat(loaded.save()).isEqualTo(kept.save());
    }

    @Test
    void what_goes_on_after_it_was_loaded_goes_on_as_if_nothing_had_happened() {
        TaskModels kept = learnt();
        TaskModels loaded = TaskModels.load(kept.save()).orElseThrow();
        Past after = new Past();
        for (int i = 0; i < 40; i++) after.key(100 + i % 20).as("later " + i).passedUsing(20, 30, 900);

        after.forEach(kept::observe);
        after.forEach(loaded::observe);

        assertThat(loaded.save()).isEqualTo(kept.save());
    }

    @Test
    void a_task_of_another_name_has_all_of_the_past_of_the_one_it_was() {
        TaskModels models = learnt();
        Subject heir = new Subject("shop:assemble", "assemble");

        Past.of(TEST).passed(90, 91).forEach(models::observe);

        models.inherit(heir, BUILD);
        models.inherit(TEST, BUILD);

        assertThat(models.durations().failure(heir))
                .isEqualTo(models.durations().failure(BUILD));
        assertThat(point(models, heir)).isEqualTo(point(models, BUILD));
        assertThat(models.flaky().of(heir)).isEqualTo(models.flaky().of(BUILD));
        assertThat(models.resources().estimate(heir))
                .isEqualTo(models.resources().estimate(BUILD));
        assertThat(models.reuse().probability(heir)).isEqualTo(models.reuse().probability(BUILD));
        assertThat(point(models, TEST))
                .as("one that has a past of its own keeps it")
                .isGreaterThan(point(models, BUILD));
    }

    private static Duration point(TaskModels models, Subject task) {
        return models.durations()
                .estimate(task, Covariates.NONE, Instant.EPOCH)
                .orElseThrow()
                .point();
    }

    @Test
    void a_state_that_is_damaged_cut_short_or_of_another_version_is_learnt_anew() {
        byte[] saved = learnt().save();
        for (int at : new int[] {0, 5, 40, saved.length - 20}) {
            byte[] damaged = saved.clone();
            damaged[at] ^= 4;
            assertThat(TaskModels.load(damaged)).as("byte " + at).isEmpty();
        }
        for (int length : new int[] {0, 3, 12, 30, saved.length - 1})
            assertThat(TaskModels.load(Arrays.copyOf(saved, length)))
                    .as(length + " bytes")
                    .isEmpty();
    }

    @Test
    void what_tasks_use_can_be_read_without_the_rest() throws IOException {
        byte[] saved = learnt().save();

        ResourceModel alone =
                TaskModels.loadResources(new ByteArrayInputStream(saved)).orElseThrow();

        assertThat(alone.estimate(BUILD))
                .isEqualTo(learnt().resources().estimate(BUILD))
                .isPresent();
        saved[40] ^= 4;
        assertThat(TaskModels.loadResources(new ByteArrayInputStream(saved))).isEmpty();
    }

    @Test
    void how_often_a_result_is_there_is_a_mean_of_the_last_look_ups() {
        ReuseModel reuse = new ReuseModel();
        assertThat(reuse.probability(TEST)).isZero();

        reuse.observe(TEST, true);
        double afterOne = reuse.probability(TEST);
        for (int i = 0; i < 400; i++) reuse.observe(TEST, i % 4 == 0);
        double afterMany = reuse.probability(TEST);
        for (int i = 0; i < 100; i++) reuse.observe(TEST, false);

        assertThat(afterOne).isCloseTo(0.75, within(0.01));
        assertThat(afterMany).isCloseTo(0.25, within(0.07));
        assertThat(reuse.probability(TEST)).isLessThan(0.03);
    }
}
