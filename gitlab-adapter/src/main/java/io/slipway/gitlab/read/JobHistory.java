package io.slipway.gitlab.read;

import io.slipway.core.estimate.RecentDurations;
import io.slipway.core.pipeline.Problem;
import io.slipway.gitlab.yaml.YamlReader;
import io.slipway.gitlab.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How long jobs took before: what GitLab answers to {@code GET /projects/:id/jobs}, as it is (JSON is YAML). Newest first, as
 * GitLab lists them; only those that succeeded count. Immutable.
 */
public final class JobHistory {
    /** One of a row; a job whose number of shards changed is the same job. */
    private static final Pattern SHARD = Pattern.compile(" \\d+/\\d+$");

    private final Map<String, List<Duration>> byJob;

    private JobHistory(Map<String, List<Duration>> byJob) {
        this.byJob = byJob;
    }

    /** @param problems told when it is no list of jobs */
    public static JobHistory read(String file, byte[] bytes, Consumer<Problem> problems) {
        Map<String, List<Duration>> byJob = new HashMap<>();
        for (YamlValue document : YamlReader.read(file, bytes, problems)) {
            for (YamlValue job : document.items()) add(job, byJob);
        }
        byJob.values().forEach(Collections::reverse);
        return new JobHistory(byJob);
    }

    private static void add(YamlValue job, Map<String, List<Duration>> byJob) {
        Optional<String> name = job.get("name").flatMap(YamlValue::text);
        Optional<String> seconds = job.get("duration").flatMap(YamlValue::text);
        boolean succeeded = job.get("status")
                .flatMap(YamlValue::text)
                .map("success"::equals)
                .orElse(true);
        if (name.isEmpty() || seconds.isEmpty() || !succeeded) return;
        try {
            Duration duration = Duration.ofMillis(Math.round(Double.parseDouble(seconds.get()) * 1000));
            if (!duration.isNegative())
                byJob.computeIfAbsent(key(name.get()), any -> new ArrayList<>()).add(duration);
        } catch (NumberFormatException e) {
            // a job that never ran has no duration
        }
    }

    private static String key(String name) {
        return SHARD.matcher(name).replaceAll("");
    }

    /** What the last times tell; absent when it was never seen. */
    public Optional<Duration> expected(String job) {
        List<Duration> seen = byJob.getOrDefault(key(job), List.of());
        return RecentDurations.expected(seen);
    }
}
