package io.slipway.core.plan;

/**
 * Turns an order of tasks into a schedule, by one of the two schedule generation schemes (Kolisch 1996). Each can work
 * backward too, from the last finish to the first start: time is counted from the end then, and what comes after a task
 * has to be placed before it. Keeps the schedule it made last; nothing is allocated while it decodes. Confined to one
 * thread.
 */
abstract class Decoder {
    final Backlog backlog;
    private final int[] afterFrom;
    private final int[] after;
    private final int[] beforeFrom;
    private final int[] before;

    Decoder(Backlog backlog) {
        this.backlog = backlog;
        this.afterFrom = backlog.afterFrom;
        this.after = backlog.after;
        this.beforeFrom = backlog.beforeFrom;
        this.before = backlog.before;
    }

    /** The quickest for this backlog. */
    static Decoder of(Backlog backlog) {
        return GridDecoder.suits(backlog) ? new GridDecoder(backlog) : new StepDecoder(backlog);
    }

    /**
     * Serial scheme: takes tasks as listed and gives each the place where it finishes first.
     *
     * @param list all tasks, each after those it waits for, or before them when backward
     * @return the makespan
     */
    abstract long serial(int[] list, boolean backward);

    /**
     * Parallel scheme: whenever something finishes, starts what is ready and fits, earlier in the list first.
     *
     * @param list all tasks in any order
     * @return the makespan
     */
    abstract long parallel(int[] list, boolean backward);

    /** Of the schedule made last, in its direction. */
    abstract long start(int task);

    abstract long finish(int task);

    /** Number of the agent. */
    abstract int agent(int task);

    /** Puts the tasks into the order of their finishes, latest first: the order to decode in the other direction. */
    abstract void listByFinish(int[] list, boolean backward);

    final int[] from(boolean backward) {
        return backward ? afterFrom : beforeFrom;
    }

    final int[] waitsFor(boolean backward) {
        return backward ? after : before;
    }
}
