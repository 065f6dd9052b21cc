package io.slipway.bench;

import com.netflix.fenzo.ConstraintEvaluator;
import com.netflix.fenzo.SchedulingResult;
import com.netflix.fenzo.TaskAssignmentResult;
import com.netflix.fenzo.TaskRequest;
import com.netflix.fenzo.TaskScheduler;
import com.netflix.fenzo.TaskTrackerState;
import com.netflix.fenzo.VMAssignmentResult;
import com.netflix.fenzo.VirtualMachineCurrentState;
import com.netflix.fenzo.VirtualMachineLease;
import com.netflix.fenzo.plugins.BinPackingFitnessCalculators;
import io.slipway.bench.PlacementWorkload.Ask;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fenzo 1.0.1 with a workload's agents, in one of its two modes. The requirement of a task is one hard constraint that looks
 * the agent up in the workload's {@code meets}, so that reading ranges costs Fenzo nothing; fitness is its CPU-and-memory bin
 * packer.
 */
final class FenzoPeer implements AutoCloseable {
    private static final long NEVER_SECONDS = 1_000_000;

    private final PlacementWorkload workload;
    private final boolean singleOffer;
    private final TaskScheduler scheduler;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<ConstraintEvaluator> constraints = new ArrayList<>();

    // What of each agent is under an offer that Fenzo still has, and what is to be offered in the next call.
    private final double[] leasedCpus;
    private final double[] leasedMegabytes;
    private final double[] freedCpus;
    private final double[] freedMegabytes;
    private long leases;

    /**
     * @param singleOffer whether every agent is offered once and Fenzo counts what is used, instead of being offered what is
     *     left after each call
     * @param goodEnough whether the first agent with a fitness above ½ is taken
     */
    FenzoPeer(PlacementWorkload workload, boolean singleOffer, boolean goodEnough) {
        this.workload = workload;
        this.singleOffer = singleOffer;
        TaskScheduler.Builder builder = new TaskScheduler.Builder()
                .withLeaseRejectAction(lease -> {})
                .withLeaseOfferExpirySecs(NEVER_SECONDS)
                .disableShortfallEvaluation()
                .withFitnessCalculator(BinPackingFitnessCalculators.cpuMemBinPacker)
                .withSingleOfferPerVM(singleOffer);
        if (goodEnough) builder.withFitnessGoodEnoughFunction(fitness -> fitness > 0.5);
        this.scheduler = builder.build();
        int agents = workload.agents().size();
        leasedCpus = new double[agents];
        leasedMegabytes = new double[agents];
        freedCpus = new double[agents];
        freedMegabytes = new double[agents];
        for (int i = 0; i < agents; i++) {
            numbers.put(workload.agents().get(i).id(), i);
            freedCpus[i] = PlacementWorkload.CPUS;
            freedMegabytes[i] = 128 << 10;
        }
        for (BitSet meeting : workload.meets()) constraints.add(new Constraint(meeting, numbers));
    }

    private static final class Constraint implements ConstraintEvaluator {
        private static final Result YES = new Result(true, "");
        private static final Result NO = new Result(false, "labels");

        private final BitSet meeting;
        private final Map<String, Integer> numbers;

        Constraint(BitSet meeting, Map<String, Integer> numbers) {
            this.meeting = meeting;
            this.numbers = numbers;
        }

        @Override
        public String getName() {
            return "labels";
        }

        @Override
        public Result evaluate(TaskRequest task, VirtualMachineCurrentState host, TaskTrackerState state) {
            return meeting.get(numbers.get(host.getHostname())) ? YES : NO;
        }
    }

    /** Where a task went. */
    record Assignment(Ask task, int agent) {}

    /** What a call gave and how long it took. */
    record Round(List<Assignment> assignments, long nanos) {}

    /** One call for all of {@code asks}. Timed are the call and telling Fenzo of each assignment. */
    Round place(List<Ask> asks) {
        List<FenzoTask> tasks = new ArrayList<>(asks.size());
        for (Ask ask : asks) tasks.add(new FenzoTask(ask, constraints.get(ask.requirement())));
        List<VirtualMachineLease> offered = makeOffers();
        List<Assignment> assignments = new ArrayList<>(asks.size());
        long start = System.nanoTime();
        SchedulingResult result = scheduler.scheduleOnce(tasks, offered);
        for (VMAssignmentResult host : result.getResultMap().values()) {
            int agent = numbers.get(host.getHostname());
            for (TaskAssignmentResult assigned : host.getTasksAssigned()) {
                scheduler.getTaskAssigner().call(assigned.getRequest(), host.getHostname());
                assignments.add(new Assignment(((FenzoTask) assigned.getRequest()).ask, agent));
            }
        }
        long nanos = System.nanoTime() - start;
        if (!result.getExceptions().isEmpty()) {
            throw new BenchException("Fenzo failed: " + result.getExceptions().get(0));
        }
        if (!singleOffer) consumeOffers(assignments);
        return new Round(assignments, nanos);
    }

    private List<VirtualMachineLease> makeOffers() {
        List<VirtualMachineLease> made = new ArrayList<>();
        for (int i = 0; i < freedCpus.length; i++) {
            if (freedCpus[i] == 0 && freedMegabytes[i] == 0) continue;
            String host = workload.agents().get(i).id();
            made.add(new FenzoLease("lease-" + leases++, host, freedCpus[i], freedMegabytes[i]));
            leasedCpus[i] += freedCpus[i];
            leasedMegabytes[i] += freedMegabytes[i];
            freedCpus[i] = 0;
            freedMegabytes[i] = 0;
        }
        return made;
    }

    /** All offers of an agent are gone once anything is assigned to it: what is left of them is offered again. */
    private void consumeOffers(List<Assignment> assignments) {
        BitSet used = new BitSet();
        for (Assignment each : assignments) {
            int agent = each.agent;
            if (!used.get(agent)) {
                used.set(agent);
                freedCpus[agent] += leasedCpus[agent];
                freedMegabytes[agent] += leasedMegabytes[agent];
                leasedCpus[agent] = 0;
                leasedMegabytes[agent] = 0;
            }
            freedCpus[agent] -= cpus(each.task);
            freedMegabytes[agent] -= megabytes(each.task);
        }
    }

    void release(Assignment ended) {
        String host = workload.agents().get(ended.agent).id();
        scheduler.getTaskUnAssigner().call("task-" + ended.task.number(), host);
        if (singleOffer) return;
        freedCpus[ended.agent] += cpus(ended.task);
        freedMegabytes[ended.agent] += megabytes(ended.task);
    }

    private static double cpus(Ask ask) {
        return ask.request().resources().milliCpu() / 1000.0;
    }

    private static double megabytes(Ask ask) {
        return ask.request().resources().memoryBytes() / (double) (1 << 20);
    }

    @Override
    public void close() {
        scheduler.shutdown();
    }
}
