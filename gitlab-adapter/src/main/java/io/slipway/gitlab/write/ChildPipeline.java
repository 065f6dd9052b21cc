package io.slipway.gitlab.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.content.Digest;
import io.slipway.gitlab.yaml.YamlValue;
import io.slipway.gitlab.yaml.YamlValue.Field;
import io.slipway.gitlab.yaml.YamlValue.Mapping;
import java.time.Duration;
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

    private static final int MOST_CACHES = 4;

    /** GitLab reads a child pipeline from an artifact of at most 5 MB; some characters are several bytes. */
    private static final int MOST_CHARACTERS = 1_500_000;

    /** GitLab refuses a longer name of a job, and holds no lock with a longer name. */
    private static final int LONGEST_NAME = 255;

    /** GitLab's own limit of a timeout. */
    private static final Duration LONGEST = Duration.ofDays(30);

    /** Keys that a plan decides on; all others are the job's own. */
    private static final Set<String> OURS = Set.of(
            "stage",
            "tags",
            "needs",
            "dependencies",
            "parallel",
            "resource_group",
            "timeout",
            "script",
            "run",
            "cache",
            "artifacts",
            "rules",
            "only",
            "except",
            "when",
            "extends",
            "inherit",
            "trigger",
            "start_in");

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
                false,
                Optional.empty());
    }

    /** @throws IllegalArgumentException when it is larger than GitLab reads */
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
        for (ChildJob job : jobs) {
            write(job, text);
            if (text.length() > MOST_CHARACTERS)
                throw new IllegalArgumentException("the child pipeline has more than " + MOST_CHARACTERS
                        + " characters, and GitLab reads no larger one; select fewer tasks");
        }
        return text.toString();
    }

    private void write(ChildJob job, StringBuilder text) {
        text.append(YamlText.quoted(name(job.name()))).append(":\n");
        field(text, "stage", YamlText.quoted(job.stage()));
        Set<String> tags = new LinkedHashSet<>(job.tags());
        own(job, "tags").ifPresent(own -> own.items().forEach(tag -> tag.text().ifPresent(tags::add)));
        if (!tags.isEmpty()) field(text, "tags", YamlText.list(List.copyOf(tags)));
        job.needs()
                .ifPresent(needs -> field(
                        text,
                        "needs",
                        YamlText.list(needs.stream().map(ChildPipeline::name).toList())));
        if (job.shards() > 1) field(text, "parallel", String.valueOf(job.shards()));
        ownUnless(job.resourceGroup().map(ChildPipeline::lock).map(YamlText::quoted), job, "resource_group", text);
        ownUnless(job.timeout().map(ChildPipeline::seconds).map(YamlText::quoted), job, "timeout", text);
        // What went well is kept, whatever else failed.
        if (job.savesCache()) field(text, "when", "always");
        field(text, "script", YamlText.list(job.script()));
        cache(job, text);
        artifacts(job, text);
        job.own().ifPresent(own -> {
            for (Field key : own.fields())
                if (!OURS.contains(key.key())) field(text, YamlText.quoted(key.key()), YamlText.value(key.value()));
        });
    }

    /** One that is too long is cut, and told from others that begin alike. */
    private static String name(String name) {
        if (name.length() <= LONGEST_NAME) return name;
        String digest = Digest.of(name.getBytes(UTF_8)).hash().substring(0, 16);
        return name.substring(0, LONGEST_NAME - digest.length() - 1) + "~" + digest;
    }

    /** GitLab takes no lock with a {@code +} in its name, and then holds none, without a word. */
    private static String lock(String group) {
        return name(group.replace('+', '/')).replace('~', '.');
    }

    private static String seconds(Duration timeout) {
        return (timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST).toSeconds() + " seconds";
    }

    private static Optional<YamlValue> own(ChildJob job, String key) {
        return job.own().flatMap(own -> own.get(key));
    }

    private static void ownUnless(Optional<String> ours, ChildJob job, String key, StringBuilder text) {
        ours.or(() -> own(job, key).map(YamlText::value)).ifPresent(value -> field(text, key, value));
    }

    /** Ours first: GitLab takes no more than four. */
    private void cache(ChildJob job, StringBuilder text) {
        List<String> caches = new ArrayList<>();
        if (store.isPresent()) {
            for (Trust.Cache cache : trust.caches()) {
                boolean pushes = cache.writable() && job.savesCache();
                caches.add("{key: " + YamlText.quoted(cache.key()) + ", paths: "
                        + YamlText.list(List.of(store.get() + "/")) + ", policy: "
                        + (pushes ? "pull-push, when: always" : "pull") + "}");
            }
        }
        own(job, "cache").ifPresent(own -> {
            for (YamlValue cache : own instanceof Mapping ? List.of(own) : own.items())
                if (caches.size() < MOST_CACHES) caches.add(YamlText.value(cache));
        });
        if (!caches.isEmpty()) field(text, "cache", "[" + String.join(", ", caches) + "]");
    }

    private static void artifacts(ChildJob job, StringBuilder text) {
        Optional<YamlValue> own = own(job, "artifacts");
        Set<String> paths = new LinkedHashSet<>(job.paths());
        own.flatMap(map -> map.get("paths")).ifPresent(all -> add(all, paths));
        Set<String> junit = new LinkedHashSet<>(job.junit());
        Optional<YamlValue> reports = own.flatMap(map -> map.get("reports"));
        reports.flatMap(map -> map.get("junit")).ifPresent(all -> add(all, junit));
        List<String> artifacts = new ArrayList<>();
        if (own.flatMap(map -> map.get("when")).isEmpty()) artifacts.add("when: always");
        if (!paths.isEmpty()) artifacts.add("paths: " + YamlText.list(List.copyOf(paths)));
        if (!job.paths().isEmpty() && own.flatMap(map -> map.get("expire_in")).isEmpty())
            artifacts.add("expire_in: \"1 day\"");
        if (own.orElse(null) instanceof Mapping map)
            for (Field key : map.fields())
                if (!key.key().equals("paths") && !key.key().equals("reports"))
                    artifacts.add(YamlText.quoted(key.key()) + ": " + YamlText.value(key.value()));
        List<String> kinds = new ArrayList<>();
        if (!junit.isEmpty()) kinds.add("junit: " + YamlText.list(List.copyOf(junit)));
        if (reports.orElse(null) instanceof Mapping map)
            for (Field kind : map.fields())
                if (!kind.key().equals("junit"))
                    kinds.add(YamlText.quoted(kind.key()) + ": " + YamlText.value(kind.value()));
        if (!kinds.isEmpty()) artifacts.add("reports: {" + String.join(", ", kinds) + "}");
        boolean something = !paths.isEmpty() || !kinds.isEmpty() || own.isPresent();
        if (something) field(text, "artifacts", "{" + String.join(", ", artifacts) + "}");
    }

    private static void add(YamlValue one, Set<String> to) {
        one.text().ifPresent(to::add);
        one.items().forEach(item -> item.text().ifPresent(to::add));
    }

    private static void field(StringBuilder text, String key, String value) {
        text.append("  ").append(key).append(": ").append(value).append('\n');
    }
}
