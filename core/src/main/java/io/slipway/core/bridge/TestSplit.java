package io.slipway.core.bridge;

import io.slipway.core.local.shard.TestFiles;
import io.slipway.core.local.shard.TestTimes;
import io.slipway.core.plan.Shards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The test files of one part of a job, so that all parts take about as long, as JUnit reports of earlier runs tell. Immutable.
 *
 * @param patterns of test files
 * @param reports patterns of JUnit reports
 * @param index of this part, from 1
 * @param total number of parts
 */
public record TestSplit(List<String> patterns, List<String> reports, int index, int total) {
    public TestSplit {
        patterns = List.copyOf(patterns);
        reports = List.copyOf(reports);
        if (total < 1 || index < 1 || index > total)
            throw new IllegalArgumentException(
                    "part: " + index + " of " + total + " (expected: from 1 to the number of parts)");
    }

    /**
     * Sorted. The same files and reports give the same parts.
     *
     * @param root that patterns are relative to
     * @param warnings told of reports that are none
     */
    public List<String> files(Path root, Consumer<String> warnings) throws IOException {
        TestTimes times = new TestTimes();
        for (String report : TestFiles.matching(root, reports)) {
            try {
                times.add(Files.readAllBytes(root.resolve(report)));
            } catch (IllegalArgumentException e) {
                warnings.accept(report + " is no JUnit report and is left aside");
            }
        }
        List<String> files = TestFiles.matching(root, patterns);
        if (files.isEmpty()) throw new IllegalArgumentException("no file matches " + patterns + "; name test files");
        return Shards.balance(files, times::expected, total).get(index - 1).items();
    }
}
