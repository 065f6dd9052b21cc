package io.slipway.core.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.core.cache.Invalidation.Cause;
import io.slipway.core.cache.Invalidation.Cause.Kind;
import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidationTest {
    @Test
    void the_changed_files_are_named_with_their_paths() {
        SampleAction now = new SampleAction();
        now.sources = Tree.builder()
                .file("orders/src/Main.java", SampleAction.content("class Main { }"), false)
                .file("orders/src/run.sh", SampleAction.content("run"), false)
                .file("orders/src/New.java", SampleAction.content("class New {}"), false)
                .directory("orders/src/empty")
                .build();

        assertThat(between(now))
                .containsExactly(
                        "orders/src/Main.java changed",
                        "orders/src/New.java is new",
                        "orders/src/empty/ is new",
                        "orders/src/latest was removed",
                        "orders/src/run.sh changed");
    }

    @Test
    void a_file_that_became_a_directory_is_gone_and_its_files_are_new() {
        SampleAction before = new SampleAction();
        before.sources =
                Tree.builder().file("a", SampleAction.content("a"), false).build();
        SampleAction now = new SampleAction();
        now.sources = Tree.builder()
                .file("a/b/c", SampleAction.content("c"), false)
                .link("a/d", "b")
                .build();

        assertThat(texts(Invalidation.between(before.action(), now.action())))
                .containsExactly("a/b/c is new", "a/d is new", "a was removed");
        assertThat(texts(Invalidation.between(now.action(), before.action())))
                .containsExactly("a is new", "a/b/c was removed", "a/d was removed");
    }

    @Test
    void what_needs_made_comes_after_files_and_before_variables_and_the_command() {
        SampleAction now = new SampleAction();
        now.sources = Tree.empty();
        now.needs.put(
                TaskAddress.parse("contracts:package"),
                Tree.builder()
                        .file("contracts/build/api.jar", SampleAction.content("newer"), false)
                        .file("contracts/build/extra.jar", SampleAction.content("extra"), false)
                        .build());
        now.needs.put(TaskAddress.parse("shared:build"), Tree.empty());
        now.env.put("LANG", Optional.of("de_DE"));
        now.command = new Command.Shell("javac -g src/Main.java");
        now.directory = "";
        now.outputs = PathSet.of("build/**");
        now.reports.clear();
        now.os = "mac";
        now.arch = "arm64";
        now.requires.put("node", "20");

        assertThat(between(now))
                .containsExactly(
                        "orders/src/Main.java was removed",
                        "orders/src/latest was removed",
                        "orders/src/run.sh was removed",
                        "contracts/build/api.jar, made by a needed task, changed",
                        "contracts/build/extra.jar, made by a needed task, is new",
                        "it now needs shared:build",
                        "LANG changed",
                        "its command changed",
                        "it now runs in the workspace root",
                        "its declared outputs changed",
                        "its declared junit reports changed",
                        "the platform's operating system changed",
                        "the platform's architecture changed",
                        "its requirement node changed");
    }

    @Test
    void a_need_that_is_gone_and_an_output_that_is_no_longer_made_are_named() {
        SampleAction before = new SampleAction();
        before.needs.put(TaskAddress.parse("shared:build"), Tree.empty());
        SampleAction now = new SampleAction();
        now.needs.put(TaskAddress.parse("contracts:package"), Tree.empty());

        assertThat(texts(Invalidation.between(before.action(), now.action())))
                .containsExactly(
                        "contracts/build/api.jar is no longer made by a needed task",
                        "it no longer needs shared:build");
    }

    @ParameterizedTest
    @MethodSource("io.slipway.core.cache.ActionTest#changes")
    void different_keys_always_have_a_cause(Consumer<SampleAction> change) {
        SampleAction now = new SampleAction();
        change.accept(now);

        assertThat(between(now)).isNotEmpty();
        assertThat(texts(Invalidation.between(now.action(), new SampleAction().action())))
                .isNotEmpty();
    }

    @Test
    void only_an_empty_directory_makes_a_difference_too() {
        SampleAction now = new SampleAction();
        now.sources = Tree.builder()
                .merge(now.sources)
                .put("d", new TreeEntry.Directory(Tree.empty()))
                .build();

        assertThat(between(now)).containsExactly("d/ is new");
    }

    @Test
    void of_very_many_changed_files_some_are_named_and_the_others_counted() {
        SampleAction now = new SampleAction();
        Tree.Builder sources = Tree.builder().merge(now.sources);
        for (int i = 0; i < 10_000; i++) sources.file("many/" + i, Digest.of(new byte[0]), false);
        now.sources = sources.build();
        now.env.put("TOKEN", Optional.of("another"));

        Invalidation invalidation = Invalidation.between(new SampleAction().action(), now.action());

        assertThat(texts(invalidation)).hasSize(21).contains("many/0 is new").endsWith("TOKEN changed");
        assertThat(invalidation.more()).isEqualTo(9_980);
    }

    @Test
    void equal_actions_have_no_invalidation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Invalidation.between(new SampleAction().action(), new SampleAction().action()));
    }

    @Test
    void the_value_of_a_variable_is_never_told() {
        SampleAction now = new SampleAction();
        now.env.put("TOKEN", Optional.of("correct horse"));

        Invalidation invalidation = Invalidation.between(new SampleAction().action(), now.action());

        assertThat(invalidation.causes()).containsExactly(new Cause(Kind.VARIABLE_CHANGED, "TOKEN"));
        assertThat(invalidation.toString() + texts(invalidation)).doesNotContain("hunter2", "correct horse");
    }

    @ParameterizedTest
    @EnumSource
    void every_cause_is_a_sentence(Kind kind) {
        assertThat(new Cause(kind, "the subject").text()).matches("[a-z].* .+");
        assertThat(Invalidation.because(kind, "").causes()).hasSize(1);
    }

    private static List<String> between(SampleAction now) {
        return texts(Invalidation.between(new SampleAction().action(), now.action()));
    }

    private static List<String> texts(Invalidation invalidation) {
        return invalidation.causes().stream().map(Cause::text).toList();
    }
}
