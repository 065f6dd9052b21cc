package io.slipway.github.write;

import io.slipway.core.yaml.BoundedYaml;
import io.slipway.core.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which caches a job reads and which it writes. What is pushed to the default branch or a protected ref is trusted; a pull
 * request and any other branch read what trusted ones wrote and write only what is their own. A fork's pull request, and what
 * anybody can start in the name of the default branch, such as {@code pull_request_target}, write nothing. Immutable.
 *
 * @param reads scopes, the best first
 * @param writes the scope that is its own, if it has one
 */
public record Trust(List<String> reads, Optional<String> writes) {
    private static final String TRUSTED = "trusted";

    /** Started by somebody who may write to the repository; the code is that of the ref. */
    private static final Set<String> OWN_EVENTS =
            Set.of("push", "schedule", "workflow_dispatch", "repository_dispatch", "release", "merge_group");

    private static final Set<String> PULL_REQUESTS = Set.of("pull_request", "pull_request_review");

    private static final BoundedYaml.Form EVENT = new BoundedYaml.Form(32 << 20, false, "", "", "");

    public Trust {
        reads = List.copyOf(reads);
    }

    /**
     * As the job's variables and the event say.
     *
     * @param event what {@code GITHUB_EVENT_PATH} names, if it can be read
     */
    public static Trust of(Map<String, String> environment, Optional<byte[]> event) {
        String name = environment.getOrDefault("GITHUB_EVENT_NAME", "");
        String ref = environment.getOrDefault("GITHUB_REF", "");
        Optional<YamlNode> told = event.flatMap(Trust::read);
        if (PULL_REQUESTS.contains(name)) {
            Optional<String> from = told.flatMap(node -> field(node, "pull_request", "head", "repo", "full_name"));
            Optional<String> number = told.flatMap(node -> field(node, "pull_request", "number"));
            boolean ours = from.isPresent() && from.get().equals(environment.get("GITHUB_REPOSITORY"));
            return number.filter(digits -> ours && digits.matches("\\d+"))
                    .map(digits -> own("pr-" + digits))
                    .orElseGet(Trust::reader);
        }
        if (!OWN_EVENTS.contains(name) || ref.isEmpty()) return reader();
        Optional<String> main = told.flatMap(node -> field(node, "repository", "default_branch"));
        boolean isMain = main.isPresent() && ref.equals("refs/heads/" + main.get());
        boolean isProtected =
                environment.getOrDefault("GITHUB_REF_PROTECTED", "").equals("true");
        // A merge queue's branch may be protected, but holds what is not merged yet.
        if ((isMain || isProtected) && !name.equals("merge_group"))
            return new Trust(List.of(TRUSTED), Optional.of(TRUSTED));
        return own("ref-" + ref.replaceFirst("^refs/(heads/)?", ""));
    }

    /** As JSON. */
    public String text() {
        return "{\"reads\":" + JsonText.list(reads) + ",\"writes\":"
                + writes.map(JsonText::quoted).orElse("null") + "}";
    }

    private static Trust own(String scope) {
        String safe = scope.replaceAll("[^A-Za-z0-9_.-]", "-");
        // Two branches may look the same then: what tells them apart is the name itself.
        String unlike = safe.equals(scope) ? safe : safe + "-" + Integer.toHexString(scope.hashCode());
        return new Trust(List.of(unlike, TRUSTED), Optional.of(unlike));
    }

    private static Trust reader() {
        return new Trust(List.of(TRUSTED), Optional.empty());
    }

    /** What cannot be read tells nothing, and then nothing is written. */
    private static Optional<YamlNode> read(byte[] event) {
        return new BoundedYaml("event", EVENT, (place, message, suggestion) -> {}).parse(event);
    }

    private static Optional<String> field(YamlNode node, String... path) {
        Optional<YamlNode> at = Optional.of(node);
        for (String key : path) at = at.flatMap(map -> entry(map, key));
        return at.flatMap(YamlNode::scalar);
    }

    private static Optional<YamlNode> entry(YamlNode map, String key) {
        if (!map.isMap()) return Optional.empty();
        for (YamlNode.Entry entry : map.entries())
            if (entry.key().scalar().filter(key::equals).isPresent()) return Optional.of(entry.value());
        return Optional.empty();
    }
}
