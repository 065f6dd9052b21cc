package io.slipway.core.local.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Shard;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardingTest {
    private static final TaskAddress TEST = TaskAddress.parse("app:test");
    private static final List<String> FILES =
            List.of("app/src/x.js", "app/test/a.js", "app/test/b.js", "app/test/c.js");

    @TempDir
    Path directory;

    private Sharding open() {
        return new Sharding(directory.resolve("root"), directory.resolve("own"), directory.resolve("shared"));
    }

    /** As the reader makes it: each part with its number. */
    private static Pipeline read(int parts, Optional<Duration> each) {
        List<Task> tasks = new ArrayList<>();
        for (int i = 1; i <= parts; i++) {
            Shard shard = new Shard(i, parts, PathSet.of("test/**", "!test/lib/**"), each);
            Task.Builder task = Task.builder(shard.of(TEST)).run("make").report("junit", PathSet.of("out/*.xml"));
            shard.variables().forEach(task::env);
            tasks.add(task.terms(new Terms(
                            Optional.of(shard), Optional.empty(), Optional.empty(), List.of(), "", Optional.empty()))
                    .build());
        }
        return Pipeline.of(tasks);
    }

    private static Pipeline auto(Sharding sharding) {
        return read(sharding.counts().getOrDefault(TEST, 1), Optional.of(Duration.ofMinutes(1)));
    }

    private static Tree source(String text) {
        return Tree.builder()
                .put(
                        "app",
                        new TreeEntry.Directory(Tree.builder()
                                .put(
                                        "x.js",
                                        new TreeEntry.File(
                                                Digest.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                                                false))
                                .build()))
                .build();
    }

    private static List<String> files(Pipeline dealt) {
        List<String> files = new ArrayList<>();
        for (Task task : dealt.tasks())
            files.add(task.env().getOrDefault(Shard.FILES_VARIABLE, "").replace('\n', ' '));
        return files;
    }

    private static Map<TaskAddress, Duration> allIn(Pipeline dealt, Duration each) {
        Map<TaskAddress, Duration> ran = new HashMap<>();
        for (Task task : dealt.tasks()) ran.put(task.address(), each);
        return ran;
    }

    /** Reads, deals and says that all parts ran, and how long each took. */
    private Pipeline go(Sharding sharding, List<String> files, String source, Duration took) {
        Pipeline read = auto(sharding);
        if (sharding.reconsider(read, files, () -> source(source))) {
            read = auto(sharding);
            assertThat(sharding.reconsider(read, files, () -> source(source))).isFalse();
        }
        Pipeline dealt = sharding.deal(read);
        sharding.learn(dealt, source(source), allIn(dealt, took));
        return dealt;
    }

    @Test
    void auto_makes_more_parts_when_they_take_long_but_only_once_all_of_them_have_to_run_anyway() {
        assertThat(files(go(open(), FILES, "one", Duration.ofMinutes(3))))
                .containsExactly("test/a.js test/b.js test/c.js");

        assertThat(go(open(), FILES, "one", Duration.ofMinutes(3)).tasks()).hasSize(1);
        assertThat(files(go(open(), FILES, "two", Duration.ofMinutes(1))))
                .containsExactly("test/a.js", "test/b.js", "test/c.js");
        assertThat(open().counts()).containsEntry(TEST, 3);
    }

    @Test
    void a_part_reads_its_files_and_what_is_no_test_file() {
        Sharding sharding = open();
        Pipeline read = read(2, Optional.empty());
        sharding.reconsider(read, FILES, () -> source("one"));
        Task first = sharding.deal(read).tasks().get(0);

        assertThat(first.inputs().in("app").matches("app/src/x.js")).isTrue();
        assertThat(first.inputs().in("app").matches("app/test/lib/help.js")).isTrue();
        assertThat(first.inputs().in("app").matches("app/test/a.js")).isTrue();
        assertThat(first.inputs().in("app").matches("app/test/b.js")).isFalse();
        assertThat(first.inputs().in("app").matches("app/test/c.js")).isTrue();
    }

    @Test
    void times_come_from_junit_reports_and_for_silent_files_from_their_part() throws IOException {
        Path report = directory.resolve("root/app/out/r.xml");
        Files.createDirectories(report.getParent());
        Files.writeString(report, "<testsuite><testcase file=\"test/a.js\" time=\"100\"/></testsuite>");
        go(open(), FILES, "one", Duration.ofSeconds(104));

        assertThat(files(go(open(), FILES, "two", Duration.ofMinutes(1))))
                .containsExactly("test/a.js", "test/b.js test/c.js");
    }

    @Test
    void a_new_checkout_goes_by_what_lies_beside_the_store_and_damage_is_as_good_as_nothing() throws IOException {
        go(open(), FILES, "one", Duration.ofMinutes(3));
        go(open(), FILES, "two", Duration.ofMinutes(1));
        try (var own = Files.list(directory.resolve("own"))) {
            for (Path file : own.toList()) Files.delete(file);
        }
        assertThat(go(open(), FILES, "two", Duration.ofMinutes(1)).tasks()).hasSize(3);

        try (var own = Files.list(directory.resolve("own"))) {
            for (Path file : own.toList()) Files.write(file, new byte[] {1, 0, 0});
        }
        try (var shared = Files.list(directory.resolve("shared"))) {
            for (Path file : shared.toList()) Files.write(file, new byte[] {9});
        }
        assertThat(go(open(), FILES, "two", Duration.ofMinutes(1)).tasks()).hasSize(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_comes_and_goes_each_file_is_in_one_part_and_the_same_past_gives_the_same_parts(long seed)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<String> files = new TreeSet<>();
        for (int round = 0; round < 12; round++) {
            for (int i = random.nextInt(6); i > 0; i--) files.add("app/test/" + random.nextInt(30) + ".js");
            if (random.nextBoolean() && !files.isEmpty()) files.remove(files.first());
            List<String> sources = List.copyOf(files);
            String source = "v" + random.nextInt(3);
            Sharding one = open();
            Sharding other = open();
            Pipeline read = auto(one);
            boolean again = one.reconsider(read, sources, () -> source(source));
            assertThat(other.reconsider(read, sources, () -> source(source))).isEqualTo(again);
            assertThat(other.counts()).isEqualTo(one.counts());

            Duration took = Duration.ofSeconds(random.nextInt(1, 300));
            List<String> dealt = new ArrayList<>();
            for (String part : files(go(open(), sources, source, took)))
                for (String file : part.split(" ")) if (!file.isEmpty()) dealt.add("app/" + file);
            assertThat(dealt).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(files);
        }
    }
}
