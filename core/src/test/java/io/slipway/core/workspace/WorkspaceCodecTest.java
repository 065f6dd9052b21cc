package io.slipway.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.content.MalformedContentException;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.WrittenPlaces;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceCodecTest {
    private static final TaskAddress COMPILE = TaskAddress.parse("orders:compile");
    private static final TaskAddress PACKAGE = TaskAddress.parse("contracts:package");
    private static final Need FOUND = Need.of(PACKAGE, NeedKind.TEST);
    private static final Workspace WORKSPACE = new Workspace(
            List.of(
                    new Service("orders", "", "slipway.yaml"),
                    new Service("contracts", "contracts", "contracts/slipway.yaml")),
            Pipeline.of(List.of(
                    Task.builder(COMPILE)
                            .directory("")
                            .run("make")
                            .inputs("src", "src/**", "src")
                            .outputs("build")
                            .need(FOUND)
                            .build(),
                    Task.builder(PACKAGE).run("make").outputs("jar").build())),
            new WrittenPlaces(new TreeMap<>(Map.of(
                    COMPILE,
                    new WrittenPlaces.OfTask(
                            new Place("slipway.yaml", 4, 3),
                            new TreeMap<>(Map.of(PACKAGE, new Place("pom.xml", 70_000, 9))),
                            new TreeMap<>(Map.of("src/**", new Place("slipway.yaml", 6, 14))),
                            new TreeMap<>(Map.of("build", new Place("slipway.yaml", 7, 15))))))),
            List.of(new FoundNeed(COMPILE, FOUND, new Place("pom.xml", 70_000, 9), "it names contracts")),
            new TreeMap<>(Map.of("database", 4)),
            new TreeMap<>(Map.of("target", "staging")));

    @Test
    void a_workspace_comes_back_as_it_was() {
        assertThat(WorkspaceCodec.decode(WorkspaceCodec.encode(WORKSPACE))).isEqualTo(WORKSPACE);
    }

    @Test
    void bytes_of_another_version_are_refused() {
        byte[] bytes = WorkspaceCodec.encode(WORKSPACE);
        bytes[0]++;

        assertThatExceptionOfType(MalformedContentException.class)
                .isThrownBy(() -> WorkspaceCodec.decode(bytes))
                .withMessageMatching("version \\d+ of a workspace");
    }

    @Test
    void bytes_cut_short_or_too_many_are_refused() {
        byte[] bytes = WorkspaceCodec.encode(WORKSPACE);

        for (int length = 0; length <= bytes.length + 1; length++) {
            if (length == bytes.length) continue;
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> WorkspaceCodec.decode(cut)).isInstanceOf(MalformedContentException.class);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void damaged_bytes_are_a_workspace_or_refused_and_nothing_else(long seed) {
        byte[] bytes = WorkspaceCodec.encode(WORKSPACE);
        RandomGenerator random = new SplittableRandom(seed);

        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                assertThat(WorkspaceCodec.decode(damaged)).isNotNull();
            } catch (MalformedContentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
