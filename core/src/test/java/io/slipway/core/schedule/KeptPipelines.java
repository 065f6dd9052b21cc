package io.slipway.core.schedule;

import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import java.util.HashMap;
import java.util.Map;

/** Pipelines by the digest they were put under. Confined to one thread. */
final class KeptPipelines implements Pipelines {
    private final Map<Digest, Pipeline> kept = new HashMap<>();

    void put(Digest digest, Pipeline pipeline) {
        kept.put(digest, pipeline);
    }

    @Override
    public Pipeline get(Digest digest) {
        Pipeline pipeline = kept.get(digest);
        if (pipeline == null) throw new IllegalStateException("no pipeline " + digest + "; put it first");
        return pipeline;
    }
}
