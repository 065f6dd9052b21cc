package io.slipway.gitlab.write;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A child pipeline, as a file that {@code trigger:include:artifact} takes. Immutable. The same jobs give the same bytes.
 *
 * <p>It has a workflow of its own that always runs, as rules written for pushes would leave it out; and it never is empty,
 * as GitLab fails one that is.
 *
 * @param jobs in order of their stages
 * @param store the directory that carries results from job to job, if none is shared
 * @param trust which cache is read and written
 */
public record ChildPipeline(List<ChildJob> jobs, Optional<String> store, Trust trust) {
    /** GitLab's own limit of needs in one job. */
    public static final int MOST_NEEDS = 50;

    /** GitLab's own limit of jobs made of one, which does for a whole child pipeline too. */
    public static final int MOST_JOBS = 200;

    public ChildPipeline {
        jobs = List.copyOf(jobs);
    }

    /** A job that does nothing, for when there is nothing to do. */
    public static ChildJob nothingToDo() {
        return new ChildJob(
                "nothing to do",
                "slipway",
                List.of("echo 'Nothing changed: every result is reused.'"),
                Optional.of(List.of()),
                1,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                false);
    }

    public String text() {
        StringBuilder text = new StringBuilder("# Written by `slipway gitlab plan`.\n");
        text.append("workflow: {rules: [{when: always}]}\n");
        Set<String> stages = new LinkedHashSet<>();
        for (ChildJob job : jobs) stages.add(job.stage());
        text.append("stages: ").append(YamlText.list(List.copyOf(stages))).append('\n');
        store.ifPresent(directory -> {
            SortedMap<String, String> variables =
                    new TreeMap<>(Map.of("SLIPWAY_STORE", "$CI_PROJECT_DIR/" + directory));
            text.append("variables: ").append(YamlText.map(variables)).append('\n');
        });
        for (ChildJob job : jobs) write(job, text);
        return text.toString();
    }

    private void write(ChildJob job, StringBuilder text) {
        text.append(YamlText.quoted(job.name())).append(":\n");
        field(text, "stage", YamlText.quoted(job.stage()));
        if (!job.tags().isEmpty()) field(text, "tags", YamlText.list(job.tags()));
        job.needs().ifPresent(needs -> field(text, "needs", YamlText.list(needs)));
        if (job.shards() > 1) field(text, "parallel", String.valueOf(job.shards()));
        job.resourceGroup().ifPresent(group -> field(text, "resource_group", YamlText.quoted(group)));
        job.timeout().ifPresent(timeout -> field(text, "timeout", YamlText.quoted(timeout.toSeconds() + " seconds")));
        field(text, "script", YamlText.list(job.script()));
        cache(job, text);
        List<String> artifacts = new ArrayList<>();
        if (!job.paths().isEmpty()) artifacts.add("paths: " + YamlText.list(job.paths()) + ", expire_in: \"1 day\"");
        if (!job.junit().isEmpty()) artifacts.add("reports: {junit: " + YamlText.list(job.junit()) + "}");
        if (!artifacts.isEmpty()) field(text, "artifacts", "{when: always, " + String.join(", ", artifacts) + "}");
    }

    private void cache(ChildJob job, StringBuilder text) {
        if (store.isEmpty()) return;
        List<String> caches = new ArrayList<>();
        for (Trust.Cache cache : trust.caches()) {
            boolean pushes = cache.writable() && job.savesCache();
            caches.add("{key: " + YamlText.quoted(cache.key()) + ", paths: " + YamlText.list(List.of(store.get() + "/"))
                    + ", policy: " + (pushes ? "pull-push" : "pull") + "}");
        }
        field(text, "cache", "[" + String.join(", ", caches) + "]");
    }

    private static void field(StringBuilder text, String key, String value) {
        text.append("  ").append(key).append(": ").append(value).append('\n');
    }
}
