package io.slipway.github.plan;

import io.slipway.github.write.JobMatrix;
import io.slipway.github.write.MatrixEntry;
import java.util.List;
import java.util.Optional;

/** What runs when there is no plan: every job, in one piece, with its own keys. Stateless. */
public final class NativeFallback {
    private NativeFallback() {}

    /**
     * @param written the matrix without Slipway, as it is; one job runs everything when there is none
     * @param runsOn labels of that one job
     */
    public static String of(Optional<String> written, List<String> runsOn) {
        if (written.isPresent()) return written.get().strip();
        return new JobMatrix(List.of(new MatrixEntry("everything", List.of(), runsOn, Optional.empty(), 1, 1))).text();
    }
}
