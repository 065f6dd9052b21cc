package io.slipway.core.local.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import org.junit.jupiter.api.Test;

class ToldOutputsTest {
    private static final Digest BYTES = Digest.of(new byte[] {1});

    private final Task task = Task.builder(TaskAddress.parse("orders:compile"))
            .directory("orders")
            .run("make")
            .outputs("out/**")
            .report("junit", PathSet.of("reports/*.xml"))
            .build();

    @Test
    void what_the_task_declares_is_believed() {
        Tree outputs = Tree.builder()
                .file("orders/out/a", BYTES, true)
                .directory("orders/out/empty")
                .link("orders/out/b", "a")
                .build();
        Tree reports = Tree.builder().file("orders/reports/t.xml", BYTES, false).build();

        assertThat(new ToldOutputs(outputs, reports).objection(task)).isEmpty();
    }

    @Test
    void a_file_that_nobody_declared_is_named() {
        Tree outputs = made().file("orders/src/Main.java", BYTES, false).build();

        assertThat(new ToldOutputs(outputs, Tree.empty()).objection(task).orElseThrow())
                .contains("orders/src/Main.java", "does not declare");
    }

    @Test
    void a_report_has_to_be_where_reports_are() {
        Tree reports = Tree.builder().file("orders/out/t.xml", BYTES, false).build();

        assertThat(new ToldOutputs(made().build(), reports).objection(task)).isPresent();
    }

    @Test
    void what_is_of_git_is_never_an_output() {
        Tree outputs = made().file("orders/out/.GIT/config", BYTES, false).build();

        assertThat(new ToldOutputs(outputs, Tree.empty()).objection(task).orElseThrow())
                .contains(".GIT/config");
    }

    @Test
    void a_link_that_leads_out_is_refused() {
        Tree outputs = made().link("orders/out/etc", "../../../etc").build();

        assertThat(new ToldOutputs(outputs, Tree.empty()).objection(task).orElseThrow())
                .contains("out of the workspace");
    }

    @Test
    void a_declared_output_that_is_not_among_them_is_missed() {
        assertThat(new ToldOutputs(Tree.empty(), Tree.empty()).objection(task).orElseThrow())
                .contains("out/**");
    }

    @Test
    void one_file_cannot_have_two_contents() {
        Task both = Task.builder(TaskAddress.parse("orders:compile"))
                .directory("orders")
                .run("make")
                .outputs("out/**")
                .report("junit", PathSet.of("out/*"))
                .build();
        Tree reports = Tree.builder()
                .file("orders/out/a", Digest.of(new byte[] {2}), false)
                .build();

        assertThat(new ToldOutputs(made().build(), reports).objection(both).orElseThrow())
                .contains("cannot both be");
    }

    private static Tree.Builder made() {
        return Tree.builder().file("orders/out/a", BYTES, false);
    }
}
