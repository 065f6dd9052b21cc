package io.slipway.bench;

import com.netflix.fenzo.VirtualMachineLease;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos;

/**
 * What an agent offers to Fenzo.
 *
 * @param id never used twice, or Fenzo mixes them up
 */
record FenzoLease(String id, String host, double cpus, double megabytes) implements VirtualMachineLease {
    private static final double NETWORK_MBPS = 10_000;
    private static final double DISK_MEGABYTES = 1 << 20;

    @Override
    public String getId() {
        return id;
    }

    @Override
    public long getOfferedTime() {
        return System.currentTimeMillis();
    }

    @Override
    public String hostname() {
        return host;
    }

    @Override
    public String getVMID() {
        return host;
    }

    @Override
    public double cpuCores() {
        return cpus;
    }

    @Override
    public double memoryMB() {
        return megabytes;
    }

    @Override
    public double networkMbps() {
        return NETWORK_MBPS;
    }

    @Override
    public double diskMB() {
        return DISK_MEGABYTES;
    }

    @Override
    public List<Range> portRanges() {
        return List.of();
    }

    @Override
    public Protos.Offer getOffer() {
        return Protos.Offer.getDefaultInstance();
    }

    @Override
    public Map<String, Protos.Attribute> getAttributeMap() {
        return Collections.emptyMap(); // is asked for the attribute null
    }

    @Override
    public Double getScalarValue(String name) {
        return 0.0;
    }

    @Override
    public Map<String, Double> getScalarValues() {
        return Collections.emptyMap();
    }
}
