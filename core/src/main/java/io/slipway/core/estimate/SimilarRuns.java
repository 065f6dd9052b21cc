package io.slipway.core.estimate;

/**
 * Where runs like the coming one crowd together. Each past run weighs the more, the later and the more alike it was; the
 * estimate is the {@linkplain DensityPeak peak} of their density. So a task that takes either 2 or 9
 * minutes is not expected to take 5, and what happened on another branch or in a larger matrix counts as far as it tells.
 *
 * <p>With age <i>a</i> in runs and <i>g</i> in days, a run weighs
 *
 * <pre>exp(-a/τ - g/32 - jobs - branch - event - agent - cache - inputs - 0.11·|Δ log(1 + lines)| - time·Δ(time of day))</pre>
 *
 * where {@code jobs} is 9.3 + 2.1·|Δ log(1 + jobs)| if their numbers of jobs differ and 0 if not, and so on with the
 * constants below. They were searched on every other project of a public set and held on the rest.
 *
 * <p>Several of these, each with another memory and other views of what is alike, are experts of an {@link ExpertMix}.
 * Confined to one thread; O(64) a question and expert.
 */
final class SimilarRuns {
    private static final double DAYS = 32;
    private static final double OTHER_JOBS = 9.3;
    private static final double LOG_JOBS = 2.07;
    private static final double OTHER_BRANCH = 1.03;
    private static final double OTHER_EVENT = 0.28;
    private static final double OTHER_AGENT = 1.0;
    private static final double OTHER_CACHE = 1.5;
    private static final double OTHER_INPUTS = 0.7;
    private static final double LOG_LINES = 0.11;
    private static final double TIME_OF_DAY = 1.92;
    /** Of the first view. */
    static final double TAU = 5.58;

    /** Of the first view. */
    static final double WIDTH = 0.24;

    /** Runs end a little earlier than where they crowd, as they are cut off on that side. */
    private static final double BIAS = -0.012;

    /** What weighs less than e⁻⁸ of the heaviest is left out. */
    private static final double NEGLIGIBLE = 8;

    /**
     * One way to look at the past.
     *
     * @param tau runs after which a run weighs 1/e of what it did
     * @param width of the window that tells what crowds together, as a logarithm
     */
    private record View(double tau, double width, double branch, double event, double time) {}

    private static final View[] VIEWS = {
        new View(TAU, WIDTH, OTHER_BRANCH, OTHER_EVENT, TIME_OF_DAY),
        new View(0.4 * TAU, WIDTH, OTHER_BRANCH, OTHER_EVENT, TIME_OF_DAY),
        new View(2.5 * TAU, WIDTH, OTHER_BRANCH, OTHER_EVENT, TIME_OF_DAY),
        new View(6 * TAU, 0.7 * WIDTH, OTHER_BRANCH, OTHER_EVENT, TIME_OF_DAY),
        new View(TAU, 0.5 * WIDTH, OTHER_BRANCH, OTHER_EVENT, TIME_OF_DAY),
        new View(TAU, 2.5 * WIDTH, OTHER_BRANCH, OTHER_EVENT, TIME_OF_DAY),
        new View(2 * TAU, WIDTH, 3 * OTHER_BRANCH, OTHER_EVENT, TIME_OF_DAY),
        new View(TAU, WIDTH, 0, OTHER_EVENT, TIME_OF_DAY),
        new View(2 * TAU, WIDTH, OTHER_BRANCH, 4 * OTHER_EVENT, TIME_OF_DAY),
        new View(TAU, WIDTH, OTHER_BRANCH, OTHER_EVENT, 0)
    };

    static final int COUNT = VIEWS.length;

    // Filled anew for each question; all by age, or by rank where it says so.
    private final double[] logs = new double[PastRuns.MOST];
    private final double[] alike = new double[PastRuns.MOST];
    private final double[] timeApart = new double[PastRuns.MOST];
    private final boolean[] otherBranch = new boolean[PastRuns.MOST];
    private final boolean[] otherEvent = new boolean[PastRuns.MOST];
    private final int[] ascending = new int[PastRuns.MOST];
    private final double[] weights = new double[PastRuns.MOST];
    private final double[] keptLogs = new double[PastRuns.MOST];
    private final double[] keptWeights = new double[PastRuns.MOST];

    /** Writes the estimate of each view to {@code into}, from {@code at} on. There has to be a run. */
    void estimate(PastRuns runs, Features next, double[] into, int at) {
        int size = runs.size();
        compare(runs, next, size);
        for (int view = 0; view < COUNT; view++) into[at + view] = estimate(VIEWS[view], size);
    }

    private void compare(PastRuns runs, Features next, int size) {
        double logJobs = Math.log(1.0 + next.jobs());
        for (int age = 0; age < size; age++) {
            double apart = Features.days(Math.max(0, next.minute() - runs.minute(age))) / DAYS;
            int jobs = runs.jobs(age);
            if (jobs != next.jobs()) apart += OTHER_JOBS + LOG_JOBS * Math.abs(Math.log(1.0 + jobs) - logJobs);
            if (runs.agent(age) != next.agent()) apart += OTHER_AGENT;
            if (runs.cache(age) != next.cache()) apart += OTHER_CACHE;
            if (runs.inputs(age) != next.inputs()) apart += OTHER_INPUTS;
            alike[age] = -apart - LOG_LINES * Math.abs(runs.change(age) - next.change());
            timeApart[age] = Features.between(Math.floorMod(runs.minute(age), 1440), next.minuteOfDay());
            otherBranch[age] = runs.branch(age) != next.branch();
            otherEvent[age] = runs.event(age) != next.event();
            logs[age] = runs.log(age);
            int rank = age;
            for (; rank > 0 && logs[ascending[rank - 1]] > logs[age]; rank--) ascending[rank] = ascending[rank - 1];
            ascending[rank] = age;
        }
    }

    private double estimate(View view, int size) {
        double heaviest = Double.NEGATIVE_INFINITY;
        for (int age = 0; age < size; age++) {
            double log = alike[age] - age / view.tau - view.time * timeApart[age];
            if (otherBranch[age]) log -= view.branch;
            if (otherEvent[age]) log -= view.event;
            weights[age] = log;
            heaviest = Math.max(heaviest, log);
        }
        int kept = 0;
        for (int rank = 0; rank < size; rank++) {
            int age = ascending[rank];
            double log = weights[age] - heaviest;
            if (log < -NEGLIGIBLE) continue;
            keptLogs[kept] = logs[age];
            keptWeights[kept++] = Math.exp(log);
        }
        return DensityPeak.of(keptLogs, keptWeights, kept, view.width) + BIAS;
    }
}
