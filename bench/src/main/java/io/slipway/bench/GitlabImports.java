package io.slipway.bench;

import io.slipway.core.imported.ImportedJob;
import io.slipway.core.imported.ImportedNeed;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.pipeline.Problem;
import io.slipway.gitlab.read.DirectoryFiles;
import io.slipway.gitlab.read.PipelineReader;
import io.slipway.gitlab.read.ProjectFiles;
import io.slipway.gitlab.read.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads real definitions of GitLab, each alone, and then in a project where what it takes from elsewhere is there: jobs,
 * stages and needs are compared with what gitlab-ci-local lists. Confined to one thread.
 */
final class GitlabImports {
    private static final int MOST_ROUNDS = 25;

    private final Report report;
    private int read;
    private int refused;
    private int crashed;
    private int jobs;
    private int compared;
    private int disagreements;

    GitlabImports(Report report) {
        this.report = report;
    }

    void run(Path samples) throws IOException, InterruptedException {
        Optional<GitlabCiLocal> oracle = GitlabCiLocal.find();
        List<Path> files;
        try (Stream<Path> listed = Files.list(samples)) {
            files = listed.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            if (isRead(file) && oracle.isPresent()) compare(file, oracle.get());
        }
        report.figure("gitlab_files", files.size())
                .figure("gitlab_read", read)
                .figure("gitlab_refused", refused)
                .figure("gitlab_crashed", crashed)
                .figure("gitlab_jobs", jobs);
        if (oracle.isEmpty()) report.skippedPeer("gitlab-ci-local");
        else report.figure("gitlab_disagreements", disagreements).peer("gitlab_ci_local_read", compared);
    }

    private boolean isRead(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        try {
            ImportedPipeline imported =
                    new PipelineReader(ProjectFiles.NONE, Variables.UNKNOWN).read(name, Files.readAllBytes(file));
            jobs += imported.jobs().size();
            if (imported.problems().isEmpty()) read++;
            else {
                refused++;
                report.row("refused", "%s", imported.problems().get(0));
            }
            return true;
        } catch (RuntimeException e) {
            crashed++;
            report.row("crashed", "%s: %s", name, e);
            return false;
        }
    }

    private void compare(Path file, GitlabCiLocal oracle) throws IOException, InterruptedException {
        String name = String.valueOf(file.getFileName());
        try (TemporaryDirectory work = new TemporaryDirectory(Files.createTempDirectory("slipway-import-"))) {
            StubProject project = StubProject.around(file, work.path());
            // First all at once that we miss, then one after the other what gitlab-ci-local does.
            for (int round = 0;
                    round < MOST_ROUNDS && add(project, missing(ours(work.path())), work.path());
                    round++) {}
            GitlabCiLocal.Answer answer = oracle.read(work.path());
            for (int round = 0; round < MOST_ROUNDS && answer.jobs().isEmpty(); round++) {
                if (!add(project, answer.message(), work.path())) break;
                answer = oracle.read(work.path());
            }
            if (answer.jobs().isEmpty()) {
                report.row("not compared", "%s: gitlab-ci-local says: %.300s", name, answer.message());
                return;
            }
            compared++;
            ImportedPipeline ours = ours(work.path());
            for (Problem problem : ours.problems()) report.row("problem", "%s: %s", name, problem);
            compare(name, shown(ours), answer.jobs().get());
        }
    }

    private static ImportedPipeline ours(Path project) throws IOException {
        return new PipelineReader(new DirectoryFiles(project), Variables.UNKNOWN)
                .read(".gitlab-ci.yml", Files.readAllBytes(project.resolve(".gitlab-ci.yml")));
    }

    private static boolean add(StubProject project, String said, Path directory)
            throws IOException, InterruptedException {
        return project.add(said, ours(directory).stages());
    }

    private static String missing(ImportedPipeline ours) {
        StringBuilder said = new StringBuilder();
        for (Problem note : ours.notes()) said.append(note).append('\n');
        for (Problem problem : ours.problems()) said.append(problem).append('\n');
        return said.toString();
    }

    private static Map<String, String> shown(ImportedPipeline pipeline) {
        Map<String, String> shown = new TreeMap<>();
        for (ImportedJob job : pipeline.jobs()) {
            Optional<Set<String>> needs = job.needs().map(all -> {
                Set<String> names = new TreeSet<>();
                for (ImportedNeed need : all) names.add(GitlabCiLocal.normal(need.job()));
                return names;
            });
            shown.put(GitlabCiLocal.normal(job.name()), GitlabCiLocal.shown(job.stage(), needs));
        }
        return shown;
    }

    private void compare(String file, Map<String, String> ours, Map<String, String> theirs) {
        Set<String> names = new TreeSet<>(ours.keySet());
        names.addAll(theirs.keySet());
        int different = 0;
        for (String job : names) {
            String here = ours.getOrDefault(job, "no such job");
            String there = theirs.getOrDefault(job, "no such job");
            if (here.equals(there)) continue;
            if (different++ < 5) report.row("disagreement", "%s, %s: %s here, %s there", file, job, here, there);
        }
        report.row("compared", "%s: %d jobs, %d differ", file, names.size(), different);
        if (different > 0) disagreements++;
    }
}
