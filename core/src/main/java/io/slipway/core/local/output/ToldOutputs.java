package io.slipway.core.local.output;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.pipeline.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a machine says that a task made. Whoever goes on with it, on another machine, asks for an objection first: a machine
 * that was taken over can say anything. Immutable.
 *
 * @param outputs and {@code reports}: by workspace path
 */
public record ToldOutputs(Tree outputs, Tree reports) {
    public ToldOutputs {
        requireNonNull(outputs, "outputs");
        requireNonNull(reports, "reports");
    }

    /**
     * Why this cannot be what the task made: something the task does not declare, is git's or Slipway's own, or leads out
     * of the workspace; something it declares that is not there; or one place told in two ways. O(entries · patterns).
     */
    public Optional<String> objection(Task task) {
        Claims claims = Claims.of(task);
        Optional<String> stranger = stranger(outputs, List.of(claims.outputs()));
        if (stranger.isEmpty()) stranger = stranger(reports, claims.reports());
        if (stranger.isPresent()) return stranger;
        List<String> missing = Collection.missing(task, outputs);
        if (!missing.isEmpty()) return new Collected(outputs, reports, missing, List.of(), true).complaint();
        return contradiction();
    }

    private static Optional<String> stranger(Tree tree, List<PathSet> declared) {
        for (Map.Entry<String, TreeEntry> entry : tree.flatten().entrySet()) {
            String path = Collection.withoutSlash(entry.getKey());
            if (Claims.isOurs(path) || declared.stream().noneMatch(patterns -> patterns.matches(path)))
                return Optional.of("its node tells of " + path
                        + ", which it does not declare; see what runs on that node, or declare it");
            if (entry.getValue() instanceof TreeEntry.Link link) {
                Optional<String> problem = LinkTarget.problem(path, link.target());
                if (problem.isPresent()) return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<String> contradiction() {
        try {
            Tree.builder().merge(outputs).merge(reports).build();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("its node tells of outputs and reports that cannot both be (" + e.getMessage()
                    + "); see what runs on that node");
        }
    }
}
