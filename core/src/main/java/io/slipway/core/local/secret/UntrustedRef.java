package io.slipway.core.local.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.yaml.BoundedYaml;
import io.slipway.core.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether a run is of sources that somebody without a right to the repository may have written: a merge or pull request from
 * another repository. Such sources say themselves what is run, so they get no secrets. Stateless.
 */
final class UntrustedRef {
    /** Set by a host that Slipway does not know, or to say it by hand: why the sources are not to be trusted. */
    static final String TOLD = "SLIPWAY_UNTRUSTED";

    private static final int MOST_BYTES = 32 << 20; // an event of GitHub has 25 MB at most
    private static final int MOST_VALUES = 1 << 20;

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)");

    private static final Pattern OTHER = Pattern.compile("[^\\x00-\\x7e]");

    private UntrustedRef() {}

    /**
     * Why the sources are not trusted, as part of a sentence; nothing when there is no sign of that.
     *
     * @param environment variables of whoever asks for the run
     */
    static Optional<String> in(Map<String, String> environment) {
        String told = environment.getOrDefault(TOLD, "");
        if (!told.isEmpty()) return Optional.of(TOLD + " says: " + told);
        return gitlab(environment).or(() -> jenkins(environment)).or(() -> github(environment));
    }

    private static Optional<String> gitlab(Map<String, String> environment) {
        String source = environment.getOrDefault("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "");
        String target = environment.getOrDefault("CI_MERGE_REQUEST_PROJECT_ID", "");
        if (source.isEmpty() || target.isEmpty() || source.equals(target)) return Optional.empty();
        return Optional.of("the merge request comes from another project, "
                + environment.getOrDefault("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", source));
    }

    private static Optional<String> jenkins(Map<String, String> environment) {
        return Optional.of(environment.getOrDefault("CHANGE_FORK", ""))
                .filter(fork -> !fork.isEmpty())
                .map(fork -> "the change request comes from the fork " + fork);
    }

    private static Optional<String> github(Map<String, String> environment) {
        String event = environment.getOrDefault("GITHUB_EVENT_NAME", "");
        if (!List.of("pull_request", "pull_request_target").contains(event)) return Optional.empty();
        Optional<YamlNode> told = read(environment.getOrDefault("GITHUB_EVENT_PATH", ""));
        Optional<String> head = told.flatMap(all -> repository(all, "head"));
        Optional<String> base = told.flatMap(all -> repository(all, "base"));
        if (base.isEmpty()) return Optional.of("it cannot be seen where the pull request comes from");
        if (head.equals(base)) return Optional.empty();
        return Optional.of("the pull request comes from another repository, " + head.orElse("one that is gone"));
    }

    private static Optional<String> repository(YamlNode event, String side) {
        return find(event, "pull_request")
                .flatMap(request -> find(request, side))
                .flatMap(branch -> find(branch, "repo"))
                .flatMap(repository -> find(repository, "full_name"))
                .flatMap(YamlNode::scalar);
    }

    private static Optional<YamlNode> find(YamlNode map, String key) {
        return map.entries().stream()
                .filter(entry -> entry.key().scalar().equals(Optional.of(key)))
                .map(YamlNode.Entry::value)
                .findFirst();
    }

    /** JSON may write a character as two halves, which YAML does not; no name of a repository has other than ASCII characters. */
    private static String onlyAscii(String json) {
        return ESCAPE.matcher(OTHER.matcher(json).replaceAll("?"))
                .replaceAll(escape -> escape.group(1) == null ? Matcher.quoteReplacement(escape.group()) : "?");
    }

    private static Optional<YamlNode> read(String path) {
        if (path.isEmpty()) return Optional.empty();
        BoundedYaml.Form form =
                new BoundedYaml.Form(MOST_BYTES, MOST_VALUES, false, "no JSON", "shorten it", "write it");
        try {
            return new BoundedYaml(path, form, (place, message, suggestion) -> {})
                    .parse(onlyAscii(Files.readString(Path.of(path))).getBytes(UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
