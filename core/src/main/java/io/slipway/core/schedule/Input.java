package io.slipway.core.schedule;

import io.slipway.core.agent.Agent;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the scheduler is told. Nothing else moves it. */
public sealed interface Input {
    /** Calls the method of {@code visitor} that is for this kind of input. */
    void accept(Visitor visitor);

    /**
     * Run these tasks of this pipeline, with all they need.
     *
     * @param pipelineDigest under which the encoded pipeline is kept
     * @param tasks selected tasks; what they need comes with them
     */
    record Submit(
            RunId run,
            Pipeline pipeline,
            Digest pipelineDigest,
            Digest source,
            List<TaskAddress> tasks,
            RunOptions options)
            implements Input {
        /**
         * @throws IllegalArgumentException when the pipeline has no such task
         */
        public Submit {
            tasks = List.copyOf(tasks);
            for (TaskAddress task : tasks) pipeline.get(task);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** An agent offers itself. */
    record Register(Agent agent) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Answer to {@link Effect.Resolve}: the result was there and is in place. */
    record Hit(RunId run, TaskAddress task, ActionKey key, Digest outputs, Duration saved) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Answer to {@link Effect.Resolve}: it has to run. */
    record Miss(RunId run, TaskAddress task, Optional<ActionKey> key, Invalidation because) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Answer to {@link Effect.Dispatch}: the attempt ended. */
    record Report(
            RunId run,
            TaskAddress task,
            int attempt,
            Outcome outcome,
            Usage usage,
            Optional<Digest> outputs,
            boolean stored)
            implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** End the run: nothing new starts, running attempts are stopped. */
    record Cancel(RunId run, String reason) implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The state was folded from a journal: decide what was not decided before the writer died, and do again what may not
     * have been done. Comes before any other input. Attempts whose runner died with the writer are reported
     * {@link Outcome.Kind#LOST} afterwards.
     */
    record Resume() implements Input {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** One method for each kind of input. */
    interface Visitor {
        void visit(Submit input);

        void visit(Register input);

        void visit(Hit input);

        void visit(Miss input);

        void visit(Report input);

        void visit(Cancel input);

        void visit(Resume input);
    }
}
