package io.slipway.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class PlainRunTest {
    private static final String[] WORDS = {
        "run",
        "-k",
        "--keep-going",
        "-j",
        "--jobs",
        "3",
        "0",
        "-1",
        "007",
        "99999",
        "--with",
        "deploy",
        "test",
        "-C",
        "--directory",
        "examples/shop",
        ".",
        "orders",
        "orders:test",
        "--sandbox",
        "--rebuild",
        "--resume",
        "--json",
        "-q",
        "--quiet",
        "-v",
        "--verbose",
        "-qk",
        "-j4",
        "--jobs=4",
        "--",
        "-h",
        "--bogus",
        "",
        "@file",
        "\"quoted\"",
        "-",
        "two words"
    };
    private static final int ARGUMENT_LISTS_PER_SEED = 2_000;

    @Test
    void understands_what_people_usually_write() {
        Optional<RunArguments> read = PlainRun.read(
                new String[] {"run", "examples/shop", "-j", "4", "-k", "--with", "deploy", "orders:test"});

        assertThat(read).hasValueSatisfying(arguments -> {
            assertThat(arguments.selections()).containsExactly("examples/shop", "orders:test");
            assertThat(arguments.jobs()).isEqualTo(4);
            assertThat(arguments.keepGoing()).isTrue();
            assertThat(arguments.with()).hasSize(1);
        });
    }

    @Test
    void leaves_other_commands_and_help_alone() {
        assertThat(PlainRun.read(new String[] {})).isEmpty();
        assertThat(PlainRun.read(new String[] {"plan"})).isEmpty();
        assertThat(PlainRun.read(new String[] {"run", "--help"})).isEmpty();
    }

    static IntStream seeds() {
        return IntStream.range(0, 5);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void reads_what_it_understands_exactly_as_the_option_parser_does(int seed) {
        RandomGenerator random = new Random(seed);
        Surroundings surroundings = new FakeSurroundings().surroundings();
        CommandLine parser = CommandLines.of(surroundings);
        int understood = 0;
        for (int i = 0; i < ARGUMENT_LISTS_PER_SEED; i++) {
            String[] args = anyArguments(random);
            Optional<RunArguments> plain = PlainRun.read(args);
            if (plain.isEmpty()) continue;
            understood++;
            assertThat(plain).as(Arrays.toString(args)).isEqualTo(parsed(parser, args, surroundings));
        }
        assertThat(understood).isGreaterThan(ARGUMENT_LISTS_PER_SEED / 50);
    }

    private static String[] anyArguments(RandomGenerator random) {
        List<String> args = new ArrayList<>(List.of("run"));
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) args.add(WORDS[random.nextInt(WORDS.length)]);
        return args.toArray(new String[0]);
    }

    private static Optional<RunArguments> parsed(CommandLine slipway, String[] args, Surroundings surroundings) {
        RunCommand command = requireNonNull(slipway.getSubcommands().get("run")).getCommand();
        try {
            CommandLines.heed(slipway.parseArgs(args), surroundings.manner());
            return Optional.of(command.arguments());
        } catch (ParameterException refused) {
            return Optional.empty();
        }
    }
}
