package io.slipway.core.estimate;

import static io.slipway.core.estimate.Past.BUILD;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.estimate.Covariates.CacheState;
import io.slipway.core.estimate.Estimate.Basis;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationModelTest {
    private static final Subject OTHER_BUILD = new Subject("cart:build", "build");
    private static final Subject DEPLOY = new Subject("cart:deploy", "deploy");

    private static Estimate estimate(Past past) {
        return estimate(past, Covariates.NONE);
    }

    private static Estimate estimate(Past past, Covariates known) {
        return DurationModel.from(past).estimate(BUILD, known, past.next()).orElseThrow();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Offset<Double> percent(double share, double of) {
        return Offset.offset(share / 100 * of);
    }

    private static Covariates onBranch(String name) {
        return Covariates.builder().branch(name).build();
    }

    private static Covariates ofJobs(int jobs) {
        return Covariates.builder().jobs(jobs).build();
    }

    @Test
    void knows_nothing_before_the_first_run() {
        assertThat(new DurationModel().estimate(BUILD, Covariates.NONE, Instant.EPOCH))
                .isEmpty();
        assertThat(new DurationModel().expected(new TaskAddress("shop", "build")))
                .isEmpty();
        assertThat(DurationModel.from(RunHistory.EMPTY).estimate(BUILD, Covariates.NONE, Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void expects_after_one_run_what_that_took() {
        Estimate estimate = estimate(new Past().passed(60));

        assertThat(seconds(estimate.point())).isCloseTo(60, percent(3, 60));
        assertThat(estimate.basis()).isEqualTo(Basis.TASK);
        assertThat(estimate.runs()).isEqualTo(1);
    }

    @Test
    void an_outlier_does_not_move_it() {
        Estimate estimate = estimate(new Past().passed(60, 61, 59, 60, 62, 60, 6000, 61, 60));

        assertThat(seconds(estimate.point())).isCloseTo(60, percent(5, 60));
    }

    @Test
    void follows_a_step() {
        Past past = new Past();
        for (int i = 0; i < 30; i++) past.passed(60);
        for (int i = 0; i < 6; i++) past.passed(90);

        assertThat(seconds(estimate(past).point())).isCloseTo(90, percent(5, 90));
    }

    @Test
    void a_branch_with_times_of_its_own_is_told_apart() {
        Past past = new Past();
        for (int i = 0; i < 20; i++) {
            past.when(onBranch("main")).passed(300);
            past.when(onBranch("docs")).passed(40);
        }

        assertThat(seconds(estimate(past, onBranch("docs")).point())).isCloseTo(40, percent(5, 40));
        assertThat(seconds(estimate(past, onBranch("main")).point())).isCloseTo(300, percent(5, 300));
    }

    @Test
    void a_number_of_jobs_that_was_never_seen_takes_its_share() {
        Past past = new Past();
        for (int i = 0; i < 20; i++)
            past.when(ofJobs(2)).passed(200).when(ofJobs(4)).passed(400);

        double expected = seconds(estimate(past, ofJobs(8)).point());

        assertThat(expected).isBetween(380.0, 850.0);
    }

    @Test
    void a_task_with_two_ways_to_go_is_expected_to_go_one_of_them() {
        Past past = new Past();
        for (int i = 0; i < 20; i++) past.passed(120, 125, 540, 118, 122);

        assertThat(seconds(estimate(past).point())).isCloseTo(120, percent(15, 120));
    }

    @Test
    void a_fast_agent_takes_less_than_the_slow_one_it_was_learnt_on() {
        Past past = new Past().when(Covariates.builder().agent("old", 0.5).build());
        past.passed(100, 100, 100, 100, 100);

        Estimate fast = estimate(past, Covariates.builder().agent("new", 2).build());

        assertThat(seconds(fast.point())).isCloseTo(25, percent(10, 25));
    }

    @Test
    void a_warm_cache_is_told_from_a_cold_one() {
        Covariates warm = Covariates.builder().cache(CacheState.WARM).build();
        Covariates cold = Covariates.builder().cache(CacheState.COLD).build();
        Past past = new Past();
        for (int i = 0; i < 20; i++) past.when(cold).passed(500).when(warm).passed(100, 100);

        assertThat(seconds(estimate(past, warm).point())).isCloseTo(100, percent(10, 100));
        assertThat(estimate(past, cold).point())
                .isGreaterThan(estimate(past, warm).point());
    }

    @Test
    void what_changed_the_last_time_tells_more_than_what_did_not() {
        Covariates docs = Covariates.builder().changedInputs("docs", 0).build();
        Covariates code = Covariates.builder().changedInputs("src", 0).build();
        Past past = new Past();
        for (int i = 0; i < 30; i++) past.when(docs).passed(10).when(code).passed(80);

        assertThat(seconds(estimate(past, docs).point())).isLessThan(30);
        assertThat(seconds(estimate(past, code).point())).isGreaterThan(50);
    }

    @Test
    void after_a_run_that_was_far_off_the_next_may_be_about_as_far_off_and_not_a_thousand_times() {
        Past past = new Past();
        for (int i = 0; i < 10; i++) past.passed(1 + 0.01 * (i % 2));
        past.passed(6);

        Estimate estimate = estimate(past);

        assertThat(seconds(estimate.quantile(1))).isBetween(5.0, 40.0);
        assertThat(seconds(estimate.quantile(0))).isGreaterThan(0.03);
    }

    private static Covariates ofChange(int files) {
        return Covariates.builder().changedInputs("FILE_CHANGED", files).build();
    }

    @Test
    void a_task_that_takes_ten_times_as_long_when_much_has_changed_is_foreseen() {
        Past past = new Past();
        for (int i = 0; i < 8; i++)
            past.when(ofChange(1 + i % 3))
                    .passed(10, 10.4, 9.8, 10.1)
                    .when(ofChange(400 + 20 * i))
                    .passed(100 + i % 2);

        Estimate small = estimate(past, ofChange(2));
        Estimate large = estimate(past, ofChange(500));

        assertThat(seconds(small.point())).isCloseTo(10, percent(10, 10));
        assertThat(seconds(large.point())).isCloseTo(100, percent(15, 100));
        assertThat(large.low()).isGreaterThan(small.high());
    }

    @Test
    void a_task_that_takes_longer_with_each_changed_file_is_foreseen_in_between() {
        Past past = new Past();
        int[] files = {1, 40, 3, 90, 10, 2, 60, 5, 20, 120, 1, 8};
        for (int i = 0; i < 48; i++) {
            int changed = files[i % files.length];
            past.when(ofChange(changed)).passed(5 + changed);
        }

        assertThat(seconds(estimate(past, ofChange(30)).point())).isCloseTo(35, percent(30, 35));
    }

    @Test
    void how_much_changed_tells_nothing_of_a_task_that_always_takes_as_long() {
        Past past = new Past();
        for (int i = 0; i < 40; i++) past.when(ofChange(1 + 37 * i % 500)).passed(60 + i % 3);

        assertThat(seconds(estimate(past, ofChange(450)).point())).isCloseTo(61, percent(5, 61));
        assertThat(seconds(estimate(past, ofChange(1)).point())).isCloseTo(61, percent(5, 61));
    }

    @Test
    void a_task_of_which_it_is_not_known_how_much_changed_is_estimated_as_if_nobody_had_ever_said() {
        Past said = new Past();
        Past unsaid = new Past();
        for (int i = 0; i < 30; i++) {
            double seconds = i % 5 == 4 ? 100 : 10 + i % 3;
            said.when(Covariates.builder()
                            .changedInputs("", i % 5 == 4 ? 400 : 2)
                            .build())
                    .passed(seconds);
            unsaid.passed(seconds);
        }

        double ofThoseThatSaid = seconds(estimate(said).point());

        assertThat(ofThoseThatSaid).isCloseTo(seconds(estimate(unsaid).point()), percent(15, ofThoseThatSaid));
    }

    @Test
    void a_task_never_seen_is_taken_for_one_of_its_kind() {
        Past past = Past.of(OTHER_BUILD).passed(30, 31, 29, 30).then(DEPLOY).passed(600, 600, 600, 600, 600);

        Estimate estimate = estimate(past);

        assertThat(estimate.basis()).isEqualTo(Basis.KIND);
        assertThat(seconds(estimate.point())).isCloseTo(30, percent(10, 30));
        assertThat(estimate.low()).isLessThan(estimate.point());
        assertThat(estimate.high()).isGreaterThan(estimate.point());
    }

    @Test
    void a_young_task_is_drawn_towards_a_kind_of_which_all_take_alike() {
        Past past = new Past();
        for (int i = 0; i < 40; i++)
            past.then(new Subject("service-" + i + ":build", "build")).passed(100 + i % 5);
        past.then(BUILD).passed(150);

        assertThat(seconds(estimate(past).point())).isBetween(100.0, 120.0);
    }

    @Test
    void a_young_task_of_a_kind_of_all_sorts_stands_for_itself() {
        Past past = new Past();
        for (int i = 0; i < 40; i++)
            past.then(new Subject("service-" + i + ":build", "build")).passed(10 + 20 * i);
        past.then(BUILD).passed(150);

        assertThat(seconds(estimate(past).point())).isCloseTo(150, percent(10, 150));
    }

    @Test
    void a_task_of_a_kind_never_seen_is_taken_for_any() {
        Estimate estimate = estimate(Past.of(DEPLOY).passed(600, 500, 700));

        assertThat(estimate.basis()).isEqualTo(Basis.ALL);
        assertThat(seconds(estimate.point())).isCloseTo(600, percent(10, 600));
    }

    @Test
    void the_planner_is_told_only_of_tasks_that_were_seen() {
        DurationModel model = DurationModel.from(new Past().passed(60));

        assertThat(model.expected(new TaskAddress("shop", "build"))).isPresent();
        assertThat(model.expected(new TaskAddress("cart", "build"))).isEmpty();
    }

    @Test
    void a_task_with_a_new_name_keeps_its_past() {
        Past past = Past.of(OTHER_BUILD).under('a').passed(30, 30, 30, 30, 30, 30);
        past.then(BUILD).passed(33);

        Estimate estimate = estimate(past);

        assertThat(estimate.runs()).isEqualTo(7);
        assertThat(seconds(estimate.point())).isCloseTo(30, percent(10, 30));
    }

    @Test
    void another_key_is_another_task() {
        Past past =
                Past.of(OTHER_BUILD).under('a').passed(30, 30, 30).under('b').passed(30);
        past.then(BUILD).under('a').passed(90);

        assertThat(estimate(past).runs()).isEqualTo(1);
    }

    @Test
    void failing_runs_do_not_make_it_shorter() {
        Past past = new Past().passed(60, 60, 60, 60);
        for (int i = 0; i < 20; i++) past.ended(Outcome.Kind.FAILED, 2);

        assertThat(seconds(estimate(past).point())).isCloseTo(60, percent(5, 60));
    }

    @Test
    void says_how_likely_and_how_soon_it_fails() {
        Past past = new Past();
        for (int i = 0; i < 30; i++) past.passed(60, 60, 60).ended(Outcome.Kind.FAILED, 5);

        FailureEstimate failure = DurationModel.from(past).failure(BUILD);

        assertThat(failure.probability()).isBetween(0.2, 0.35);
        assertThat(failure.low()).isLessThan(0.25);
        assertThat(failure.high()).isGreaterThan(0.25);
        assertThat(failure.timeToFailure())
                .hasValueSatisfying(time -> assertThat(seconds(time)).isCloseTo(5, percent(1, 5)));
    }

    @Test
    void of_a_task_never_seen_any_chance_to_fail_is_possible() {
        FailureEstimate failure = new DurationModel().failure(BUILD);

        assertThat(failure.low()).isLessThan(0.05);
        assertThat(failure.high()).isGreaterThan(0.95);
        assertThat(failure.timeToFailure()).isEmpty();
    }

    @Test
    void a_run_that_is_longer_already_makes_it_longer() {
        Past past = new Past().passed(60, 60, 60);
        for (int i = 0; i < 5; i++) past.stillRuns(150);

        assertThat(seconds(estimate(past).point())).isGreaterThan(100);
    }

    @Test
    void a_run_that_was_cancelled_early_tells_nothing() {
        Past past = new Past().passed(60, 60, 60);
        for (int i = 0; i < 20; i++) past.ended(Outcome.Kind.CANCELLED, 5);

        assertThat(seconds(estimate(past).point())).isCloseTo(60, percent(5, 60));
    }

    @Test
    void how_it_ended_replaces_how_long_it_ran_so_far() {
        Past past = new Past().passed(60, 60);
        past.as("long").stillRuns(100).as("long").stillRuns(200).as("long").stillRuns(150);
        past.as("long").passed(240);

        DurationModel model = DurationModel.from(past);

        assertThat(model.estimate(BUILD, Covariates.NONE, past.next())
                        .orElseThrow()
                        .runs())
                .isEqualTo(3);
        assertThat(seconds(model.estimate(BUILD, Covariates.NONE, past.next())
                        .orElseThrow()
                        .quantile(1)))
                .isGreaterThan(70);
    }

    @Test
    void the_same_report_twice_is_one() {
        Past once = new Past().passed(60, 60, 60).as("late").passed(90);
        Past again = new Past().passed(60, 60, 60).as("late").passed(90);
        for (int i = 0; i < 20; i++) again.as("late").passed(90);

        assertThat(DurationModel.from(again).save())
                .isEqualTo(DurationModel.from(once).save());
    }

    @Test
    void the_same_failure_twice_is_one() {
        Past once = new Past().passed(60, 60).as("bad").ended(Outcome.Kind.FAILED, 5);
        Past again = new Past().passed(60, 60).as("bad").ended(Outcome.Kind.FAILED, 5);
        for (int i = 0; i < 9; i++) again.as("bad").ended(Outcome.Kind.FAILED, 5);

        assertThat(DurationModel.from(again).failure(BUILD))
                .isEqualTo(DurationModel.from(once).failure(BUILD));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -5, 31_536_000, 1e9})
    void a_duration_that_cannot_be_does_no_harm(double strange) {
        Past past = new Past().passed(60, 61, 60, 59).passed(strange).passed(60, 61);

        Estimate estimate = estimate(past);

        assertThat(seconds(estimate.point())).isCloseTo(60, percent(5, 60));
    }

    @Test
    void nothing_but_strange_durations_still_gives_an_estimate() {
        Estimate estimate = estimate(new Past().passed(0, 0, 1e12, 0));

        assertThat(estimate.point()).isBetween(Duration.ofMillis(1), Duration.ofDays(367));
        assertThat(estimate.low()).isLessThanOrEqualTo(estimate.high());
    }

    @Test
    void clocks_that_step_back_or_far_ahead_do_no_harm() {
        Past past = new Past().passed(30, 30, 30, 30, 30);
        past.at(Instant.MAX.minus(Duration.ofDays(1))).passed(60);
        past.at(Instant.MIN).passed(60);
        past.at(Instant.parse("1970-01-01T00:00:00Z")).passed(60, 60, 60, 60, 60, 60);
        past.at(Instant.parse("2026-01-06T00:00:00Z"));

        assertThat(seconds(estimate(past).point())).isCloseTo(60, percent(10, 60));
    }

    @Test
    void the_last_runs_count_and_the_sum_of_all() {
        Past past = new Past();
        for (int i = 0; i < 500; i++) past.passed(60);

        assertThat(estimate(past).runs()).isEqualTo(500);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void nine_runs_in_ten_end_within_the_bounds_whatever_the_task_does(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DurationModel model = new DurationModel();
        Past past = new Past();
        int inside = 0;
        int asked = 0;
        for (int i = 0; i < 2000; i++) {
            double usual = i < 700 ? 60 : i < 1400 ? 140 : 100 + i * 0.05;
            double spread = i % 400 < 200 ? 0.05 : 0.3;
            double seconds = usual * Math.exp(spread * random.nextGaussian());
            Optional<Estimate> estimate = model.estimate(BUILD, Covariates.NONE, past.next());
            if (estimate.isPresent()) {
                asked++;
                boolean covered = seconds >= seconds(estimate.get().low())
                        && seconds <= seconds(estimate.get().high());
                if (covered) inside++;
            }
            Past one = new Past().at(past.next()).as("run " + i).passed(seconds);
            one.forEach(model::observe);
            past.at(one.next());
        }

        assertThat(inside / (double) asked).isBetween(0.885, 0.915);
    }

    @Test
    void bounds_are_narrow_for_a_steady_task_and_wide_for_a_wild_one() {
        SplittableRandom random = new SplittableRandom(5);
        Past steady = new Past();
        Past wild = new Past();
        for (int i = 0; i < 100; i++) {
            steady.passed(100 * Math.exp(0.01 * random.nextGaussian()));
            wild.passed(100 * Math.exp(0.5 * random.nextGaussian()));
        }

        Estimate sure = estimate(steady);
        Estimate unsure = estimate(wild);

        assertThat(seconds(sure.high()) - seconds(sure.low())).isLessThan(12);
        assertThat(seconds(unsure.high()) - seconds(unsure.low())).isGreaterThan(80);
    }

    @Test
    void what_was_saved_goes_on_as_if_nothing_had_happened() {
        Past before = history(7, 150);
        DurationModel kept = DurationModel.from(before);
        DurationModel loaded = DurationModel.load(kept.save()).orElseThrow();
        Past after = history(8, 30);
        after.forEach(kept::observe);
        after.forEach(loaded::observe);

        assertThat(loaded.save()).isEqualTo(kept.save());
        assertThat(loaded.estimate(OTHER_BUILD, onBranch("main"), after.next()).map(Estimate::point))
                .isEqualTo(kept.estimate(OTHER_BUILD, onBranch("main"), after.next())
                        .map(Estimate::point));
    }

    private static Past history(long seed, int runs) {
        SplittableRandom random = new SplittableRandom(seed);
        Past past = new Past();
        for (int i = 0; i < runs; i++) {
            past.then(random.nextBoolean() ? BUILD : OTHER_BUILD).under("0123456789abcdef".charAt(random.nextInt(16)));
            past.when(onBranch(random.nextBoolean() ? "main" : "other")).as(seed + " " + i);
            double seconds = 20 + random.nextInt(50);
            switch (random.nextInt(8)) {
                case 0 -> past.ended(Outcome.Kind.FAILED, seconds);
                case 1 -> past.stillRuns(5 * seconds);
                default -> past.passed(seconds);
            }
        }
        return past;
    }

    @Test
    void a_damaged_state_is_learnt_anew() {
        byte[] saved = DurationModel.from(history(3, 40)).save();
        byte[] damaged = saved.clone();
        damaged[saved.length / 2] ^= 1;

        assertThat(DurationModel.load(damaged)).isEmpty();
        assertThat(DurationModel.load(Arrays.copyOf(saved, saved.length - 3))).isEmpty();
        assertThat(DurationModel.load(new byte[3])).isEmpty();
    }

    @Test
    void a_state_of_another_version_is_learnt_anew() {
        byte[] body = {0x53, 0x4c, 0x44, 0x55, 99};
        CRC32 sum = new CRC32();
        sum.update(body);
        byte[] saved = ByteBuffer.allocate(13).put(body).putLong(sum.getValue()).array();

        assertThat(DurationModel.load(saved)).isEmpty();
    }
}
