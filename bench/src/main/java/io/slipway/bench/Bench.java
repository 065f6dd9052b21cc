package io.slipway.bench;

import java.io.IOException;

/** Something that is measured. */
interface Bench {
    /**
     * Measures it. Prints what is worth knowing on the way to standard error.
     *
     * @throws BenchException when what was measured did not do its work, so that no figure would mean anything
     */
    Report run(Setting setting) throws IOException, InterruptedException;
}
