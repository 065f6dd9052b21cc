package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whatever somebody writes as a definition or a condition, the reader and the evaluator end with a result or with problems
 * that have places, within 2 s of a processor and in a heap of 256 MiB. Fails when there is an input of which this does not
 * hold.
 */
final class FuzzBench implements Bench {
    private static final int QUICK = 20_000;
    private static final int FULL = 10_000_000;

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        int count = setting.count().orElse(setting.quick() ? QUICK : FULL);
        TimedProcess done = read(count, setting.seed(), setting.root().resolve("examples"));
        String[] said = done.lastLine().split(" ", -1);
        if (!said[0].equals("0"))
            throw new BenchException(
                    said[0] + " inputs of seed " + setting.seed() + " were not met as they should:\n" + done.output());
        return new Report("fuzz")
                .row("slowest", "input %s of seed %d", said[1], setting.seed())
                .figure("inputs", count)
                .figure("wrong", 0)
                .figure("per_second", count / done.seconds())
                .figure("slowest_ms", Double.parseDouble(said[2]))
                .figure("peak_mib", Double.parseDouble(said[3]));
    }

    /** One process for all of them, so that what one leaves behind counts too. */
    static TimedProcess read(int count, long seed, Path definitions) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Fuzzing.class.getName(),
                Integer.toString(count),
                Long.toString(seed),
                definitions.toString());
        return TimedProcess.run(Path.of("").toAbsolutePath(), Map.of(), command).succeeded();
    }
}
