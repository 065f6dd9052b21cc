package io.slipway.jenkins.desk;

import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Does what the desk has decided for one run. Every method is called by the desk's thread, after the decision was written
 * down: it must not block and must not throw; what takes time goes to a thread of its own. Answers may come from any thread,
 * also at once; an answer that comes too late or twice changes nothing.
 */
public interface Doing {
    /**
     * Make the task's key and look it up. May come again for the same task. Only for tasks that are
     * reusable: one that is not is given to {@link #execute} at once.
     *
     * @param answers takes one {@link Input.Hit} or {@link Input.Miss}
     */
    void resolve(Effect.Resolve wanted, Consumer<Input> answers);

    /**
     * Run the attempt on the agent, which is a node's name. Never comes twice for the same attempt.
     *
     * @param answers takes one {@link Input.Report}; whoever finds that the node is gone reports {@link Outcome.Kind#LOST}
     */
    void execute(Effect.Dispatch given, Consumer<Input> answers);

    /** Stop what runs the attempt; it still reports. Nothing to do for an attempt that is not known. */
    void stop(Effect.Stop wanted);

    /** The run was not accepted, and nothing will be heard of it: too much is waiting already. */
    void refused(Effect.Refuse why);

    /** The report of an attempt that is given to {@code answers}. */
    static Input.Report report(Effect.Dispatch given, Outcome outcome) {
        return new Input.Report(
                given.run(), given.task(), given.attempt(), outcome, Usage.NONE, Optional.empty(), false);
    }
}
