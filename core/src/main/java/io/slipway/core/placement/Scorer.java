package io.slipway.core.placement;

/**
 * Says how good it would be to give a task to an agent that may have it. Stateless; asked from the thread of the
 * {@link Placer} for each agent of the candidates, so it should be quick and allocate nothing.
 */
public interface Scorer {
    /** What it is called in scores: a word or two, {@code warm-cache}. */
    String name();

    /** Whether it tells agents apart for this request. When not, it is not asked, and its score is 1 for all. */
    default boolean matters(Request request) {
        return true;
    }

    /** 0 (rather not) to 1 (the best there is). */
    double score(Request request, Candidate agent);
}
