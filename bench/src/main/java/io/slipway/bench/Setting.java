package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How a bench is run. Immutable.
 *
 * @param root of the Slipway that is measured: the directory with its launcher
 * @param quick whether one round is enough
 * @param data where generated files are made, and kept for the next time where making them takes long; the system's
 *     temporary directory, and nothing is kept, when absent
 * @param seed of everything that is left to chance
 * @param count how often, for benches that repeat one thing; each has its own default when absent
 */
record Setting(Path root, boolean quick, Optional<Path> data, long seed, Optional<Integer> count) {
    /** Processors, and so the number of slots that every side gets. */
    static final int CPUS = Runtime.getRuntime().availableProcessors();

    private static final long USUAL_SEED = 1;

    /**
     * Reads {@code [--quick] [--data DIR] [--seed S] [--count N]}.
     *
     * @throws IllegalArgumentException when there is anything else
     */
    static Setting parse(Path root, String[] arguments, int from, Optional<String> dataVariable) {
        boolean quick = false;
        Optional<Path> data = dataVariable.filter(value -> !value.isEmpty()).map(Path::of);
        long seed = USUAL_SEED;
        Optional<Integer> count = Optional.empty();
        for (int i = from; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--data" -> data = Optional.of(Path.of(value(arguments, ++i)));
                case "--seed" -> seed = Long.parseLong(value(arguments, ++i));
                case "--count" -> count = Optional.of(Integer.parseInt(value(arguments, ++i)));
                default ->
                    throw new IllegalArgumentException(
                            arguments[i] + " (expected: --quick, --data DIR, --seed S or --count N)");
            }
        }
        return new Setting(root, quick, data.map(path -> path.toAbsolutePath().normalize()), seed, count);
    }

    private static String value(String[] arguments, int at) {
        if (at >= arguments.length) throw new IllegalArgumentException(arguments[at - 1] + " needs a value after it");
        return arguments[at];
    }

    /** The options that make another measurement of it than none. */
    String asked() {
        List<String> options = new ArrayList<>();
        if (quick) options.add("--quick");
        if (seed != USUAL_SEED) options.add("--seed " + seed);
        count.ifPresent(times -> options.add("--count " + times));
        return String.join(" ", options);
    }

    RandomGenerator random() {
        return new SplittableRandom(seed);
    }

    int rounds() {
        return quick ? 1 : 3;
    }

    /** An empty directory that goes when it is closed. */
    TemporaryDirectory temporaryDirectory() throws IOException {
        if (data.isEmpty()) return new TemporaryDirectory(Files.createTempDirectory("slipway-bench-"));
        Files.createDirectories(data.get());
        return new TemporaryDirectory(Files.createTempDirectory(data.get(), "work-"));
    }

    /** The real Slipway, with a store of its own. */
    Slipway slipway(Path store) {
        return new Slipway(root.resolve("slipway"), store);
    }
}
