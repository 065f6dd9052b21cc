package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long the passing runs of real projects took, in their order. Projects with fewer than {@value #LEAST} are left out.
 *
 * @param project with the set that it is from
 * @param seconds of each run
 */
record PassingRuns(String project, double[] seconds) {
    private static final int LEAST = 200;

    static List<PassingRuns> in(Path data) throws IOException {
        Map<String, List<double[]>> found = new TreeMap<>();
        if (exists(data, "ci-travistorrent/builds.csv.gz")) {
            CsvFile.read(data.resolve("ci-travistorrent/builds.csv.gz"), row -> {
                if (row.get("status").equals("passed") && row.number("duration_s") > 30)
                    add(found, "travis " + row.get("project"), row, "started_at_epoch");
            });
        }
        if (exists(data, "ci-bitcoin-core/jobs.csv.gz")) {
            CsvFile.read(data.resolve("ci-bitcoin-core/jobs.csv.gz"), row -> {
                if (row.get("job_status").equals("COMPLETED") && row.number("duration_s") > 0)
                    add(found, "bitcoin " + row.get("job_name"), row, "executing_epoch");
            });
        }
        if (exists(data, "ci-gha-replication/runs.csv.gz")) {
            CsvFile.read(data.resolve("ci-gha-replication/runs.csv.gz"), row -> {
                if (row.get("conclusion").equals("success") && row.number("duration_s") > 0)
                    add(found, "gha " + row.get("repo") + " " + row.get("workflow_name"), row, "created_epoch");
            });
        }
        if (exists(data, "ci-gha-replication/processed_sequences.csv.gz")) {
            CsvFile.read(data.resolve("ci-gha-replication/processed_sequences.csv.gz"), row -> {
                if (row.get("conclusion").equals("success") && row.number("duration_s") > 0)
                    add(found, "gha-seq " + row.get("workflow"), row, "seq");
            });
        }
        if (exists(data, "ci-autoware/runs.csv.gz")) {
            CsvFile.read(data.resolve("ci-autoware/runs.csv.gz"), row -> {
                if (row.get("conclusion").equals("success") && row.number("duration_s") > 0)
                    add(found, "autoware " + row.get("workflow"), row, "created_epoch");
            });
        }
        List<PassingRuns> all = new ArrayList<>();
        found.forEach((project, runs) -> {
            if (runs.size() < LEAST) return;
            runs.sort((one, other) -> Double.compare(one[0], other[0]));
            all.add(new PassingRuns(
                    project, runs.stream().mapToDouble(run -> run[1]).toArray()));
        });
        if (all.isEmpty())
            throw new BenchException("no project with " + LEAST + " passing runs in " + data
                    + "; name a directory with ci-travistorrent and the like with --data");
        return all;
    }

    private static boolean exists(Path data, String file) {
        return Files.exists(data.resolve(file));
    }

    private static void add(Map<String, List<double[]>> found, String project, CsvFile.Row row, String order) {
        found.computeIfAbsent(project, name -> new ArrayList<>())
                .add(new double[] {row.number(order), row.number("duration_s")});
    }
}
