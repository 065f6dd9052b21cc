package io.slipway.core.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.TaskAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionTest {
    /** Change this only together with the format's number: every kept result is lost with it. */
    private static final String GOLDEN = "e9a557e110398ece7dbc9f4882931aec360648f4f898ac69e0075d5e308e44d8";

    private static final String GOLDEN_WITH_SECRETS_AND_SIDECARS =
            "c3694744bbddaf53f9961235b5dc8ea42b0182071e032d92acd3f28dbb35eff3";

    @Test
    void a_key_stays_the_same_from_version_to_version() {
        assertThat(new SampleAction().action().key()).hasToString(GOLDEN);
    }

    static List<Consumer<SampleAction>> changes() {
        return List.of(
                action -> action.sources = Tree.empty(),
                action -> action.needs.clear(),
                action -> action.needs.put(TaskAddress.parse("contracts:test"), Tree.empty()),
                action -> action.needs.replaceAll((task, tree) -> Tree.empty()),
                action -> action.command = new Command.Shell("javac src/Main.java "),
                action -> action.command = new Command.Argv(List.of("javac", "src/Main.java")),
                action -> action.command = new Command.Argv(List.of("javac src/Main.java")),
                action -> action.directory = "",
                action -> action.env.put("LANG", Optional.of("de_DE")),
                action -> action.env.put("LANG", Optional.empty()),
                action -> action.env.put("UNSET", Optional.of("")),
                action -> action.env.remove("UNSET"),
                action -> action.outputs = PathSet.of("build/**"),
                action -> action.reports.clear(),
                action -> action.reports.put("junit", PathSet.none()),
                action -> action.os = "mac",
                action -> action.arch = "arm64",
                action -> action.requires.put("jdk", "17"),
                action -> action.requires.clear(),
                action -> action.version = "2");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void every_part_counts(Consumer<SampleAction> change) {
        SampleAction changed = new SampleAction();
        change.accept(changed);

        assertThat(changed.action().key())
                .isNotEqualTo(new SampleAction().action().key());
    }

    static List<Consumer<SampleAction>> changesOfSecretsAndSidecars() {
        return List.of(
                action -> action.version = "2",
                action -> action.secrets.clear(),
                action -> action.secrets.add("OTHER"),
                action -> action.sidecars.clear(),
                action -> action.sidecars.put("app", action.sidecars.remove("db")),
                action -> action.sidecars.put(
                        "db",
                        SampleAction.beside("start", "orders/db", Map.of("MODE", "fast"), List.of("db", "admin"))),
                action -> action.sidecars.put(
                        "db",
                        SampleAction.beside("start-db", "orders", Map.of("MODE", "fast"), List.of("db", "admin"))),
                action -> action.sidecars.put(
                        "db", SampleAction.beside("start-db", "orders/db", Map.of(), List.of("db", "admin"))),
                action -> action.sidecars.put(
                        "db", SampleAction.beside("start-db", "orders/db", Map.of("MODE", "fast"), List.of("db"))));
    }

    @ParameterizedTest
    @MethodSource("changesOfSecretsAndSidecars")
    void every_part_of_secrets_and_sidecars_counts(Consumer<SampleAction> change) {
        SampleAction changed = SampleAction.withSecretsAndSidecars();
        change.accept(changed);

        assertThat(changed.action().key())
                .isNotEqualTo(SampleAction.withSecretsAndSidecars().action().key());
    }

    @Test
    void secrets_and_sidecars_come_back_from_the_encoding_with_the_same_key() {
        Action action = SampleAction.withSecretsAndSidecars().action();

        Action decoded = Action.decode(action.encode());

        assertThat(decoded).isEqualTo(action);
        assertThat(decoded.key()).isEqualTo(action.key());
        assertThat(action.encode()[0]).isEqualTo((byte) 2);
        assertThat(action.key()).hasToString(GOLDEN_WITH_SECRETS_AND_SIDECARS);
    }

    @Test
    void a_version_comes_back_from_the_encoding_with_and_without_secrets() {
        for (SampleAction sample : List.of(new SampleAction(), SampleAction.withSecretsAndSidecars())) {
            sample.version = "2";
            Action action = sample.action();

            Action decoded = Action.decode(action.encode());

            assertThat(decoded).isEqualTo(action);
            assertThat(decoded.key()).isEqualTo(action.key());
        }
    }

    @Test
    void the_order_in_which_parts_were_given_does_not_count() {
        SampleAction other = new SampleAction();
        TreeMap<String, Optional<String>> env = new TreeMap<>(other.env.descendingMap());
        other.env = env;

        assertThat(other.action().key()).isEqualTo(new SampleAction().action().key());
    }

    @ParameterizedTest
    @MethodSource("changes")
    void what_was_encoded_has_the_same_key(Consumer<SampleAction> change) {
        SampleAction changed = new SampleAction();
        change.accept(changed);

        Action decoded = Action.decode(changed.action().encode());

        assertThat(decoded).isEqualTo(changed.action());
        assertThat(decoded.key()).isEqualTo(changed.action().key());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void damaged_bytes_are_refused_or_have_another_key_but_never_break(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        byte[] bytes = new SampleAction().action().encode();
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged =
                    random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
            if (damaged.length > 0) damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                Action action = Action.decode(damaged);
                assertThat(action.key())
                        .isNotEqualTo(new SampleAction().action().key());
            } catch (MalformedContentException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void another_format_is_refused() {
        byte[] bytes = new SampleAction().action().encode();
        bytes[0] = 3;

        assertThatExceptionOfType(MalformedContentException.class)
                .isThrownBy(() -> Action.decode(bytes))
                .withMessage("format of an action: 3");
    }
}
