package io.slipway.gitlab.command;

import io.slipway.core.content.PathSet;
import io.slipway.core.plan.Shards;
import io.slipway.gitlab.read.TestTimes;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code slipway gitlab split}: prints the test files of this part of a parallel job, so that all parts take about as long,
 * as JUnit reports of earlier runs tell.
 *
 * @param patterns of test files
 * @param reports patterns of JUnit reports
 * @param index of this part, from 1; CI_NODE_INDEX
 * @param total number of parts; CI_NODE_TOTAL
 */
public record SplitCommand(Host host, List<String> patterns, List<String> reports, int index, int total) {
    public SplitCommand {
        patterns = List.copyOf(patterns);
        reports = List.copyOf(reports);
        if (total < 1 || index < 1 || index > total)
            throw new IllegalArgumentException(
                    "part: " + index + " of " + total + " (expected: from 1 to the number of parts)");
    }

    public int call() throws IOException {
        TestTimes times = new TestTimes();
        for (String report : matching(reports)) {
            try {
                times.add(Files.readAllBytes(host.directory().resolve(report)));
            } catch (IllegalArgumentException e) {
                host.warn(report + " is no JUnit report and is left aside");
            }
        }
        List<String> files = matching(patterns);
        if (files.isEmpty()) throw new IllegalArgumentException("no file matches " + patterns + "; name test files");
        for (String file :
                Shards.balance(files, times::expected, total).get(index - 1).items())
            host.out().println(file);
        return Host.DONE;
    }

    private List<String> matching(List<String> wanted) throws IOException {
        PathSet set = new PathSet(wanted);
        List<String> found = new ArrayList<>();
        Path root = host.directory();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.endsWith(".git") || directory.endsWith(".slipway")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = root.relativize(file).toString().replace('\\', '/');
                if (set.matches(path)) found.add(path);
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(found);
        return found;
    }
}
