package io.slipway.core.schedule;

import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;

/** Knows the pipelines that runs were submitted with, so that a journal can be folded. Answers without blocking for long. */
@FunctionalInterface
public interface Pipelines {
    /**
     * @throws IllegalStateException when the pipeline is not kept, with what to do
     */
    Pipeline get(Digest pipeline);
}
