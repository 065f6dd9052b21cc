package io.slipway.bench;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.CumulativeConstraint;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.IntervalVar;
import com.google.ortools.sat.LinearExpr;
import java.util.OptionalLong;

/**
 * OR-Tools CP-SAT in one thread: an interval of fixed size for every job on [0, sum of durations], one cumulative
 * constraint for every resource, and the start of the last job to be as early as possible.
 */
final class CpSat {
    static {
        Loader.loadNativeLibraries();
    }

    private CpSat() {}

    /** Its best makespan within so many seconds; absent when it found no schedule. For whole seconds only. */
    static OptionalLong makespan(Project project, double seconds) {
        int size = project.size();
        long horizon = 0;
        for (long takes : project.takes()) horizon += takes / 1000;
        CpModel model = new CpModel();
        IntVar[] start = new IntVar[size];
        IntervalVar[] interval = new IntervalVar[size];
        IntVar end = model.newIntVar(0, horizon, "end");
        for (int i = 0; i < size; i++) {
            start[i] = model.newIntVar(0, horizon, "s" + i);
            interval[i] = model.newFixedSizeIntervalVar(start[i], project.takes()[i] / 1000, "i" + i);
        }
        for (int i = 0; i < size; i++) {
            LinearExpr finish = LinearExpr.affine(start[i], 1, project.takes()[i] / 1000);
            for (int next : project.dag().successors(i)) model.addGreaterOrEqual(start[next], finish);
            if (project.dag().successors(i).isEmpty()) model.addGreaterOrEqual(end, finish);
        }
        for (int r = 0; r < project.capacity().length; r++) {
            CumulativeConstraint use = model.addCumulative(project.capacity()[r]);
            for (int i = 0; i < size; i++) {
                if (project.demands()[i][r] > 0) use.addDemand(interval[i], project.demands()[i][r]);
            }
        }
        model.minimize(end);
        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1).setMaxTimeInSeconds(seconds);
        CpSolverStatus status = solver.solve(model);
        if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) return OptionalLong.empty();
        return OptionalLong.of(1000 * solver.value(end));
    }
}
