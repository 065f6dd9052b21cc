package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads real definitions of other CI systems, and compares what is read with what other programs make of them. */
final class ImportBench implements Bench {
    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        Path samples = setting.data()
                .map(data -> data.resolve("ci-samples"))
                .filter(Files::isDirectory)
                .orElseThrow(() -> new IllegalArgumentException("import needs --data DIR with ci-samples in it"));
        Report report = new Report("import");
        new GitlabImports(report).run(samples.resolve("gitlab"));
        return report;
    }
}
