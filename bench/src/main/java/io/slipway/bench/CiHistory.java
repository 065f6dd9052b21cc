package io.slipway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Real histories of CI systems, as they lie in {@code --data DIR}: one list of runs for each project, in the order in which
 * they began. Of each run only what was known before it began is given away beside how it went.
 *
 * @param set name of the data set
 * @param runs by start; those that began at the same time in the order of the file
 */
record CiHistory(String set, String project, List<Run> runs) {
    /** Projects with fewer passing runs are left out. */
    static final int FEWEST_PASSING = 200;

    /**
     * @param at seconds since 1970, or since the first run where the file tells no more
     * @param commit only for the noise floor; no forecast is told of it
     */
    record Run(
            double at,
            double seconds,
            boolean passed,
            String branch,
            String event,
            int jobs,
            int commits,
            int lines,
            int files,
            String language,
            String commit) {}

    /**
     * A file of runs.
     *
     * @param project columns that name the project together
     * @param passed values of {@code status} that mean that a run passed; every run does when there is no such column
     */
    private record Source(
            String set, String file, List<String> project, List<String> at, Optional<String> status, String passed) {}

    private static final List<Source> SOURCES = List.of(
            new Source(
                    "travistorrent",
                    "ci-travistorrent/builds.csv.gz",
                    List.of("project"),
                    List.of("started_at_epoch"),
                    Optional.of("status"),
                    "passed"),
            new Source(
                    "bitcoin-jobs",
                    "ci-bitcoin-core/jobs.csv.gz",
                    List.of("job_name"),
                    List.of("executing_epoch", "created_epoch"),
                    Optional.of("job_status"),
                    "COMPLETED"),
            new Source(
                    "bitcoin-completed",
                    "ci-bitcoin-core/completed_jobs_longer.csv.gz",
                    List.of("job_name"),
                    List.of("created_epoch"),
                    Optional.empty(),
                    ""),
            new Source(
                    "gha-runs",
                    "ci-gha-replication/runs.csv.gz",
                    List.of("repo", "workflow_id"),
                    List.of("created_epoch"),
                    Optional.of("conclusion"),
                    "success"),
            new Source(
                    "gha-sequences",
                    "ci-gha-replication/processed_sequences.csv.gz",
                    List.of("workflow"),
                    List.of(),
                    Optional.of("conclusion"),
                    "success"),
            new Source(
                    "gha-jobs",
                    "ci-gha-replication/job_steps.csv.gz",
                    List.of("workflow_id", "job_name"),
                    List.of("job_start_epoch"),
                    Optional.of("job_result"),
                    "success"),
            new Source(
                    "autoware",
                    "ci-autoware/runs.csv.gz",
                    List.of("workflow"),
                    List.of("created_epoch"),
                    Optional.of("conclusion"),
                    "success"),
            new Source(
                    "autoware-jobs",
                    "ci-autoware/jobs.csv.gz",
                    List.of("job_name"),
                    List.of("created_epoch"),
                    Optional.empty(),
                    ""));

    /** Projects with enough passing runs, by set and in the order of the file. A set that is not there has none. */
    static Map<String, List<CiHistory>> read(Path data) throws IOException {
        Map<String, List<CiHistory>> sets = new LinkedHashMap<>();
        for (Source source : SOURCES) {
            Path file = data.resolve(source.file());
            if (!Files.exists(file)) continue;
            List<CiHistory> projects = new ArrayList<>();
            readRuns(source, file).forEach((project, runs) -> {
                long passing = runs.stream().filter(Run::passed).count();
                if (passing < FEWEST_PASSING) return;
                runs.sort(Comparator.comparingDouble(Run::at));
                projects.add(new CiHistory(source.set(), project, List.copyOf(runs)));
            });
            sets.put(source.set(), projects);
        }
        return sets;
    }

    /** How long its passing runs took, in their order. */
    double[] passing() {
        return runs.stream().filter(Run::passed).mapToDouble(Run::seconds).toArray();
    }

    private static Map<String, List<Run>> readRuns(Source source, Path file) throws IOException {
        Map<String, List<Run>> projects = new LinkedHashMap<>();
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
            Map<String, Integer> columns = new HashMap<>();
            for (String name : fields(lines.readLine())) columns.put(name, columns.size());
            double since = 0;
            String sameJob = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Row row = new Row(columns, fields(line));
                List<String> names = new ArrayList<>();
                for (String column : source.project()) names.add(row.text(column));
                String project = String.join(" ", names);
                // One row a step: a job is told of once.
                String job = row.text("run_id") + " " + row.text("job_index");
                if (columns.containsKey("step_name") && job.equals(sameJob)) continue;
                sameJob = job;
                since = project.equals(last) ? since + row.number("secs_since_prev") : 0;
                last = project;
                run(source, row, since)
                        .ifPresent(run -> projects.computeIfAbsent(project, name -> new ArrayList<>())
                                .add(run));
            }
        }
        return projects;
    }

    /** Absent when it says no time. */
    private static Optional<Run> run(Source source, Row row, double since) {
        double at = since;
        for (int i = source.at().size() - 1; i >= 0; i--) {
            double written = row.number(source.at().get(i));
            if (written > 0) at = written;
        }
        double seconds = row.number(row.has("duration_s") ? "duration_s" : "job_duration_s");
        if (!(seconds > 0)) return Optional.empty();
        int files = row.count("files_changed")
                + row.count("files_added")
                + row.count("files_deleted")
                + row.count("files_modified");
        return Optional.of(new Run(
                at,
                seconds,
                source.status()
                        .map(column -> row.text(column).equals(source.passed()))
                        .orElse(true),
                row.text("branch"),
                row.has("event") ? row.text("event") : row.text("is_pr"),
                row.count("n_jobs"),
                row.count("num_commits"),
                row.count("src_churn") + row.count("test_churn"),
                files,
                row.text("lang"),
                row.text("commit")));
    }

    private record Row(Map<String, Integer> columns, List<String> fields) {
        boolean has(String column) {
            return columns.containsKey(column);
        }

        String text(String column) {
            Integer at = columns.get(column);
            return at == null || at >= fields.size() ? "" : fields.get(at);
        }

        /** 0 when it is not there. */
        double number(String column) {
            String text = text(column);
            return text.isEmpty() ? 0 : Double.parseDouble(text);
        }

        int count(String column) {
            return (int) Math.max(0, number(column));
        }
    }

    /** The fields of a line; one in quotes may hold commas, and a quote as two. */
    static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (doubled) {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
