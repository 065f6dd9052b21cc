package io.slipway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.definition.CelConditions;
import io.slipway.core.definition.DefinitionReader;
import io.slipway.core.pipeline.Condition;
import io.slipway.core.pipeline.Facts;
import io.slipway.core.pipeline.InvalidPipelineException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads the inputs of {@link FuzzInputs}, one after the other: {@code COUNT SEED DIRECTORY}, where the directory holds right
 * definitions. Prints each input that was not met as it should, and then one line: how many those are, which input was the
 * slowest, its milliseconds, and the most memory that the process had, in MiB.
 */
final class Fuzzing {
    private static final double MOST_MILLIS = 2_000;
    private static final int MOST_SHOWN = 20;
    private static final String OTHERS =
            "slipway: 1\nservice: contracts\ntasks: {package: {run: make, outputs: [out]}}\n";

    private static final Facts FACTS = new Facts(
            new TreeMap<>(Map.of("branch", "main", "env.N", "3", "event", "push")),
            new TreeSet<>(List.of("src/a.java", "docs/b.md")));

    private Fuzzing() {}

    /** What came of it. */
    record Outcome(long wrong, long slowest, double slowestMillis) {}

    static Outcome read(FuzzInputs inputs, long count) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long wrong = 0;
        long slowest = 0;
        double most = 0;
        for (long i = 0; i < count; i++) {
            byte[] input = inputs.get(i);
            long begin = threads.getCurrentThreadCpuTime();
            String complaint = "";
            try {
                complaint = FuzzInputs.sort(i) == FuzzInputs.Sort.CONDITION ? ask(input) : read(input);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                complaint = e.toString();
            }
            double millis = (threads.getCurrentThreadCpuTime() - begin) / 1e6;
            if (millis > MOST_MILLIS) complaint += " took " + millis + " ms";
            if (!complaint.isEmpty() && ++wrong <= MOST_SHOWN) System.err.println("input " + i + ": " + complaint);
            if (millis > most) slowest = i;
            most = Math.max(most, millis);
        }
        return new Outcome(wrong, slowest, most);
    }

    /** Empty when there was a result, or problems with their places. */
    private static String read(byte[] file) {
        try {
            new DefinitionReader()
                    .read(Map.of("orders/slipway.yaml", file, "contracts/slipway.yaml", OTHERS.getBytes(UTF_8)));
            return "";
        } catch (InvalidPipelineException invalid) {
            if (invalid.problems().isEmpty()) return "refused without a problem";
            return invalid.problems().stream()
                    .filter(problem -> problem.place().isEmpty())
                    .findFirst()
                    .map(problem -> "no place: " + problem)
                    .orElse("");
        }
    }

    /** A condition that cannot be asked is refused where it is written; asked all the same, it holds or has a reason. */
    private static String ask(byte[] text) {
        String condition = new String(text, UTF_8);
        if (condition.isBlank() || condition.length() > Condition.LONGEST) return "";
        return new CelConditions()
                .objection(new Condition(condition), FACTS, Map.of("compile", "succeeded"))
                .filter(objection -> objection.why().isBlank())
                .map(blank -> "an objection without a word")
                .orElse("");
    }

    private static List<byte[]> definitions(Path directory) throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(path -> path.endsWith("slipway.yaml")).sorted().toList())
                all.add(Files.readAllBytes(file));
        }
        return all;
    }

    public static void main(String[] arguments) throws IOException {
        FuzzInputs inputs = new FuzzInputs(definitions(Path.of(arguments[2])), Long.parseLong(arguments[1]));
        Outcome outcome = read(inputs, Long.parseLong(arguments[0]));
        System.out.println(outcome.wrong() + " " + outcome.slowest() + " " + outcome.slowestMillis() + " "
                + HostileReading.peakMib());
    }
}
