package io.slipway.core.placement;

import io.slipway.core.pipeline.Resources;

/**
 * Leaves no agent with much of one thing and nothing of the other: 1 − |share of CPU left − share of memory left|.
 */
final class FragmentationScorer implements Scorer {
    @Override
    public String name() {
        return "fragmentation";
    }

    @Override
    public double score(Request request, Candidate agent) {
        Resources capacity = agent.capacity();
        if (capacity.milliCpu() <= 0 || capacity.memoryBytes() <= 0) return 1;
        double cpu = (double) (agent.freeMilliCpu() - request.resources().milliCpu()) / capacity.milliCpu();
        double memory = (double) (agent.freeMemoryBytes() - request.resources().memoryBytes()) / capacity.memoryBytes();
        return 1 - Math.abs(cpu - memory);
    }
}
