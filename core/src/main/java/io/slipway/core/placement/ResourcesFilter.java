package io.slipway.core.placement;

import io.slipway.core.pipeline.Resources;
import java.util.ArrayList;
import java.util.List;

/** Only agents with enough of everything left. */
final class ResourcesFilter implements Filter {
    @Override
    public String name() {
        return "resources";
    }

    @Override
    public List<Lack> lacks(Request request, Candidate agent) {
        Resources wanted = request.resources();
        List<Lack> lacks = new ArrayList<>(0);
        if (wanted.milliCpu() > agent.freeMilliCpu()) {
            lacks.add(new Lack("cpu", cpus(wanted.milliCpu()), cpus(agent.freeMilliCpu())));
        }
        if (wanted.memoryBytes() > agent.freeMemoryBytes()) {
            lacks.add(new Lack("memory", bytes(wanted.memoryBytes()), bytes(agent.freeMemoryBytes())));
        }
        if (wanted.diskBytes() > agent.freeDiskBytes()) {
            lacks.add(new Lack("disk", bytes(wanted.diskBytes()), bytes(agent.freeDiskBytes())));
        }
        wanted.counts().forEach((name, count) -> {
            int has = agent.freeCount(name);
            if (count > has) lacks.add(new Lack(name, String.valueOf(count), has == 0 ? "" : String.valueOf(has)));
        });
        return lacks;
    }

    private static String cpus(int milliCpu) {
        return milliCpu % 1000 == 0 ? String.valueOf(milliCpu / 1000) : milliCpu + "m";
    }

    private static String bytes(long bytes) {
        long mebi = 1L << 20;
        return bytes % mebi == 0 ? bytes / mebi + "Mi" : bytes + " bytes";
    }
}
