package io.slipway.bench.cpsat;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.CumulativeConstraint;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.IntervalVar;
import com.google.ortools.sat.LinearExpr;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Solves a project in one thread: an interval of fixed size for every job on [0, sum of durations], one cumulative
 * constraint for every resource, and the end of the last job as early as possible.
 *
 * <p>It is loaded by a class loader of its own, so it takes and gives only what every class loader knows: milliseconds it
 * may take, durations, capacities, demands (job by job, resource by resource) and pairs of jobs of which one waits for the
 * other. It answers with the makespan, or with nothing when it found no schedule in time.
 */
public final class CpSat implements Function<long[][], long[]> {
    static {
        Loader.loadNativeLibraries();
    }

    @Override
    public long[] apply(long[][] project) {
        long[] takes = project[1];
        long[] capacity = project[2];
        long[] demands = project[3];
        long[] edges = project[4];
        long horizon = Arrays.stream(takes).sum();
        CpModel model = new CpModel();
        IntVar end = model.newIntVar(0, horizon, "end");
        IntVar[] start = new IntVar[takes.length];
        IntervalVar[] interval = new IntervalVar[takes.length];
        for (int i = 0; i < takes.length; i++) {
            start[i] = model.newIntVar(0, horizon, "start" + i);
            interval[i] = model.newFixedSizeIntervalVar(start[i], takes[i], "job" + i);
            model.addGreaterOrEqual(end, LinearExpr.affine(start[i], 1, takes[i]));
        }
        for (int e = 0; e < edges.length; e += 2) {
            int first = (int) edges[e];
            model.addGreaterOrEqual(start[(int) edges[e + 1]], LinearExpr.affine(start[first], 1, takes[first]));
        }
        for (int r = 0; r < capacity.length; r++) {
            CumulativeConstraint use = model.addCumulative(capacity[r]);
            for (int i = 0; i < takes.length; i++) {
                long demand = demands[i * capacity.length + r];
                if (demand > 0) use.addDemand(interval[i], demand);
            }
        }
        model.minimize(end);

        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1).setMaxTimeInSeconds(project[0][0] / 1000.0);
        CpSolverStatus status = solver.solve(model);
        boolean found = status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE;
        return found ? new long[] {solver.value(end)} : new long[0];
    }
}
