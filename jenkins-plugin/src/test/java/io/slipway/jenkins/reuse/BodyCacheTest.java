package io.slipway.jenkins.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.core.cache.Action;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.local.TaskHistory;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreListener;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.jenkins.run.Results;
import io.slipway.jenkins.run.TaskMade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyCacheTest {
    private static final CachedBody BODY = new CachedBody(PathSet.of("src/**"), PathSet.of("out/**"), "jdk 17");
    private static final TaskAddress NAME = BODY.task().address();

    @TempDir
    Path directory;

    private Results results;

    @BeforeEach
    void open() throws IOException {
        results = results("store");
    }

    @Test
    void what_was_kept_is_found_again() throws IOException {
        Action action = action(BODY, "a");
        TaskMade made = made("made");
        assertThat(cache().keep(NAME, action, made, Duration.ofSeconds(7))).isTrue();

        BodyCache.Found found = cache().find(NAME, action);

        assertThat(found.result()).hasValueSatisfying(result -> {
            assertThat(result.outputs()).isEqualTo(made.outputs());
            assertThat(result.wall()).isEqualTo(Duration.ofSeconds(7));
        });
        assertThat(found.because()).isEmpty();
    }

    @Test
    void a_first_look_says_that_nothing_is_known() {
        assertThat(why(cache().find(NAME, action(BODY, "a")))).isEqualTo("it has not succeeded here before");
    }

    @Test
    void a_changed_file_is_named() throws IOException {
        cache().keep(NAME, action(BODY, "a"), made("made"), Duration.ZERO);

        assertThat(why(cache().find(NAME, action(BODY, "b")))).isEqualTo("src/Main.java changed");
    }

    @Test
    void another_key_misses() throws IOException {
        cache().keep(NAME, action(BODY, "a"), made("made"), Duration.ZERO);
        CachedBody other = new CachedBody(BODY.inputs(), BODY.outputs(), "jdk 21");

        BodyCache.Found found = cache().find(NAME, action(other, "a"));

        assertThat(found.result()).isEmpty();
        assertThat(found.because().orElseThrow().causes().get(0).kind())
                .isEqualTo(Invalidation.Cause.Kind.COMMAND_CHANGED);
    }

    @Test
    void a_result_whose_contents_are_gone_is_a_miss() throws IOException {
        Action action = action(BODY, "a");
        Tree gone =
                Tree.builder().file("out/a", Digest.of(new byte[] {9}), false).build();
        cache().keep(NAME, action, new TaskMade(gone, Tree.empty(), Optional.empty(), true), Duration.ZERO);

        assertThat(why(cache().find(NAME, action))).isEqualTo("its result is no longer in the store");
    }

    @Test
    void a_store_that_cannot_be_used_is_a_miss_and_keeps_nothing() throws IOException {
        Files.writeString(directory.resolve("broken"), "no directory");
        results = results("broken");
        Action action = action(BODY, "a");

        assertThat(why(cache().find(NAME, action))).isEqualTo("the store cannot be used");
        assertThat(cache().keep(
                                NAME,
                                action,
                                new TaskMade(Tree.empty(), Tree.empty(), Optional.empty(), true),
                                Duration.ZERO))
                .isFalse();
    }

    @Test
    void what_lies_where_the_outputs_are_is_no_input() {
        CachedBody all = new CachedBody(PathSet.of("**"), PathSet.of("out/**"), "");
        Tree before = Tree.builder().file("a", Digest.of(new byte[] {1}), false).build();
        Tree after = Tree.builder()
                .merge(before)
                .file("out/b", Digest.of(new byte[] {2}), false)
                .build();

        assertThat(all.action(after, "linux", "amd64")).isEqualTo(all.action(before, "linux", "amd64"));
    }

    @Test
    void a_body_that_makes_nothing_or_reaches_outside_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CachedBody(PathSet.of("a"), PathSet.none(), ""))
                .withMessageContaining("outputs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CachedBody(PathSet.of("../a"), PathSet.of("b"), ""))
                .withMessageContaining("leads out of the workspace");
    }

    private Results results(String store) throws IOException {
        DirectoryStore opened =
                DirectoryStore.open(directory.resolve(store), StoreListener.SILENT, InstantSource.system());
        return new Results(opened.contents(), opened.actions(), Files.createDirectories(directory.resolve("scratch")));
    }

    private BodyCache cache() {
        return new BodyCache(results, TaskHistory.open(directory.resolve("history")), InstantSource.system());
    }

    private static Action action(CachedBody body, String content) {
        Tree sources = Tree.builder()
                .file("src/Main.java", Digest.of(content.getBytes()), false)
                .build();
        return body.action(sources, "linux", "amd64");
    }

    private TaskMade made(String content) {
        Digest digest = results.contents().put(content.getBytes());
        Tree outputs = Tree.builder().file("out/a", digest, false).build();
        return new TaskMade(outputs, Tree.empty(), Optional.empty(), true);
    }

    private static String why(BodyCache.Found found) {
        assertThat(found.result()).isEmpty();
        return found.because().orElseThrow().causes().get(0).text();
    }
}
