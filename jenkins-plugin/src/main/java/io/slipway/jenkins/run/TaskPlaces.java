package io.slipway.jenkins.run;

import io.slipway.core.schedule.Effect;

/** Gets executors of nodes through the host's own queue. Thread-safe; nothing blocks. */
public interface TaskPlaces {
    /**
     * Has the work done on the node that the attempt was given to, once an executor of it is there.
     *
     * @return to end it with
     */
    Allotted allot(Effect.Dispatch attempt, Work work);

    /** What is done on a node. Exactly one of its methods is called, once. */
    interface Work {
        /** On a thread of the host; an interrupt asks to end it. Whatever it throws counts as the host's fault. */
        void run(Site site) throws InterruptedException;

        /**
         * It never began.
         *
         * @param isNodeGone whether because the node went away, and not because it was ended
         */
        void neverBegan(boolean isNodeGone, String why);
    }

    /** An executor that was asked for, and perhaps got. */
    interface Allotted {
        /** Ends the work, or the wish for it. */
        void end();
    }
}
