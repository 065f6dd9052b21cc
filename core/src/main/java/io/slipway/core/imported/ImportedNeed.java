package io.slipway.core.imported;

import static java.util.Objects.requireNonNull;

/**
 * One job's wish for another to come first. Immutable.
 *
 * @param job the name of the needed job
 * @param optional whether it does not matter that there is no such job
 * @param outputs whether what the needed job made is handed over
 */
public record ImportedNeed(String job, boolean optional, boolean outputs) {
    public ImportedNeed {
        requireNonNull(job, "job");
    }
}
