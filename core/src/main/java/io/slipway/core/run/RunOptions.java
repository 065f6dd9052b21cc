package io.slipway.core.run;

/**
 * How a run behaves. Immutable.
 *
 * @param keepGoing whether tasks that need nothing failed still run after a failure
 * @param rebuild whether every task runs though its result may be there
 */
public record RunOptions(boolean keepGoing, boolean rebuild) {
    public static final RunOptions DEFAULT = new RunOptions(false, false);
}
