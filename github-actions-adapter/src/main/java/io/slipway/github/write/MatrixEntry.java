package io.slipway.github.write;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One job of a matrix. Immutable.
 *
 * @param tasks what it runs, with all they need; everything when empty
 * @param runsOn labels of its runner
 * @param index of this part, from 1
 * @param total number of parts
 */
public record MatrixEntry(
        String name, List<String> tasks, List<String> runsOn, Optional<Duration> timeout, int index, int total) {
    public MatrixEntry {
        tasks = List.copyOf(tasks);
        runsOn = List.copyOf(runsOn);
        if (total < 1 || index < 1 || index > total)
            throw new IllegalArgumentException(
                    "part: " + index + " of " + total + " (expected: from 1 to the number of parts)");
    }
}
