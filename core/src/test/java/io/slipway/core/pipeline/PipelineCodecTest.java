package io.slipway.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.PathSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineCodecTest {
    private static final Task EVERYTHING = Task.builder("orders:test")
            .directory("services/orders")
            .kind(TaskKind.TEST)
            .run(new Command.Argv(List.of("java", "-ea", "Tests", "")))
            .inputs("src/**", "!src/doc/**")
            .outputs("build/test/**")
            .report("junit", PathSet.of("build/*.xml"))
            .report("coverage", PathSet.of("build/jacoco.exec"))
            .needs("compile")
            .need(new Need(
                    TaskAddress.parse("contracts:package"), NeedKind.TEST, true, Optional.of(PathSet.of("lib/**"))))
            .need(Need.of(TaskAddress.parse("db:up"), NeedKind.RUNTIME))
            .requires(Map.of("os", "linux", "jdk", ">=17,<22"))
            .resources(new Resources(1500, 1L << 40))
            .locks("port-8080", "db")
            .timeout(Duration.ofSeconds(90, 5))
            .env("MODE", "fast ✓")
            .env("EMPTY", "")
            .pass(List.of("CI"))
            .always(true)
            .build();
    private static final Task WITH_DISK_AND_COUNTS = Task.builder("orders:bench")
            .run("make bench")
            .resources(new Resources(1500, 1L << 40)
                    .withDisk(5L << 40)
                    .withCount("gpu", 2)
                    .withCount("licence", 1))
            .build();
    private static final Task WITH_RETRY_AND_THROTTLES = Task.builder("orders:deploy")
            .run("make deploy")
            .retry(RetryPolicy.DEFAULT
                    .with(RetryPolicy.Failure.EXIT, RetryPolicy.Backoff.doubling(4, Duration.ofMillis(1500)))
                    .onLost(RetryPolicy.OnLost.HOLD))
            .throttle("database", 3)
            .build();
    private static final Task WITH_PRIORITY_AND_PREFERENCES = Task.builder("orders:image")
            .run("make image")
            .retry(RetryPolicy.DEFAULT
                    .with(RetryPolicy.Failure.EXIT, RetryPolicy.Backoff.atOnce(2))
                    .onlyExitCodes(List.of(111, 75)))
            .priority(-10)
            .prefers(Map.of("disk", "ssd", "docker", ">=24"))
            .build();
    private static final Task EXCLUSIVE =
            Task.builder("orders:measure").run("make measure").exclusive(true).build();
    private static final List<Task> TASKS = List.of(
            EVERYTHING,
            Task.builder("orders:compile")
                    .run("javac")
                    .outputs("build/classes/**")
                    .build(),
            Task.builder("contracts:package").run("make\n").outputs("lib/**").build(),
            Task.builder("db:up").kind(TaskKind.DEPLOY).run("make").build());

    @Test
    void a_pipeline_comes_back_as_it_was() {
        Pipeline pipeline = Pipeline.of(TASKS);

        Pipeline decoded = PipelineCodec.decode(PipelineCodec.encode(pipeline));

        assertThat(decoded).isEqualTo(pipeline);
        assertThat(decoded.get(EVERYTHING.address())).isEqualTo(EVERYTHING);
        assertThat(decoded.graph().nodes()).isEqualTo(pipeline.graph().nodes());
        assertThat(decoded.graph().edgeCount()).isEqualTo(2);
    }

    @Test
    void disk_and_counts_come_back() {
        Pipeline pipeline = Pipeline.of(List.of(
                WITH_DISK_AND_COUNTS, Task.builder("orders:plain").run("make").build()));

        assertThat(PipelineCodec.decode(PipelineCodec.encode(pipeline))).isEqualTo(pipeline);
    }

    @Test
    void how_a_task_is_tried_again_and_what_it_throttles_come_back() {
        Pipeline pipeline = Pipeline.of(List.of(
                WITH_RETRY_AND_THROTTLES,
                WITH_DISK_AND_COUNTS,
                Task.builder("orders:plain").run("make").build()));
        byte[] bytes = PipelineCodec.encode(pipeline);

        assertThat(bytes[0]).isEqualTo((byte) 3);
        assertThat(PipelineCodec.decode(bytes)).isEqualTo(pipeline);
    }

    @Test
    void secrets_and_sidecars_come_back() {
        Task task = Task.builder("orders:publish")
                .run("make publish")
                .secrets(new TreeMap<>(Map.of(
                        "A", new SecretSource.Variable("CI_A"),
                        "B", new SecretSource.File("~/b"),
                        "C", new SecretSource.Program(List.of("pass", "show", "c"), Duration.ofSeconds(5)))))
                .sidecars(List.of(
                        sidecar("one", new Sidecar.PortListens("db")),
                        sidecar("two", new Sidecar.LogSays("ready$")),
                        sidecar("three", new Sidecar.CommandSucceeds(new Command.Argv(List.of("nc", "-z")))),
                        sidecar("four", new Sidecar.FileExists("x.sock"))))
                .build();
        Pipeline pipeline = Pipeline.of(List.of(task, EXCLUSIVE));
        byte[] bytes = PipelineCodec.encode(pipeline);

        assertThat(bytes[0]).isEqualTo((byte) 7);
        assertThat(PipelineCodec.decode(bytes)).isEqualTo(pipeline);
        assertThat(PipelineCodec.decode(bytes).get(task.address())).isEqualTo(task);
    }

    private static Sidecar sidecar(String name, Sidecar.Ready ready) {
        return new Sidecar(
                name,
                new Command.Shell("start " + name),
                "orders/" + name,
                new TreeMap<>(Map.of("MODE", name)),
                List.of("db", "admin"),
                Optional.of(ready),
                Duration.ofSeconds(30),
                Duration.ZERO);
    }

    @Test
    void exclusive_use_comes_back() {
        Pipeline pipeline = Pipeline.of(List.of(EXCLUSIVE, WITH_PRIORITY_AND_PREFERENCES));
        byte[] bytes = PipelineCodec.encode(pipeline);

        assertThat(bytes[0]).isEqualTo((byte) 5);
        assertThat(PipelineCodec.decode(bytes)).isEqualTo(pipeline);
        assertThat(PipelineCodec.decode(bytes).get(EXCLUSIVE.address()).exclusive())
                .isTrue();
    }

    @Test
    void terms_come_back() {
        Terms terms = new Terms(
                Optional.of(new Shard(2, 3, PathSet.of("test/**"), Optional.of(Duration.ofMinutes(2)))),
                Optional.of(new Approval(List.of("bob", "ada"), "look at the plan")),
                Optional.of(new Keep(PathSet.of("build/*.jar"), Duration.ofDays(30))),
                List.of("jdk"),
                "2",
                Optional.of(TaskAddress.parse("orders:check")));
        Pipeline pipeline = Pipeline.of(List.of(
                EXCLUSIVE,
                Task.builder("orders:test[shard=2of3]").run("make").terms(terms).build()));
        byte[] bytes = PipelineCodec.encode(pipeline);

        assertThat(bytes[0]).isEqualTo((byte) 8);
        assertThat(PipelineCodec.decode(bytes)).isEqualTo(pipeline);
        assertThat(PipelineCodec.decode(bytes).tasks().get(1).terms()).isEqualTo(terms);
    }

    @Test
    void priority_preferences_and_exit_codes_come_back() {
        Pipeline pipeline = Pipeline.of(List.of(
                WITH_PRIORITY_AND_PREFERENCES,
                WITH_RETRY_AND_THROTTLES,
                Task.builder("orders:plain").run("make").build()));
        byte[] bytes = PipelineCodec.encode(pipeline);

        assertThat(bytes[0]).isEqualTo((byte) 4);
        assertThat(PipelineCodec.decode(bytes)).isEqualTo(pipeline);
    }

    @Test
    void the_bytes_with_disk_and_counts_stay_what_they_are() {
        byte[] bytes = PipelineCodec.encode(Pipeline.of(List.of(WITH_DISK_AND_COUNTS)));

        assertThat(bytes[0]).isEqualTo((byte) 2);
        assertThat(Digest.of(bytes))
                .hasToString("c07d64e079eabc6351c7d6e22ae4126cef2a41582862fd81ab9b9a71972bda32/198");
    }

    @Test
    void an_empty_pipeline_comes_back() {
        assertThat(PipelineCodec.decode(PipelineCodec.encode(Pipeline.of(List.of()))))
                .isEqualTo(Pipeline.of(List.of()));
    }

    @Test
    void equal_pipelines_have_equal_bytes() {
        List<Task> otherOrder = new ArrayList<>(TASKS);
        Collections.reverse(otherOrder);

        assertThat(PipelineCodec.encode(Pipeline.of(otherOrder))).isEqualTo(PipelineCodec.encode(Pipeline.of(TASKS)));
    }

    @Test
    void the_bytes_stay_what_they_are() {
        // Pipelines are kept under the digest of these bytes: another form needs another version byte.
        assertThat(Digest.of(PipelineCodec.encode(Pipeline.of(TASKS))))
                .hasToString("42d78f3dd3b65eeff6a21d3d624d6136850352b62e44bceebc2493f607e6175d/872");
    }

    @Test
    void bytes_of_another_version_are_refused() {
        byte[] bytes = PipelineCodec.encode(Pipeline.of(TASKS));
        bytes[0] = 9;

        assertThatExceptionOfType(MalformedContentException.class)
                .isThrownBy(() -> PipelineCodec.decode(bytes))
                .withMessage("version 9 of a pipeline");
    }

    @Test
    void bytes_cut_short_are_refused_wherever_they_end() {
        List<Task> tasks = new ArrayList<>(TASKS);
        tasks.add(WITH_DISK_AND_COUNTS);
        tasks.add(WITH_RETRY_AND_THROTTLES);
        tasks.add(WITH_PRIORITY_AND_PREFERENCES);
        byte[] bytes = PipelineCodec.encode(Pipeline.of(tasks));

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> PipelineCodec.decode(cut)).isInstanceOf(MalformedContentException.class);
        }
        assertThatThrownBy(() -> PipelineCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(MalformedContentException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void damaged_bytes_are_a_pipeline_or_refused_and_nothing_else(long seed) {
        byte[] bytes = PipelineCodec.encode(Pipeline.of(TASKS));
        RandomGenerator random = new SplittableRandom(seed);

        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = bytes.clone();
            for (int i = random.nextInt(3); i >= 0; i--)
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                assertThat(PipelineCodec.decode(damaged)).isNotNull();
            } catch (MalformedContentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
