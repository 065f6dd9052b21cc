package io.slipway.core.local.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.Digest;
import io.slipway.core.content.InMemoryContentStore;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.local.source.Checkout;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.local.source.FileStamp;
import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceOutputsTest {
    @TempDir
    private Path directory;

    private final InMemoryContentStore store = new InMemoryContentStore();
    private Checkout workspace;

    @BeforeEach
    void makeWorkspace() {
        workspace = new Checkout(directory.resolve("workspace")).directory(".slipway");
    }

    // --- collect

    @Test
    void collects_what_the_patterns_match_with_modes_links_and_empty_directories() {
        Task task = task("build/**", "!build/tmp/**");
        workspace.write("svc/build/a.class", "a").write("svc/build/tool", "b").executable("svc/build/tool", true);
        workspace.link("svc/build/current", "a.class").directory("svc/build/empty");
        workspace.write("svc/build/tmp/junk", "c").write("svc/src/a.java", "d");

        Collected collected = outputs().collect(task, store);

        assertThat(collected.outputs().flatten())
                .containsOnlyKeys("svc/build/a.class", "svc/build/current", "svc/build/empty/", "svc/build/tool")
                .containsEntry("svc/build/tool", new TreeEntry.File(digest("b"), true))
                .containsEntry("svc/build/current", new TreeEntry.Link("a.class"));
        assertThat(store.contains(digest("a"))).isTrue();
        assertThat(collected.complaint()).isEmpty();
        assertThat(collected.stored()).isTrue();
    }

    @Test
    void each_pattern_that_matches_nothing_is_missing() {
        workspace.write("svc/out/a.o", "a");

        Collected collected = outputs().collect(task("out/*.o", "out/*.d", "app.jar"), store);

        assertThat(collected.missing()).containsExactly("out/*.d", "app.jar");
        assertThat(collected.complaint())
                .hasValueSatisfying(
                        text -> assertThat(text)
                                .isEqualTo(
                                        "made nothing that matches out/*.d, app.jar; make the command write it, or correct 'outputs'"));
    }

    @Test
    void reports_are_collected_apart_and_none_need_be_there() {
        Task task = Task.builder("svc:test")
                .run("true")
                .outputs("out/**")
                .report("junit", PathSet.of("reports/*.xml"))
                .report("coverage", PathSet.of("cov/**"))
                .build();
        workspace.write("svc/out/a", "a").write("svc/reports/r.xml", "r").write("svc/reports/r.txt", "t");

        Collected collected = outputs().collect(task, store);

        assertThat(collected.outputs().flatten()).containsOnlyKeys("svc/out/a");
        assertThat(collected.reports().flatten()).containsOnlyKeys("svc/reports/r.xml");
        assertThat(collected.complaint()).isEmpty();
    }

    @Test
    void a_link_out_of_the_workspace_is_refused() {
        workspace
                .write("svc/out/a", "a")
                .link("svc/out/absolute", "/etc/passwd")
                .link("svc/out/up", "../../../x");

        Collected collected = outputs().collect(task("out/**"), store);

        assertThat(collected.outputs().flatten()).containsOnlyKeys("svc/out/a");
        assertThat(collected.refused())
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).contains("svc/out/absolute", "'/etc/passwd'"))
                .anySatisfy(text -> assertThat(text).contains("svc/out/up", "'../../../x'"));
    }

    @Test
    void outputs_behind_a_linked_directory_are_refused_and_not_read() {
        Checkout elsewhere = new Checkout(directory.resolve("elsewhere")).write("secret", "s");
        workspace.link("svc/out", elsewhere.root().toString());
        workspace.directory("svc/real").link("svc/real/deep", elsewhere.root().toString());

        Collected collected = outputs().collect(task("out/**", "real/deep/secret"), store);

        assertThat(collected.outputs().isEmpty()).isTrue();
        assertThat(store.size()).isZero();
        assertThat(collected.refused())
                .anySatisfy(text -> assertThat(text).contains("the directory svc/out is a link"))
                .anySatisfy(text -> assertThat(text).contains("the directory svc/real/deep is a link"));
    }

    @Test
    void git_and_slipway_directories_are_never_outputs() {
        workspace.write("svc/a", "a").write("svc/.git/config", "b").write("svc/.slipway/x", "c");

        assertThat(outputs().collect(task("**"), store).outputs().flatten()).containsOnlyKeys("svc/a");
    }

    @Test
    void a_store_that_is_full_leaves_the_digests_right_and_says_so() {
        workspace.write("svc/out/a", "a").write("svc/out/b", "b");

        Collected collected = outputs().collect(task("out/**"), new FullStore());

        assertThat(collected.stored()).isFalse();
        assertThat(collected.outputs().find("svc/out/b")).contains(new TreeEntry.File(digest("b"), false));
    }

    // --- clear

    @Test
    void removes_before_a_run_what_an_earlier_run_recorded_and_the_directories_of_its_own_that_are_empty_then() {
        Task task = task("build/**", "lib/app.jar");
        workspace.write("svc/build/a/b/c", "c").write("svc/build/d", "d").write("svc/lib/app.jar", "e");
        Tree recorded = outputs().collect(task, store).outputs();

        outputs().clear(task, recorded);

        assertThat(workspace.at("svc/build")).doesNotExist();
        assertThat(workspace.at("svc/lib")).isEmptyDirectory();
    }

    @Test
    void never_removes_what_no_run_recorded_nor_what_git_tracks_nor_what_is_no_longer_declared() {
        workspace.write("svc/out/recorded", "a").write("svc/out/tracked", "b").write("svc/old/c", "c");
        Tree recorded = outputs().collect(task("out/**", "old/**"), store).outputs();
        workspace.write("svc/out/mine", "d");

        new WorkspaceOutputs(workspace.root(), memo(), staging(), Set.of("svc/out/tracked"))
                .clear(task("out/**"), recorded);

        assertThat(workspace.at("svc/out/recorded")).doesNotExist();
        assertThat(workspace.at("svc/out/tracked")).exists();
        assertThat(workspace.at("svc/out/mine")).exists();
        assertThat(workspace.at("svc/old/c")).exists();
    }

    @Test
    void clearing_does_not_follow_a_directory_that_became_a_link() throws IOException {
        Task task = task("out/**");
        workspace.write("svc/out/sub/passwd", "a");
        Tree recorded = outputs().collect(task, store).outputs();
        Checkout elsewhere = new Checkout(directory.resolve("elsewhere")).write("passwd", "root");
        Files.delete(workspace.at("svc/out/sub/passwd"));
        Files.delete(workspace.at("svc/out/sub"));
        workspace.link("svc/out/sub", elsewhere.root().toString());

        outputs().clear(task, recorded);

        assertThat(elsewhere.at("passwd")).hasContent("root");
    }

    @Test
    void clears_directories_that_a_program_left_read_only() throws IOException {
        Task task = task("cache/**");
        workspace.write("svc/cache/mod/a", "a");
        Files.setPosixFilePermissions(workspace.at("svc/cache/mod"), PosixFilePermissions.fromString("r-xr-xr-x"));
        Tree recorded = outputs().collect(task, store).outputs();

        outputs().clear(task, recorded);

        assertThat(workspace.at("svc/cache")).doesNotExist();
    }

    // --- restore

    @Test
    void brings_back_exactly_what_was_collected() {
        Task task = task("build/**");
        workspace.write("svc/build/a", "a").write("svc/build/run", "b").executable("svc/build/run", true);
        workspace.link("svc/build/link", "../x").directory("svc/build/empty");
        workspace.write("svc/build/ -odd\nnäme 🦆/--x", "c").write("svc/build/zero", "");
        Tree made = outputs().collect(task, store).outputs();
        outputs().clear(task, made);

        Restoration restoration = outputs().restore(task, made, Tree.empty(), Tree.empty(), store);

        assertThat(restoration).isEqualTo(new Restoration.Complete(0, 6, 3));
        assertThat(outputs().collect(task, store).outputs()).isEqualTo(made);
    }

    @Test
    void leaves_alone_what_is_in_place_even_when_the_store_has_lost_it() throws IOException {
        Task task = task("out/**");
        workspace.write("svc/out/a", "a").write("svc/out/b", "b").link("svc/out/c", "a");
        Tree made = outputs().collect(task, store).outputs();
        FileStamp before = FileStamp.of(workspace.at("svc/out/a"));
        store.lose(digest("a"));
        workspace.delete("svc/out/b");

        Restoration restoration = outputs().restore(task, made, Tree.empty(), made, store);

        assertThat(restoration).isEqualTo(new Restoration.Complete(2, 1, 1));
        assertThat(FileStamp.of(workspace.at("svc/out/a"))).isEqualTo(before);
    }

    @Test
    void overwrites_what_was_changed_by_hand_even_under_the_same_size_and_time() {
        Task task = task("out/a");
        workspace.write("svc/out/a", "good").modifiedAt("svc/out/a", 1_000_000_000L);
        FileMemo memo = memo();
        WorkspaceOutputs outputs = outputs(memo);
        Tree made = outputs.collect(task, store).outputs();
        workspace.letTheClockTick();
        memo.save();
        workspace.write("svc/out/a", "evil").modifiedAt("svc/out/a", 1_000_000_000L);

        outputs(memo()).restore(task, made, Tree.empty(), made, store);

        assertThat(workspace.at("svc/out/a")).hasContent("good");
    }

    @Test
    void sets_only_the_mode_when_only_that_differs() throws IOException {
        Task task = task("out/run");
        workspace.write("svc/out/run", "x").executable("svc/out/run", true);
        Tree made = outputs().collect(task, store).outputs();
        workspace.executable("svc/out/run", false);
        long inode = FileStamp.of(workspace.at("svc/out/run")).inode();
        store.lose(digest("x"));

        Restoration restoration = outputs().restore(task, made, Tree.empty(), made, store);

        assertThat(restoration.isComplete()).isTrue();
        assertThat(FileStamp.of(workspace.at("svc/out/run"))).satisfies(stamp -> {
            assertThat(stamp.executable()).isTrue();
            assertThat(stamp.inode()).isEqualTo(inode);
        });
    }

    @Test
    void leaves_private_what_is_in_place_with_its_bytes_and_executable_bit() throws IOException {
        Task task = task("out/**");
        workspace.write("svc/out/key", "k").write("svc/out/run", "x").executable("svc/out/run", true);
        Tree made = outputs().collect(task, store).outputs();
        Files.setPosixFilePermissions(workspace.at("svc/out/key"), PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(workspace.at("svc/out/run"), PosixFilePermissions.fromString("rw-r-----"));

        Restoration restoration = outputs().restore(task, made, Tree.empty(), made, store);

        assertThat(restoration).isEqualTo(new Restoration.Complete(1, 1, 0));
        assertThat(Files.getPosixFilePermissions(workspace.at("svc/out/key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(workspace.at("svc/out/run")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
    }

    @Test
    void removes_what_an_earlier_run_made_and_this_result_does_not_have() {
        Task task = task("out/**");
        workspace.write("svc/out/keep", "a");
        Tree wanted = outputs().collect(task, store).outputs();
        workspace.write("svc/out/old/stale", "b").write("svc/out/mine", "c");
        Tree recorded = Tree.builder()
                .merge(wanted)
                .file("svc/out/old/stale", digest("b"), false)
                .build();

        outputs().restore(task, wanted, Tree.empty(), recorded, store);

        assertThat(workspace.at("svc/out/old")).doesNotExist();
        assertThat(workspace.at("svc/out/mine")).exists();
        assertThat(workspace.at("svc/out/keep")).exists();
    }

    @Test
    void changes_nothing_when_a_content_is_gone() {
        Task task = task("out/**");
        workspace.write("svc/out/a", "a").write("svc/out/b", "b");
        Tree made = outputs().collect(task, store).outputs();
        workspace.write("svc/out/a", "changed").delete("svc/out/b");
        store.lose(digest("b"));

        Restoration restoration = outputs().restore(task, made, Tree.empty(), made, store);

        assertThat(restoration).isEqualTo(new Restoration.Gone(digest("b")));
        assertThat(workspace.at("svc/out/a")).hasContent("changed");
        assertThat(workspace.at("svc/out/b")).doesNotExist();
        assertThat(staging()).isEmptyDirectory();
    }

    @Test
    void a_file_gives_way_to_a_directory_and_a_directory_of_recorded_files_to_a_file() {
        Task task = task("out/**");
        workspace.write("svc/out/x/y", "1").write("svc/out/z", "2");
        Tree wanted = outputs().collect(task, store).outputs();
        outputs().clear(task, wanted);
        workspace.write("svc/out/x", "3").write("svc/out/z/deep/er", "4");
        Tree recorded = outputs().collect(task, store).outputs();

        Restoration restoration = outputs().restore(task, wanted, Tree.empty(), recorded, store);

        assertThat(restoration.isComplete()).isTrue();
        assertThat(outputs().collect(task, store).outputs()).isEqualTo(wanted);
    }

    @Test
    void a_directory_with_files_that_no_run_recorded_is_in_the_way_and_stays() {
        Task task = task("out/**");
        workspace.write("svc/out/z", "2");
        Tree wanted = outputs().collect(task, store).outputs();
        workspace.delete("svc/out/z").write("svc/out/z/mine", "5");

        Restoration restoration = outputs().restore(task, wanted, Tree.empty(), Tree.empty(), store);

        assertThat(restoration)
                .isInstanceOfSatisfying(
                        Restoration.Blocked.class,
                        blocked -> assertThat(blocked.message()).contains("svc/out/z"));
        assertThat(workspace.at("svc/out/z/mine")).hasContent("5");
    }

    @Test
    void never_writes_through_a_linked_directory() {
        Task task = task("out/**");
        workspace.write("svc/out/passwd", "root::0");
        Tree made = outputs().collect(task, store).outputs();
        Checkout elsewhere = new Checkout(directory.resolve("etc")).directory(".");
        workspace
                .delete("svc/out/passwd")
                .delete("svc/out")
                .link("svc/out", elsewhere.root().toString());

        Restoration restoration = outputs().restore(task, made, Tree.empty(), Tree.empty(), store);

        assertThat(restoration).isInstanceOf(Restoration.Blocked.class);
        assertThat(elsewhere.root()).isEmptyDirectory();
    }

    @Test
    void a_link_among_the_outputs_gives_way_to_the_directory_that_has_to_be_there() {
        Task task = task("out/**");
        workspace.write("svc/out/sub/f", "f");
        Tree made = outputs().collect(task, store).outputs();
        outputs().clear(task, made);
        Checkout elsewhere = new Checkout(directory.resolve("etc")).directory(".");
        workspace.link("svc/out/sub", elsewhere.root().toString());

        Restoration restoration = outputs().restore(task, made, Tree.empty(), Tree.empty(), store);

        assertThat(restoration.isComplete()).isTrue();
        assertThat(elsewhere.root()).isEmptyDirectory();
        assertThat(workspace.at("svc/out/sub")).isDirectory();
        assertThat(Files.isSymbolicLink(workspace.at("svc/out/sub"))).isFalse();
    }

    @Test
    void refuses_a_result_that_names_a_path_the_task_does_not_declare() {
        Digest digest = store.put("evil".getBytes(StandardCharsets.UTF_8));
        Tree hook = Tree.builder()
                .file("svc/.git/hooks/post-checkout", digest, true)
                .build();
        Tree other = Tree.builder().file("other/src/Main.java", digest, false).build();
        Tree away =
                Tree.builder().link("svc/out/away", "../../../../etc/passwd").build();

        assertThat(outputs().restore(task("**"), hook, Tree.empty(), Tree.empty(), store))
                .isInstanceOf(Restoration.Blocked.class);
        assertThat(outputs().restore(task("**"), other, Tree.empty(), Tree.empty(), store))
                .isInstanceOf(Restoration.Blocked.class);
        assertThat(outputs().restore(task("**"), away, Tree.empty(), Tree.empty(), store))
                .isInstanceOf(Restoration.Blocked.class);
        assertThat(workspace.at("svc")).doesNotExist();
        assertThat(workspace.at("other")).doesNotExist();
    }

    @Test
    void a_link_where_a_file_has_to_be_is_replaced_and_not_written_through() {
        Task task = task("out/f");
        workspace.write("svc/out/f", "new");
        Tree made = outputs().collect(task, store).outputs();
        workspace.write("victim", "old").delete("svc/out/f").link("svc/out/f", "../../victim");

        outputs().restore(task, made, Tree.empty(), Tree.empty(), store);

        assertThat(workspace.at("victim")).hasContent("old");
        assertThat(Files.isRegularFile(workspace.at("svc/out/f"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(workspace.at("svc/out/f")).hasContent("new");
    }

    @Test
    void puts_files_into_directories_that_a_program_left_read_only() throws IOException {
        Task task = task("cache/**");
        workspace.write("svc/cache/mod/a", "a").write("svc/cache/mod/sub/b", "b");
        Tree made = outputs().collect(task, store).outputs();
        workspace.write("svc/cache/mod/a", "x").deleteAll("svc/cache/mod/sub");
        Files.setPosixFilePermissions(workspace.at("svc/cache/mod"), PosixFilePermissions.fromString("r-xr-xr-x"));

        outputs().restore(task, made, Tree.empty(), made, store);

        assertThat(outputs().collect(task, store).outputs()).isEqualTo(made);
    }

    @Test
    void two_tasks_at_a_time_put_their_files_into_a_directory_that_neither_found() throws Exception {
        String deep = "out/" + "d/".repeat(30);
        workspace.write("svc/" + deep + "a", "a").write("svc/" + deep + "b", "b");
        Task one = task(deep + "a");
        Task other = task(deep + "b");
        Tree first = outputs().collect(one, store).outputs();
        Tree second = outputs().collect(other, store).outputs();

        for (int round = 0; round < 200; round++) {
            workspace.deleteAll("svc/out");
            WorkspaceOutputs outputs = outputs();
            CyclicBarrier together = new CyclicBarrier(2);
            CompletableFuture<Restoration> aside = CompletableFuture.supplyAsync(() -> {
                meet(together);
                return outputs.restore(other, second, Tree.empty(), Tree.empty(), store);
            });
            meet(together);
            Restoration restored = outputs.restore(one, first, Tree.empty(), Tree.empty(), store);

            assertThat(List.of(restored, aside.get())).containsOnly(new Restoration.Complete(0, 1, 1));
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_a_killed_run_left_in_staging_is_removed() {
        Task task = task("out/f");
        workspace.write("svc/out/f", "f");
        Tree made = outputs().collect(task, store).outputs();
        workspace.delete("svc/out/f");
        new Checkout(staging()).write("0", "half").write("7", "half");

        outputs().restore(task, made, Tree.empty(), Tree.empty(), store);

        assertThat(workspace.at("svc/out/f")).hasContent("f");
        assertThat(staging()).isEmptyDirectory();
    }

    @Test
    void an_unchanged_output_is_read_once_and_then_only_looked_at() throws IOException {
        Task task = task("out/f");
        workspace.write("svc/out/f", "f");
        FileMemo first = memo();
        Tree made = outputs(first).collect(task, store).outputs();
        workspace.letTheClockTick();
        first.save();

        FileMemo second = memo();

        FileStamp stamp = FileStamp.of(workspace.at("svc/out/f"));
        assertThat(second.recall("svc/out/f", stamp)).contains(digest("f"));
        assertThat(outputs(second).restore(task, made, Tree.empty(), made, store))
                .isEqualTo(new Restoration.Complete(1, 0, 0));
    }

    private static Task task(String... patterns) {
        return Task.builder("svc:build").run("true").outputs(patterns).build();
    }

    private WorkspaceOutputs outputs() {
        return outputs(memo());
    }

    private WorkspaceOutputs outputs(FileMemo memo) {
        return new WorkspaceOutputs(workspace.root(), memo, staging(), Set.of());
    }

    private FileMemo memo() {
        return FileMemo.open(workspace.root(), workspace.at(".slipway/outputs"));
    }

    private Path staging() {
        return workspace.at(".slipway/staging");
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
