package io.slipway.core.estimate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Many simple ways to tell the next duration from the past ones, mixed by how well each has done for this task.
 *
 * <p>The estimate is the mean of the experts' logarithms <i>x</i>, weighted by exp(-6 <i>L</i>). After each run with
 * logarithm <i>y</i>, <i>L</i> = 0.98 <i>L</i> + min(0.5, |<i>x</i> - <i>y</i>|): the exponentially weighted forecaster
 * with discounted losses (Cesa-Bianchi and Lugosi, Prediction, Learning, and Games, 2006, chapter 2), where one outlier
 * costs an expert no more than a factor of 20. Experts without a run that is enough alike say what a more general one says
 * and so share its loss.
 *
 * <p>What is only known of some runs, such as how much their inputs changed, has experts of its own ({@link LikeChanges}).
 * They sleep while it is not known: then they have no say, and lose what the mix loses (Freund, Schapire, Singer and
 * Warmuth, Using and combining predictors that specialize, 1997).
 *
 * <p>A task's losses are its own; this holds the last question and its answer. Confined to one thread; O(64) a question and expert.
 */
final class ExpertMix {
    private static final double ETA = 6;
    private static final double KEPT = 0.98;
    private static final double MOST_LOSS = 0.5;

    /** As a share of what a run takes, too much weighs more than too little: the best point lies a little below. */
    private static final double BIAS = -0.01;

    private static final int SIMPLE = 10;
    /** Which of them it is that follows the level of all runs. */
    private static final int LEVEL = 4;

    /** Which of them it is that follows the level of runs with the same number of jobs. */
    private static final int SAME_JOBS = 5;

    /** Those that always have a say. */
    private static final int AWAKE = SimilarRuns.COUNT + SIMPLE + 4;

    static final int COUNT = AWAKE + LikeChanges.COUNT;

    /** A line through fewer runs would be wild. */
    private static final int FEWEST_FOR_A_LINE = 6;

    private final SimilarRuns similar = new SimilarRuns();
    private final LogRegression regression = new LogRegression();
    private final LikeChanges changes = new LikeChanges();
    private final double[] says = new double[COUNT];
    private final double[] logs = new double[PastRuns.MOST];
    private final double[] sorted = new double[PastRuns.MOST];

    /** What was last asked: its spread among the experts. */
    private double disagreement;

    /** What was last asked, while nothing has been learnt since. */
    private @Nullable Track asked;

    private @Nullable Features askedFor;
    private double answer;

    /** The mix of what all experts say; there has to be a run. */
    double estimate(Track task, Features next) {
        // Who learns from a run has often just asked about it.
        if (task != asked || !next.equals(askedFor)) {
            answer = mix(task, next);
            asked = task;
            askedFor = next;
        }
        return answer;
    }

    /** Some task has changed: what was asked before has to be worked out anew. */
    void forget() {
        asked = null;
    }

    private double mix(Track task, Features next) {
        PastRuns runs = task.runs();
        float[] losses = task.losses();
        similar.estimate(runs, next, says, 0);
        simple(runs, next, SimilarRuns.COUNT);
        lines(runs, next);
        says[AWAKE - 2] = task.steadyLevel().expect(next);
        says[AWAKE - 1] = task.quickLevel().expect(next);
        int count = next.extent() == 0 ? AWAKE : COUNT;
        if (count > AWAKE) changes.estimate(runs, next, says, AWAKE, says[SimilarRuns.COUNT + LEVEL]);
        float least = Float.MAX_VALUE;
        for (int i = 0; i < count; i++) least = Math.min(least, losses[i]);
        double weights = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double weight = Math.exp(-ETA * (losses[i] - least));
            weights += weight;
            sum += weight * says[i];
            squares += weight * says[i] * says[i];
        }
        double mean = sum / weights;
        Arrays.fill(says, count, COUNT, mean);
        disagreement = Math.sqrt(Math.max(0, squares / weights - mean * mean));
        return mean + BIAS;
    }

    /** How far apart the experts were in the last estimate: the weighted standard deviation of their logarithms. */
    double disagreement() {
        return disagreement;
    }

    /** The run that was last asked about took so long. */
    void learn(Track task, double log) {
        float[] losses = task.losses();
        for (int i = 0; i < COUNT; i++) {
            losses[i] = (float) (KEPT * losses[i] + Math.min(MOST_LOSS, Math.abs(says[i] - log)));
        }
    }

    private void simple(PastRuns runs, Features next, int from) {
        int size = runs.size();
        for (int age = 0; age < size; age++) logs[age] = runs.log(age);
        int at = from;
        says[at++] = logs[0];
        says[at++] = Math.log(meanSeconds(Math.min(3, size)));
        says[at++] = median(Math.min(10, size));
        says[at++] = median(Math.min(20, size));
        double level = level(runs, size, 0.35, next, Alike.ANY, logs[0]);
        says[at++] = level;
        double sameJobs = level(runs, size, 0.35, next, Alike.JOBS, perJob(runs, size, next, level));
        says[at++] = sameJobs;
        says[at++] = level(runs, size, 0.35, next, Alike.BRANCH, sameJobs);
        says[at++] = level(runs, size, 0.4, next, Alike.JOBS_AND_BRANCH, sameJobs);
        says[at++] = medianOf(runs, size, 5, next, Alike.JOBS, sameJobs);
        says[at] = medianOf(runs, size, 3, next, Alike.BRANCH, level);
    }

    private void lines(PastRuns runs, Features next) {
        int size = runs.size();
        if (size < FEWEST_FOR_A_LINE) {
            Arrays.fill(says, AWAKE - 4, AWAKE - 2, says[SimilarRuns.COUNT + SAME_JOBS]);
            return;
        }
        double middle = median(Math.min(20, size));
        regression.look(runs, next, middle);
        says[AWAKE - 4] = middle + regression.offset(20);
        says[AWAKE - 3] = middle + regression.offset(60);
    }

    private enum Alike {
        ANY,
        JOBS,
        BRANCH,
        JOBS_AND_BRANCH
    }

    private static boolean isAlike(PastRuns runs, int age, Features next, Alike alike) {
        return switch (alike) {
            case ANY -> true;
            case JOBS -> runs.jobs(age) == next.jobs();
            case BRANCH -> runs.branch(age) == next.branch();
            case JOBS_AND_BRANCH -> runs.jobs(age) == next.jobs() && runs.branch(age) == next.branch();
        };
    }

    private double meanSeconds(int last) {
        double sum = 0;
        for (int age = 0; age < last; age++) sum += Math.exp(logs[age]);
        return sum / last;
    }

    private double median(int last) {
        System.arraycopy(logs, 0, sorted, 0, last);
        return medianOfSorted(last);
    }

    private double medianOf(PastRuns runs, int size, int last, Features next, Alike alike, double otherwise) {
        int found = 0;
        for (int age = 0; age < size && found < last; age++) {
            if (isAlike(runs, age, next, alike)) sorted[found++] = logs[age];
        }
        return found == 0 ? otherwise : medianOfSorted(found);
    }

    private double medianOfSorted(int count) {
        Arrays.sort(sorted, 0, count);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    /** A level that follows, but by no more than twice what is usual at a time: it drifts and does not jump. */
    private double level(PastRuns runs, int size, double gain, Features next, Alike alike, double otherwise) {
        double level = otherwise;
        double usual = 0.1;
        int seen = 0;
        for (int age = size - 1; age >= 0; age--) {
            if (!isAlike(runs, age, next, alike)) continue;
            seen++;
            if (seen == 1) {
                level = logs[age];
                continue;
            }
            double off = logs[age] - level;
            double most = 2 * usual;
            level += Math.max(gain, 1.0 / seen) * Math.max(-most, Math.min(most, off));
            usual = 0.95 * usual + 0.05 * Math.min(1.2533 * Math.abs(off), 2 * most) + 1e-4;
        }
        return level;
    }

    /** As if the time were shared evenly by the jobs: for a number of jobs that was never seen. */
    private double perJob(PastRuns runs, int size, Features next, double otherwise) {
        if (next.jobs() == 0) return otherwise;
        int found = 0;
        for (int age = 0; age < size && found < 5; age++) {
            if (runs.jobs(age) > 0) sorted[found++] = logs[age] - Math.log(runs.jobs(age));
        }
        return found == 0 ? otherwise : medianOfSorted(found) + Math.log(next.jobs());
    }
}
