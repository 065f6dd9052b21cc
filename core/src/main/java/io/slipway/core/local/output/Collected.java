package io.slipway.core.local.output;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.Tree;
import java.util.List;
import java.util.Optional;

/**
 * What a task left behind. Immutable.
 *
 * @param outputs by workspace path
 * @param reports by workspace path
 * @param missing output patterns that nothing matches, as written
 * @param refused why something that matches cannot be an output, one sentence each
 * @param stored whether the content store has every file; when not, the result cannot be reused
 */
public record Collected(Tree outputs, Tree reports, List<String> missing, List<String> refused, boolean stored) {
    public Collected {
        requireNonNull(outputs, "outputs");
        requireNonNull(reports, "reports");
        missing = List.copyOf(missing);
        refused = List.copyOf(refused);
    }

    /** What to tell a person when these outputs are not what the task declares; absent when they are. */
    public Optional<String> complaint() {
        if (!refused.isEmpty()) return Optional.of(String.join("; ", refused));
        if (missing.isEmpty()) return Optional.empty();
        return Optional.of("made nothing that matches " + String.join(", ", missing)
                + "; make the command write it, or correct 'outputs'");
    }
}
