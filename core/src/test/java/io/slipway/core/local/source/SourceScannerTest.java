package io.slipway.core.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceScannerTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private Checkout checkout;

    @BeforeEach
    void checkOut() {
        checkout = new Checkout(directory).directory(".slipway").git("init", "--quiet");
    }

    @Test
    void takes_what_git_does_not_ignore_whether_it_tracks_it_or_not() {
        checkout.write("tracked.txt", "1").git("add", "tracked.txt");
        checkout.write("new.txt", "2").write("ignored.log", "3").write(".gitignore", "*.log\n");

        assertThat(scan().tree().flatten()).containsOnlyKeys(".gitignore", "new.txt", "tracked.txt");
    }

    @Test
    void a_declared_output_is_no_source_and_one_that_git_tracks_is_told() {
        checkout.write("svc/src/A.java", "a").write("svc/build/A.class", "b").write("svc/gen/B.java", "c");
        checkout.git("add", "svc/gen/B.java");
        DeclaredOutputs outputs = DeclaredOutputs.builder()
                .add("svc", PathSet.of("build/**", "gen/**"))
                .build();

        SourceScan scan = scan(outputs);

        assertThat(scan.tree().flatten()).containsOnlyKeys("svc/src/A.java");
        assertThat(scan.trackedOutputs()).containsExactly("svc/gen/B.java");
    }

    @Test
    void a_file_has_its_digest_and_executable_bit_and_a_link_its_target() {
        checkout.write("run.sh", "echo").executable("run.sh", true).link("away", "/etc");

        assertThat(scan().tree().flatten())
                .containsEntry("run.sh", new TreeEntry.File(digest("echo"), true))
                .containsEntry("away", new TreeEntry.Link("/etc"));
    }

    @Test
    void a_tracked_file_that_was_deleted_is_no_source() {
        checkout.write("gone.txt", "1").write("dir/gone.txt", "2").git("add", ".");
        checkout.delete("gone.txt").delete("dir/gone.txt").delete("dir");

        assertThat(scan().tree().isEmpty()).isTrue();
    }

    @Test
    void a_directory_where_git_tracks_a_file_has_its_new_files_as_source() {
        checkout.write("a", "1").git("add", "a").delete("a").write("a/b", "2");

        assertThat(scan().tree().flatten()).containsOnlyKeys("a/b");
    }

    @Test
    void git_and_slipway_directories_are_no_source_at_any_depth() {
        checkout.write("sub/.slipway/log", "1").write("sub/.git2/x", "2").write(".gitattributes", "3");
        checkout.write(".slipwayx", "4").write("a.git", "5");

        assertThat(scan().tree().flatten()).containsOnlyKeys(".gitattributes", ".slipwayx", "a.git", "sub/.git2/x");
    }

    @Test
    void a_workspace_below_the_root_of_a_repository_has_only_what_lies_in_it() {
        checkout.write("shop/src/a", "1").write("other/b", "2").write(".gitignore", "*.log\n");
        checkout.write("shop/x.log", "3").git("add", ".").directory("shop/.slipway");

        SourceScan scan = new SourceScanner(Runnable::run, 1)
                .scan(SourceFiles.under(checkout.at("shop")), none(), checkout.at("shop/.slipway/memo"));

        assertThat(scan.tree().flatten()).containsOnlyKeys("src/a");
    }

    @Test
    void a_workspace_in_a_directory_that_git_ignores_has_all_its_files() {
        checkout.write(".gitignore", "target/\n").write("target/ws/a", "1").write("target/ws/b/c", "2");
        checkout.directory("target/ws/.slipway");

        SourceScan scan = new SourceScanner(Runnable::run, 1)
                .scan(SourceFiles.under(checkout.at("target/ws")), none(), checkout.at("target/ws/.slipway/memo"));

        assertThat(scan.tree().flatten()).containsOnlyKeys("a", "b/c");
    }

    @Test
    void without_a_repository_every_file_is_source() {
        checkout.deleteAll(".git");
        checkout.write("a", "1")
                .write("b/.hidden", "2")
                .write("b/ignored.log", "3")
                .write(".gitignore", "*.log");
        checkout.write("b/.git", "4").link("to-b", "b");

        assertThat(scan().tree().flatten())
                .containsOnlyKeys(".gitignore", "a", "b/.hidden", "b/ignored.log", "to-b")
                .containsEntry("to-b", new TreeEntry.Link("b"));
    }

    @Test
    void submodules_and_repositories_inside_are_listed_by_their_own_rules() {
        Checkout library = new Checkout(elsewhere)
                .git("init", "--quiet")
                .write("lib.c", "1")
                .write(".gitignore", "*.o\n")
                .git("add", ".")
                .git("commit", "--quiet", "-m", "x");
        checkout.git("submodule", "--quiet", "add", library.root().toString(), "vendor/lib");
        checkout.git("submodule", "--quiet", "add", library.root().toString(), "vendor/absent");
        checkout.git("submodule", "--quiet", "deinit", "--force", "vendor/absent");
        checkout.write("vendor/lib/lib.o", "2").write("vendor/lib/new.c", "3");
        Checkout nested = new Checkout(checkout.at("nested")).directory(".").git("init", "--quiet");
        nested.write("n.c", "4").write("n.log", "5").write(".gitignore", "*.log\n");

        assertThat(scan().tree().flatten())
                .containsOnlyKeys(
                        ".gitmodules",
                        "nested/.gitignore",
                        "nested/n.c",
                        "vendor/lib/.gitignore",
                        "vendor/lib/lib.c",
                        "vendor/lib/new.c");
    }

    @Test
    void a_file_in_conflict_is_source_once() {
        checkout.write("a", "base")
                .git("add", ".")
                .git("commit", "--quiet", "-m", "base")
                .git("branch", "other");
        checkout.write("a", "ours").git("commit", "--quiet", "-am", "ours");
        checkout.git("checkout", "--quiet", "other").write("a", "theirs").git("commit", "--quiet", "-am", "theirs");
        assertThatThrownBy(() -> checkout.git("merge", "master")).hasMessageContaining("CONFLICT");

        assertThat(scan().tree().flatten()).containsOnlyKeys("a");
    }

    @Test
    void odd_names_are_names_like_any_other() {
        String[] odd = {"-rf", "a b", "new\nline", "tab\there", "näme", "🦆", "\"quoted\"", "*.java", "back\\slash"};
        for (String name : odd) checkout.write("dir/" + name, name);
        checkout.git("add", "dir/🦆", "--", "dir/-rf");

        assertThat(scan().tree().flatten().keySet())
                .hasSize(odd.length)
                .allSatisfy(path -> assertThat(path.substring("dir/".length())).isIn((Object[]) odd));
    }

    @Test
    void names_that_are_not_utf8_are_a_clear_problem() throws Exception {
        new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'dir-\\377')\"")
                .directory(directory.toFile())
                .start()
                .waitFor();

        assertThatThrownBy(this::scan)
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("file names that are not UTF-8: dir-\uFFFD")
                .hasMessageEndingWith("rename them, or have git ignore them");
    }

    @Test
    void a_repository_that_git_refuses_to_list_is_a_problem_and_not_a_workspace_without_git() {
        checkout.write("a", "1").write(".git/HEAD", "nonsense");

        assertThatThrownBy(this::scan).isInstanceOf(SourceException.class).hasMessageContaining("git cannot list");
    }

    @Test
    void an_unchanged_file_is_not_read_again() throws IOException {
        checkout.write("a", "1").letTheClockTick();
        scan();
        byte[] remembered = Files.readAllBytes(memo());
        damageDigestInMemo(digest("1"), digest("2"));

        // the memo is believed, right or wrong
        assertThat(scan().tree().find("a")).contains(new TreeEntry.File(digest("2"), false));
        Files.write(memo(), remembered);
        assertThat(scan().tree().find("a")).contains(new TreeEntry.File(digest("1"), false));
        assertThat(memo()).hasBinaryContent(remembered);
    }

    @Test
    void a_change_of_content_time_mode_or_file_is_seen() {
        checkout.write("same-size", "1").write("same-time", "12").modifiedAt("same-time", 5_000_000_000L);
        checkout.write("mode", "1").write("replaced", "1").write("touched", "1").letTheClockTick();
        Tree before = scan().tree();
        checkout.letTheClockTick();

        checkout.write("same-size", "2").write("same-time", "21").modifiedAt("same-time", 5_000_000_000L);
        checkout.executable("mode", true)
                .delete("replaced")
                .write("replaced", "3")
                .modifiedAt("touched", 7L);

        assertThat(scan().tree().flatten())
                .containsEntry("same-size", new TreeEntry.File(digest("2"), false))
                .containsEntry("same-time", new TreeEntry.File(digest("21"), false))
                .containsEntry("mode", new TreeEntry.File(digest("1"), true))
                .containsEntry("replaced", new TreeEntry.File(digest("3"), false))
                .containsEntry("touched", before.children().get("touched"));
    }

    @Test
    void a_file_changed_no_earlier_than_the_scan_is_read_again_by_the_next_one() {
        checkout.write("a", "1").modifiedAt("a", Long.MAX_VALUE / 2).letTheClockTick();
        scan();

        // as if it had changed within the same tick of the clock: nothing but the content is different
        assertThat(MemoFile.load(memo()).size()).isZero();
        assertThat(scan().tree().find("a")).contains(new TreeEntry.File(digest("1"), false));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 20, 100, 180, -1})
    void a_memo_that_was_cut_short_counts_as_none(int length) throws IOException {
        checkout.write("a", "1").write("b", "2").letTheClockTick();
        Tree before = scan().tree();
        byte[] memo = Files.readAllBytes(memo());
        Files.write(memo(), Arrays.copyOf(memo, length < 0 ? memo.length - 1 : length));

        assertThat(MemoFile.load(memo()).size()).isZero();
        assertThat(scan().tree()).isEqualTo(before);
        assertThat(memo()).hasBinaryContent(memo);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void a_memo_with_any_byte_changed_counts_as_none(long seed) throws IOException {
        checkout.write("a", "1").write("b", "2").letTheClockTick();
        scan();
        byte[] memo = Files.readAllBytes(memo());
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < 50; i++) {
            byte[] damaged = memo.clone();
            damaged[random.nextInt(memo.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(memo(), damaged);

            assertThat(MemoFile.load(memo()).size()).isZero();
        }
    }

    @Test
    void a_memo_that_cannot_be_written_changes_nothing() throws IOException {
        checkout.write("a", "1").directory(".slipway/memo").write(".slipway/memo/in-the-way", "x");

        assertThat(scan().tree().flatten()).containsOnlyKeys("a");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void after_any_changes_a_scan_with_a_memo_finds_what_one_without_finds(long seed) throws IOException {
        RandomGenerator random = new SplittableRandom(seed);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 60; i++) {
                String path = "d" + random.nextInt(8) + "/f" + random.nextInt(30);
                if (random.nextInt(4) == 0) Files.deleteIfExists(checkout.at(path));
                else checkout.write(path, "" + random.nextInt(10));
            }

            Tree remembered = scan(threads, memo()).tree();

            assertThat(remembered)
                    .isEqualTo(
                            scan(threads, checkout.at(".slipway/none" + round)).tree());
        }
        threads.shutdown();
    }

    @Test
    void the_same_files_are_found_with_any_number_of_threads_and_without_any_that_is_free() {
        for (int i = 0; i < 1100; i++) checkout.write("d" + i % 30 + "/f" + i, "" + i);
        List<Runnable> neverRun = new ArrayList<>();

        Tree alone = scan().tree();
        Tree waiting = new SourceScanner(neverRun::add, 4)
                .scan(SourceFiles.under(directory), none(), checkout.at(".slipway/other"))
                .tree();

        assertThat(waiting).isEqualTo(alone);
        assertThat(waiting.fileCount()).isEqualTo(1100);
        assertThat(neverRun).isNotEmpty();
    }

    @Test
    void definitions_are_found_by_name_wherever_they_lie() {
        checkout.write("slipway.yaml", "").write("a/b/slipway.yaml", "").write("a/not-slipway.yaml", "");
        checkout.write("ignored/slipway.yaml", "").write(".gitignore", "ignored/");

        assertThat(SourceFiles.under(directory).named("slipway.yaml"))
                .containsExactly("a/b/slipway.yaml", "slipway.yaml");
    }

    private void damageDigestInMemo(Digest from, Digest to) throws IOException {
        MemoFile old = MemoFile.load(memo());
        MemoFile.Writer writer = new MemoFile.Writer(1);
        for (int i = 0; i < old.size(); i++) {
            assertThat(old.digest(i)).isEqualTo(from);
            byte[] name = old.path(i).getBytes(StandardCharsets.UTF_8);
            writer.add(name, 0, name.length, FileStamp.of(checkout.at(old.path(i))), to);
        }
        writer.writeTo(memo(), checkout.at(".slipway/aside"));
    }

    private Path memo() {
        return checkout.at(".slipway/memo");
    }

    private SourceScan scan(Executor executor, Path memo) {
        return new SourceScanner(executor, 2).scan(SourceFiles.under(directory), none(), memo);
    }

    private static DeclaredOutputs none() {
        return DeclaredOutputs.builder().build();
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private SourceScan scan() {
        return scan(none());
    }

    private SourceScan scan(DeclaredOutputs outputs) {
        return new SourceScanner(Runnable::run, 2)
                .scan(SourceFiles.under(directory), outputs, directory.resolve(".slipway/memo"));
    }
}
