package io.slipway.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final String HASH = "a".repeat(64);

    private final Task task = Task.builder(TaskAddress.parse("orders:compile"))
            .directory("")
            .run("make")
            .outputs("out/**")
            .build();
    private final Allowance allowance = new Allowance(1 << 20, 2, 100);

    @Test
    void what_fits_stays_as_it_is() {
        TaskMade made = made(1, 1 << 20);

        assertThat(allowance.check(task, made)).isSameAs(made);
    }

    @Test
    void too_many_files_are_refused_with_the_limit() {
        assertThat(complaint(made(3, 1))).contains("3 files", "at most 2");
    }

    @Test
    void too_many_bytes_are_refused_with_the_limit_and_its_setting() {
        assertThat(complaint(made(2, 1 << 20))).contains("2.0 MiB", "1.0 MiB", "cacheSize");
    }

    @Test
    void sizes_that_add_up_to_more_than_there_is_are_too_much() {
        assertThat(complaint(made(2, Long.MAX_VALUE))).contains("cacheSize");
    }

    @Test
    void of_what_is_refused_nothing_is_left_to_bring() {
        TaskMade refused = allowance.check(task, made(3, 1));

        assertThat(refused.outputs().isEmpty()).isTrue();
        assertThat(refused.isKept()).isFalse();
    }

    @Test
    void a_complaint_of_the_node_stands_and_is_no_novel() {
        TaskMade made = new TaskMade(Tree.empty(), Tree.empty(), Optional.of("no ".repeat(100_000)), true);

        assertThat(complaint(made)).startsWith("no no").hasSizeLessThan(2100);
    }

    @Test
    void sources_have_the_same_limit() {
        Digest half = new Digest(HASH, 1 << 19);

        assertThat(allowance.objection(List.of(half, half))).isEmpty();
        assertThat(allowance.objection(List.of(half, half, half)).orElseThrow()).contains("1.5 MiB", "cacheSize");
    }

    private String complaint(TaskMade made) {
        return allowance.check(task, made).complaint().orElseThrow();
    }

    private static TaskMade made(int files, long bytesOfEach) {
        Tree.Builder outputs = Tree.builder();
        for (int i = 0; i < files; i++) outputs.file("out/" + i, new Digest(HASH, bytesOfEach), false);
        return new TaskMade(outputs.build(), Tree.empty(), Optional.empty(), true);
    }
}
