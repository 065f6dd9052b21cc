package io.slipway.core.placement;

import io.slipway.core.pipeline.Resources;

/**
 * Fills agents up before others are begun, so that large tasks find room: the mean of the shares of CPU and memory that
 * would be held.
 */
final class BinPackScorer implements Scorer {
    @Override
    public String name() {
        return "bin-pack";
    }

    @Override
    public double score(Request request, Candidate agent) {
        Resources capacity = agent.capacity();
        double cpu = held(agent.freeMilliCpu(), request.resources().milliCpu(), capacity.milliCpu());
        double memory = held(agent.freeMemoryBytes(), request.resources().memoryBytes(), capacity.memoryBytes());
        return (cpu + memory) / 2;
    }

    private static double held(double free, double wanted, double capacity) {
        return capacity <= 0 ? 1 : 1 - (free - wanted) / capacity;
    }
}
