package io.slipway.core.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionFactoryTest {
    private static final Map<String, String> CALLER = Map.of("PATH", "/bin", "TOKEN", "secret", "LEVEL", "1");
    private static final TaskAddress PACKAGE = TaskAddress.parse("contracts:package");

    @Test
    void nothing_of_the_caller_counts_unless_it_is_let_pass() {
        assertThat(ActionFactory.counted(task().build(), CALLER)).isEmpty();
    }

    @Test
    void what_is_let_pass_counts_even_when_the_caller_has_none() {
        Task task = task().pass(List.of("LEVEL", "ABSENT")).build();

        assertThat(ActionFactory.counted(task, CALLER))
                .containsOnly(entry("LEVEL", Optional.of("1")), entry("ABSENT", Optional.empty()));
    }

    @Test
    void what_the_task_sets_counts_and_hides_what_the_caller_has() {
        Task task = task().pass(List.of("LEVEL")).env("LEVEL", "2").build();

        assertThat(ActionFactory.counted(task, CALLER)).containsOnly(entry("LEVEL", Optional.of("2")));
    }

    @Test
    void an_action_has_the_selected_sources_and_what_direct_needs_made() {
        Tree source = tree("orders/src/A.java", "orders/README.md");
        Tree made = tree("contracts/out/api.jar", "contracts/out/doc.txt");
        Task task = task().inputs("src/**").needs("contracts:package").build();

        Action action = factory(task, source).of(task, needed -> Optional.of(made));

        assertThat(action.sources()).isEqualTo(tree("orders/src/A.java"));
        assertThat(action.needs()).containsOnly(entry(PACKAGE, made));
    }

    @Test
    void a_need_that_was_narrowed_gives_only_that() {
        Tree made = tree("contracts/out/api.jar", "contracts/out/doc.txt");
        Need narrow = new Need(PACKAGE, NeedKind.BUILD, false, Optional.of(PathSet.of("out/*.jar")));
        Task task = task().need(narrow).build();

        Action action = factory(task, Tree.empty()).of(task, needed -> Optional.of(made));

        assertThat(action.needs()).containsOnly(entry(PACKAGE, tree("contracts/out/api.jar")));
    }

    @Test
    void a_need_that_was_skipped_or_only_orders_gives_nothing() {
        Task skipped = task().needs("contracts:package").build();
        Task ordered = task().need(Need.of(PACKAGE, NeedKind.RUNTIME)).build();

        assertThat(factory(skipped, Tree.empty())
                        .of(skipped, needed -> Optional.empty())
                        .needs())
                .isEmpty();
        assertThat(factory(ordered, Tree.empty())
                        .of(ordered, needed -> Optional.of(tree("contracts/out/api.jar")))
                        .needs())
                .isEmpty();
    }

    private static Task.Builder task() {
        return Task.builder("orders:compile").run("make");
    }

    private static ActionFactory factory(Task task, Tree source) {
        Task needed = Task.builder(PACKAGE).run("make").outputs("out/**").build();
        return new ActionFactory(Pipeline.of(List.of(task, needed)), source, CALLER, "linux", "amd64");
    }

    private static Tree tree(String... paths) {
        Tree.Builder tree = Tree.builder();
        for (String path : paths) tree.file(path, Digest.of(path.getBytes()), false);
        return tree.build();
    }
}
