package io.slipway.core.local;

import io.slipway.core.local.secret.SecretMask;
import io.slipway.core.local.source.GitChanges;
import io.slipway.core.local.source.SourceException;
import io.slipway.core.pipeline.Condition;
import io.slipway.core.pipeline.Facts;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.SecretSource;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out what the conditions of some tasks ask: from the variables of the CI system around, else from git. Branch and event
 * are found in any case, as durations differ by them; beyond these it looks for nothing that no condition asks, so that a
 * run without conditions starts no program, and a variable that none names is written down nowhere.
 */
public final class LocalFacts {
    private static final Pattern VARIABLE =
            Pattern.compile("\\benv\\s*(?:\\.\\s*([A-Za-z_]\\w*)|\\[\\s*(?:'([^']*)'|\"([^\"]*)\")\\s*])");
    private static final List<String> BRANCH = List.of(
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
            "CI_COMMIT_BRANCH",
            "GITHUB_HEAD_REF",
            "CHANGE_BRANCH",
            "BRANCH_NAME");
    private static final List<String> TAG = List.of("CI_COMMIT_TAG", "TAG_NAME");
    private static final List<String> EVENT = List.of("SLIPWAY_EVENT", "CI_PIPELINE_SOURCE", "GITHUB_EVENT_NAME");
    private static final List<String> BASE = List.of("CI_MERGE_REQUEST_DIFF_BASE_SHA", "CI_COMMIT_BEFORE_SHA");
    private static final List<String> BASE_BRANCH = List.of("GITHUB_BASE_REF", "CHANGE_TARGET");
    /** One word for what each host calls its own way. */
    private static final Map<String, String> EVENTS = Map.of(
            "merge_request_event", "pull_request",
            "external_pull_request_event", "pull_request",
            "pull_request_target", "pull_request",
            "web", "manual",
            "workflow_dispatch", "manual");

    private final Path root;
    private final Map<String, String> environment;
    private final SortedMap<String, String> parameters;

    public LocalFacts(Path root, Map<String, String> environment, SortedMap<String, String> parameters) {
        this.root = root;
        this.environment = environment;
        this.parameters = parameters;
    }

    /**
     * @param since the revision that {@code changed} is compared with; absent to find one
     */
    public Facts of(Pipeline pipeline, Collection<TaskAddress> tasks, Optional<String> since) {
        StringBuilder all = new StringBuilder();
        for (TaskAddress address : tasks) {
            Task task = pipeline.get(address);
            task.when().map(Condition::text).ifPresent(text -> all.append(text).append('\n'));
        }
        String asked = all.toString();
        SortedMap<String, String> values = new TreeMap<>();
        values.put("branch", asked.contains("branch") ? branch() : branchIfKnown());
        values.put("event", event());
        if (asked.isEmpty()) return new Facts(values, new TreeSet<>());
        if (asked.contains("tag")) values.put("tag", tag());
        if (asked.contains("params")) parameters.forEach((name, value) -> values.put("params." + name, value));
        Matcher variable = VARIABLE.matcher(asked);
        while (variable.find()) {
            String name = Optional.ofNullable(variable.group(1))
                    .or(() -> Optional.ofNullable(variable.group(2)))
                    .orElseGet(() -> variable.group(3));
            String value = environment.getOrDefault(name, "");
            values.put("env." + name, !value.isEmpty() && isSecret(name, pipeline) ? SecretMask.SHOWN : value);
        }
        SortedSet<String> changed = asked.contains("changed") ? changed(since) : new TreeSet<>();
        return new Facts(values, changed);
    }

    /** Facts are written down, and so a condition is told of a secret only whether there is one. */
    private static boolean isSecret(String variable, Pipeline pipeline) {
        SecretSource source = new SecretSource.Variable(variable);
        return pipeline.tasks().stream().anyMatch(task -> task.secrets().containsValue(source));
    }

    /** The text with what it names of {@code ${{ branch }}}, {@code ${{ tag }}} and {@code ${{ event }}} put in. */
    String with(String text) {
        String known = text;
        if (known.contains("${{ branch }}")) known = known.replace("${{ branch }}", branch());
        if (known.contains("${{ tag }}")) known = known.replace("${{ tag }}", tag());
        if (known.contains("${{ event }}")) known = known.replace("${{ event }}", event());
        return known;
    }

    private Optional<String> first(List<String> names) {
        return names.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private Optional<String> githubRef(String type) {
        boolean isOfType = environment.getOrDefault("GITHUB_REF_TYPE", "").equals(type);
        return isOfType ? Optional.ofNullable(environment.get("GITHUB_REF_NAME")) : Optional.empty();
    }

    private String branch() {
        return first(BRANCH)
                .or(() -> githubRef("branch"))
                .or(() -> GitChanges.branch(root))
                .orElse("");
    }

    /** A run that asks for no branch does not fail for want of one. */
    private String branchIfKnown() {
        try {
            return branch();
        } catch (SourceException e) {
            return "";
        }
    }

    private String tag() {
        return first(TAG)
                .or(() -> githubRef("tag"))
                .or(() -> GitChanges.tag(root))
                .orElse("");
    }

    private String event() {
        if (first(EVENT).isEmpty() && !environment.getOrDefault("CHANGE_ID", "").isEmpty()) return "pull_request";
        String event = first(EVENT).orElse("local");
        return EVENTS.getOrDefault(event, event);
    }

    /** Where no base can be found, as in a clone without history, what is not committed yet. */
    private SortedSet<String> changed(Optional<String> since) {
        if (since.isPresent()) return GitChanges.since(root, since.get());
        Optional<String> base = first(BASE).or(() -> first(BASE_BRANCH).map(branch -> "origin/" + branch));
        try {
            return GitChanges.since(root, base.orElse("HEAD"));
        } catch (IllegalArgumentException e) {
            return base.isEmpty() ? new TreeSet<>() : GitChanges.since(root, "HEAD");
        }
    }
}
