package io.slipway.bench;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.gitlab.read.PipelineReader;
import io.slipway.gitlab.read.ProjectFiles;
import io.slipway.gitlab.read.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads real definitions of other CI systems, and compares the jobs and stages with what gitlab-ci-local lists of those that
 * it can read. That program is named by {@code SLIPWAY_GITLAB_CI_LOCAL}, as words separated by blanks.
 */
final class ImportBench implements Bench {
    private static final int MOST_SECONDS = 60;

    private int read;
    private int refused;
    private int crashed;
    private int compared;
    private int disagreements;

    @Override
    public Report run(Setting setting) throws IOException, InterruptedException {
        Path samples = setting.data()
                .map(data -> data.resolve("ci-samples/gitlab"))
                .filter(Files::isDirectory)
                .orElseThrow(
                        () -> new IllegalArgumentException("import needs --data DIR with ci-samples/gitlab in it"));
        Optional<String> oracle = Optional.ofNullable(System.getenv("SLIPWAY_GITLAB_CI_LOCAL"));
        List<Path> files;
        try (Stream<Path> listed = Files.list(samples)) {
            files = listed.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
        Report report = new Report("import");
        new GithubImport(report).run(setting);
        for (Path file : files) {
            Optional<ImportedPipeline> imported = read(file, report);
            if (imported.isPresent() && oracle.isPresent()) compare(file, imported.get(), oracle.get(), report);
        }
        report.figure("gitlab_files", files.size())
                .figure("gitlab_read", read)
                .figure("gitlab_refused", refused)
                .figure("gitlab_crashed", crashed);
        if (oracle.isEmpty()) return report.skippedPeer("gitlab-ci-local");
        return report.figure("gitlab_disagreements", disagreements).peer("gitlab_ci_local_read", compared);
    }

    private Optional<ImportedPipeline> read(Path file, Report report) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            ImportedPipeline imported = new PipelineReader(ProjectFiles.NONE, Variables.UNKNOWN)
                    .read(String.valueOf(file.getFileName()), bytes);
            if (imported.problems().isEmpty()) read++;
            else {
                refused++;
                report.row("refused", "%s", imported.problems().get(0));
            }
            return Optional.of(imported);
        } catch (RuntimeException e) {
            crashed++;
            report.row("crashed", "%s: %s", file.getFileName(), e);
            return Optional.empty();
        }
    }

    private void compare(Path file, ImportedPipeline imported, String oracle, Report report)
            throws IOException, InterruptedException {
        Optional<TreeMap<String, String>> listed = listed(file, oracle);
        if (listed.isEmpty()) return;
        compared++;
        TreeMap<String, String> ours = new TreeMap<>();
        for (ImportedJob job : imported.jobs()) ours.put(normal(job.name()), job.stage());
        if (ours.equals(listed.get())) return;
        disagreements++;
        report.row("disagreement", "%s: %s here, %s there", file.getFileName(), ours, listed.get());
    }

    /** Stages by job, or nothing when the program cannot read the file. */
    private static Optional<TreeMap<String, String>> listed(Path file, String oracle)
            throws IOException, InterruptedException {
        try (TemporaryDirectory work = new TemporaryDirectory(Files.createTempDirectory("slipway-import-"))) {
            Files.copy(file, work.path().resolve(".gitlab-ci.yml"));
            GitRepository.commitAll(work.path());
            run(work.path(), List.of("git", "remote", "add", "origin", "git@gitlab.example.com:g/p.git"));
            List<String> words = new ArrayList<>(List.of(oracle.split(" ")));
            words.addAll(List.of("--list-csv-all", "--no-json-schema-validation", "--no-color"));
            if (run(work.path(), words) != 0) return Optional.empty();
            TreeMap<String, String> stages = new TreeMap<>();
            for (String line : Files.readAllLines(work.path().resolve("out.txt")).stream()
                    .skip(1)
                    .toList()) {
                String[] fields = line.split(";", -1);
                stages.put(normal(fields[0]), fields[1]);
            }
            return Optional.of(stages);
        }
    }

    private static int run(Path directory, List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        if (process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) return process.exitValue();
        process.destroyForcibly();
        return -1;
    }

    /** {@code a: [1/3]} and {@code a 1/3} are the same, and so are {@code [x, y]} and {@code [x,y]}. */
    private static String normal(String name) {
        return name.replace(", ", ",").replaceAll(": \\[(\\d+/\\d+)\\]$", " $1");
    }
}
