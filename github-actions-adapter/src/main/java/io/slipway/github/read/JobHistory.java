package io.slipway.github.read;

import io.slipway.core.estimate.RecentDurations;
import io.slipway.core.pipeline.Problem;
import io.slipway.github.yaml.YamlReader;
import io.slipway.github.yaml.YamlValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How long jobs took before: what GitHub answers to {@code GET /repos/{owner}/{repo}/actions/runs/{id}/jobs}, as it is, or a
 * list of such answers. Only jobs that succeeded count. Immutable.
 */
public final class JobHistory {
    private final Map<String, List<Duration>> byJob;

    private JobHistory(Map<String, List<Duration>> byJob) {
        this.byJob = byJob;
    }

    /** One time that a job ran. */
    private record Ran(String job, Instant end, Duration duration) {}

    /** @param problems told when it is no answer of GitHub */
    public static JobHistory read(String file, byte[] bytes, Consumer<Problem> problems) {
        List<Ran> all = new ArrayList<>();
        YamlReader.readJson(file, bytes, problems).ifPresent(answer -> addAnswer(answer, all));
        all.sort(Comparator.comparing(Ran::end));
        Map<String, List<Duration>> byJob = new HashMap<>();
        for (Ran ran : all)
            byJob.computeIfAbsent(ran.job(), any -> new ArrayList<>()).add(ran.duration());
        return new JobHistory(byJob);
    }

    private static void addAnswer(YamlValue answer, List<Ran> all) {
        Optional<YamlValue> jobs = answer.get("jobs");
        if (jobs.isPresent()) {
            for (YamlValue job : jobs.get().items()) add(job, all);
            return;
        }
        for (YamlValue item : answer.items()) {
            if (item.get("jobs").isPresent()) addAnswer(item, all);
            else add(item, all);
        }
    }

    private static void add(YamlValue job, List<Ran> all) {
        boolean succeeded = job.get("conclusion")
                .flatMap(YamlValue::text)
                .map("success"::equals)
                .orElse(false);
        Optional<String> name = job.get("name").flatMap(YamlValue::text);
        Optional<Instant> start = time(job, "started_at");
        Optional<Instant> end = time(job, "completed_at");
        if (!succeeded || name.isEmpty() || start.isEmpty() || end.isEmpty()) return;
        Duration duration = Duration.between(start.get(), end.get());
        if (!duration.isNegative()) all.add(new Ran(name.get(), end.get(), duration));
    }

    private static Optional<Instant> time(YamlValue job, String key) {
        try {
            return job.get(key).flatMap(YamlValue::text).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty(); // a job that never ran has none
        }
    }

    /** What the last times tell; absent when it was never seen. */
    public Optional<Duration> expected(String job) {
        return RecentDurations.expected(byJob.getOrDefault(job, List.of()));
    }
}
