package io.slipway.bench;

import com.netflix.fenzo.ConstraintEvaluator;
import com.netflix.fenzo.TaskRequest;
import com.netflix.fenzo.VMTaskFitnessCalculator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task of the workload as Fenzo is asked for it. */
final class FenzoTask implements TaskRequest {
    final PlacementWorkload.Ask ask;
    private final String id;
    private final List<ConstraintEvaluator> constraints;
    private final double cpus;
    private final double megabytes;

    @Nullable
    private AssignedResources assigned;

    FenzoTask(PlacementWorkload.Ask ask, ConstraintEvaluator constraint) {
        this.ask = ask;
        this.id = "task-" + ask.number();
        this.constraints = List.of(constraint);
        this.cpus = ask.request().resources().milliCpu() / 1000.0;
        this.megabytes = ask.request().resources().memoryBytes() / (double) (1 << 20);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String taskGroupName() {
        return "";
    }

    @Override
    public double getCPUs() {
        return cpus;
    }

    @Override
    public double getMemory() {
        return megabytes;
    }

    @Override
    public double getNetworkMbps() {
        return 0;
    }

    @Override
    public double getDisk() {
        return 0;
    }

    @Override
    public int getPorts() {
        return 0;
    }

    @Override
    public Map<String, Double> getScalarRequests() {
        return Map.of();
    }

    @Override
    public Map<String, NamedResourceSetRequest> getCustomNamedResources() {
        return Map.of();
    }

    @Override
    public List<? extends ConstraintEvaluator> getHardConstraints() {
        return constraints;
    }

    @Override
    public List<? extends VMTaskFitnessCalculator> getSoftConstraints() {
        return List.of();
    }

    @Override
    public void setAssignedResources(AssignedResources assignedResources) {
        assigned = assignedResources;
    }

    @Override
    public @Nullable AssignedResources getAssignedResources() {
        return assigned;
    }
}
