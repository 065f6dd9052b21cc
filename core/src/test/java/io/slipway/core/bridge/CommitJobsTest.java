package io.slipway.core.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitJobsTest {
    @Test
    void each_task_that_has_to_run_is_a_job_after_those_it_needs() {
        Commit commit = new Commit()
                .task("a:build", 10)
                .task("b:build", 10)
                .task("c:test", 10, "a:build", "b:build")
                .reused("b:build");

        List<CommitJob> jobs = commit.inStages(10);

        assertThat(jobs).extracting(CommitJob::name).containsExactly("a:build", "c:test");
        assertThat(jobs).extracting(CommitJob::stage).containsExactly(0, 1);
        assertThat(jobs.get(1).needs()).contains(List.of("a:build"));
        assertThat(commit.reused("a:build", "c:test").work(10).isEmpty()).isTrue();
    }

    @Test
    void a_job_that_needs_too_many_waits_for_whole_stages() {
        Commit commit = new Commit().task("a:x", 1).task("b:x", 1).task("c:x", 1, "a:x", "b:x");

        assertThat(commit.work(10).inStages(1).get(2).needs()).isEmpty();
    }

    @Test
    void locks_that_some_task_holds_together_are_one_name_everywhere() {
        Commit commit = new Commit()
                .task(Task.builder("a:x").locks("db", "queue"), 1)
                .task(Task.builder("b:x").locks("queue"), 1)
                .task(Task.builder("c:x").locks("db"), 1)
                .task(Task.builder("d:x").locks("printer"), 1)
                .task("e:x", 1)
                .reused("a:x");

        List<CommitJob> jobs = commit.inStages(10);

        assertThat(jobs)
                .extracting(job -> job.name() + " " + job.lock().orElse("none"))
                .containsExactlyInAnyOrder("b:x db+queue", "c:x db+queue", "d:x printer", "e:x none");
    }

    @Test
    void tasks_share_jobs_only_with_those_of_the_same_lock_and_machine() {
        Commit commit = new Commit().labels("big").requiresAsLabels(Map.of("jdk", "11,17,21"));
        for (int i = 0; i < 6; i++) {
            commit.task(Task.builder("plain:t" + i), 5);
            commit.task(Task.builder("locked:t" + i).locks("db"), 5);
            commit.task(Task.builder("java:t" + i).requires(Map.of("jdk", ">=17", "os", "linux")), 5);
        }

        List<CommitJob> jobs = commit.inStages(6);

        assertThat(jobs).hasSizeLessThanOrEqualTo(6);
        for (CommitJob job : jobs)
            assertThat(job.tasks())
                    .extracting(TaskAddress::service)
                    .containsOnly(job.tasks().get(0).service());
        assertThat(jobs.stream().filter(job -> job.lock().isPresent()))
                .allSatisfy(job ->
                        assertThat(job.tasks()).extracting(TaskAddress::service).containsOnly("locked"));
        assertThat(jobs.stream().filter(job -> job.tasks().get(0).service().equals("java")))
                .allSatisfy(job -> assertThat(job.labels()).containsExactly("big", "jdk-17", "linux"));
    }

    @Test
    void ranges_that_are_no_label_keep_tasks_apart_all_the_same() {
        Commit commit = new Commit()
                .requiresAsLabels(Map.of())
                .task(Task.builder("a:x").requires(Map.of("jdk", ">=17")), 1)
                .task(Task.builder("a:y").requires(Map.of("jdk", ">=21")), 1)
                .task(Task.builder("a:z").requires(Map.of("jdk", ">=21")), 1);

        assertThat(commit.inStages(2))
                .extracting(CommitJob::tasks)
                .allSatisfy(tasks -> assertThat(tasks).hasSizeLessThanOrEqualTo(2));
        assertThat(commit.inStages(2)).hasSize(2);
    }

    @Test
    void a_range_that_no_machine_meets_is_told() {
        Commit commit = new Commit()
                .requiresAsLabels(Map.of("jdk", "11,17"))
                .task(Task.builder("a:x").requires(Map.of("jdk", ">=21")), 1);

        assertThatThrownBy(() -> commit.inStages(5))
                .hasMessage("no machine has jdk >=21, which a:x requires; offer one that has it");
    }

    @Test
    void two_versions_for_one_job_are_the_one_that_both_accept() {
        Commit commit = new Commit()
                .requiresAsLabels(Map.of())
                .task(Task.builder("a:x").requires(Map.of("jdk", "17")), 1)
                .task(Task.builder("b:x").requires(Map.of("jdk", "17.0.2")).needs("a:x"), 1)
                .task(Task.builder("c:x").requires(Map.of("jdk", "11")), 1)
                .task(Task.builder("d:x").requires(Map.of("jdk", "21")).needs("c:x"), 1);

        assertThatThrownBy(() -> commit.selfContained(5)).hasMessageContaining("no machine has jdk 11 and 21");
        assertThat(commit.reused("c:x").selfContained(5))
                .extracting(job -> job.name() + " " + job.labels())
                .containsExactlyInAnyOrder("b:x [jdk-17.0.2]", "d:x [jdk-21]");
    }

    @Test
    void times_and_reports_of_tasks_in_one_job_add_up() {
        Commit commit = new Commit()
                .task(
                        Task.builder("a:x")
                                .timeout(Duration.ofMinutes(2))
                                .report("junit", PathSet.of("r/*.xml", "!r/no.xml")),
                        30)
                .task(Task.builder("a:y").timeout(Duration.ofMinutes(3)), 20)
                .task(Task.builder("b:x"), 10);

        assertThat(commit.inStages(1)).singleElement().satisfies(job -> {
            assertThat(job.timeout()).isEmpty();
            assertThat(job.expected()).isEqualTo(Duration.ofSeconds(60));
            assertThat(job.junit()).containsExactly("a/r/*.xml");
        });
        assertThat(commit.reused("b:x").inStages(1).get(0).timeout()).contains(Duration.ofMinutes(5));
    }

    @Test
    void a_task_that_does_its_part_is_there_as_often_as_keeps_it_short() {
        List<String> part = List.of("CI_NODE_INDEX", "CI_NODE_TOTAL");
        Commit commit = new Commit()
                .task(Task.builder("a:test").pass(part), 300)
                .task(Task.builder("b:test").pass(part), 300)
                .task("b:report", 1, "b:test");

        assertThat(commit.inStages(100))
                .extracting(job -> job.name() + " x" + job.parts())
                .containsExactly("a:test x5", "b:test x1", "b:report x1");
        assertThat(commit.inStages(4).get(0).parts()).isLessThanOrEqualTo(2);
        assertThat(commit.selfContained(100))
                .extracting(job -> job.name() + " x" + job.parts())
                .containsExactlyInAnyOrder("a:test x5", "b:report x1");
    }

    @Test
    void more_stages_than_jobs_become_jobs_that_run_what_they_need() {
        Commit commit = new Commit().task("a:x", 1).task("a:y", 1, "a:x").task("a:z", 1, "a:y");

        assertThat(commit.inStages(1))
                .singleElement()
                .satisfies(job -> assertThat(job.tasks()).containsExactly(TaskAddress.parse("a:z")));
    }

    @Test
    void rules_that_no_host_could_keep_are_refused() {
        MachineLabels any = new MachineLabels(List.of(), false, MachineLabels.offers(Map.of()));

        assertThatThrownBy(() -> new CommitJobs.Rules(0, 1, Duration.ofSeconds(1), any))
                .hasMessageContaining("mostJobs: 0");
        assertThatThrownBy(() -> new CommitJobs.Rules(1, 0, Duration.ofSeconds(1), any))
                .hasMessageContaining("mostParts: 0");
        assertThatThrownBy(() -> new CommitJobs.Rules(1, 1, Duration.ZERO, any)).hasMessageContaining("target: PT0S");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void each_task_is_in_one_job_and_never_before_what_it_needs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Commit commit = RandomCommits.of(random, 60);
        int most = 5 + random.nextInt(60);

        List<CommitJob> jobs = commit.inStages(most);

        assertThat(jobs).hasSizeLessThanOrEqualTo(most).isEqualTo(commit.inStages(most));
        CommitJobs work = commit.work(most);
        Map<TaskAddress, Integer> stages = new HashMap<>();
        List<TaskAddress> all = new ArrayList<>();
        for (CommitJob job : jobs) {
            for (TaskAddress task : job.tasks()) {
                all.add(task);
                stages.put(task, job.stage());
                assertThat(work.lock(task)).isEqualTo(job.lock());
            }
        }
        if (jobs.stream().anyMatch(job -> job.needs().equals(java.util.Optional.of(List.of())) && job.stage() > 0))
            return;
        assertThat(all).containsExactlyInAnyOrderElementsOf(work.graph().nodes());
        for (TaskAddress task : all)
            for (TaskAddress before : work.graph().predecessors(task))
                assertThat(stages.get(before)).isLessThan(stages.get(task));
    }
}
