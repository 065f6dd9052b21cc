package io.slipway.core.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfContainedTest {
    @Test
    void tasks_that_need_the_same_share_a_job() {
        Commit commit = new Commit()
                .task("lib:build", 100)
                .task("a:test", 5, "lib:build")
                .task("b:test", 5, "lib:build")
                .task("other:build", 100)
                .task("c:test", 5, "other:build")
                .target(110);

        List<CommitJob> jobs = commit.selfContained(10);

        assertThat(jobs).extracting(CommitJob::tasks).containsExactly(tasks("a:test", "b:test"), tasks("c:test"));
        assertThat(jobs).extracting(CommitJob::name).containsExactly("a:test and 1 more", "c:test");
        assertThat(jobs.get(0).expected()).isEqualTo(Duration.ofSeconds(110));
    }

    @Test
    void as_many_jobs_as_keep_each_short_and_about_equal() {
        Commit commit = new Commit();
        for (int i = 0; i < 12; i++) commit.task("s:t" + i, 20);

        List<CommitJob> jobs = commit.target(60).selfContained(256);

        assertThat(jobs).hasSize(4).allSatisfy(job -> assertThat(job.expected()).isEqualTo(Duration.ofSeconds(60)));
        assertThat(commit.selfContained(2)).hasSize(2);
    }

    @Test
    void more_jobs_that_would_all_do_the_same_are_not_worth_it() {
        Commit commit = new Commit().task("lib:build", 600);
        for (int i = 0; i < 8; i++) commit.task("s:t" + i, 1, "lib:build");

        assertThat(commit.target(60).selfContained(256)).hasSize(1);
    }

    @Test
    void a_lock_is_held_in_one_job_only_and_a_deploy_is_done_in_one() {
        Commit commit = new Commit()
                .task(Task.builder("a:x").locks("db"), 50)
                .task(Task.builder("b:x").locks("db"), 50)
                .task(Task.builder("c:ship").kind(TaskKind.DEPLOY), 50)
                .task("c:check", 50, "c:ship")
                .task("d:check", 50, "c:ship")
                .target(10);

        assertThat(commit.selfContained(10))
                .extracting(CommitJob::tasks)
                .containsExactlyInAnyOrder(tasks("a:x", "b:x"), tasks("c:check", "d:check"));
    }

    @Test
    void what_never_ran_is_thought_to_take_as_long_as_others() {
        Commit commit = new Commit().task("a:x", 100).task("b:x", -1).target(30);

        assertThat(commit.selfContained(10)).extracting(CommitJob::expected).containsOnly(Duration.ofSeconds(100));
    }

    @Test
    void machines_that_differ_are_jobs_that_differ() {
        Commit commit = new Commit()
                .labels("self-hosted")
                .requiresAsLabels(Map.of())
                .task(Task.builder("a:x").requires(Map.of("os", "linux")), 1)
                .task(Task.builder("b:x").requires(Map.of("os", "windows")), 1)
                .task(Task.builder("c:x").requires(Map.of("os", "linux")), 1);

        assertThat(commit.selfContained(10))
                .extracting(CommitJob::labels)
                .containsExactlyInAnyOrder(List.of("self-hosted", "linux"), List.of("self-hosted", "windows"));
        assertThatThrownBy(() -> commit.selfContained(1))
                .hasMessageContaining("2 jobs for tasks that cannot share any");
    }

    @Test
    void two_thousand_tasks_are_spread_at_once_though_each_needs_many() {
        Commit commit = RandomCommits.of(new SplittableRandom(99), 2_000);

        assertThat(commit.target(1).selfContained(256))
                .hasSizeLessThanOrEqualTo(256)
                .isNotEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void together_the_jobs_do_all_and_each_lock_is_in_one(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Commit commit = RandomCommits.of(random, 80);
        int most = 1 + random.nextInt(20);

        List<CommitJob> jobs = commit.selfContained(most);

        assertThat(jobs).hasSizeLessThanOrEqualTo(most).isEqualTo(commit.selfContained(most));
        CommitJobs work = commit.work(most);
        Set<TaskAddress> done = new HashSet<>();
        List<String> locked = new ArrayList<>();
        for (CommitJob job : jobs) {
            Set<TaskAddress> mine = work.graph().withAllBefore(job.tasks());
            done.addAll(mine);
            Set<String> held = new HashSet<>();
            for (TaskAddress task : mine) work.lock(task).ifPresent(held::add);
            locked.addAll(held);
        }
        assertThat(done).containsExactlyInAnyOrderElementsOf(work.graph().nodes());
        assertThat(locked).doesNotHaveDuplicates();
    }

    private static List<TaskAddress> tasks(String... addresses) {
        return java.util.Arrays.stream(addresses).map(TaskAddress::parse).toList();
    }
}
