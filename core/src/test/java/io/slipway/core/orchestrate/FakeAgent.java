package io.slipway.core.orchestrate;

import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Does nothing, but says that it did. Looks results up at once in a store that it fills with what succeeded; runs tasks
 * for as long as {@link #finish} is not called. Thread-safe.
 */
public final class FakeAgent implements Dispatcher {
    private final Map<TaskAddress, Effect.Dispatch> running = new LinkedHashMap<>();
    private final Map<ActionKey, Digest> store = new HashMap<>();
    private final Set<TaskAddress> failing = new HashSet<>();
    private final List<Effect> seen = new ArrayList<>();
    private boolean finishesAtOnce;
    private Consumer<Input> answers = input -> {
        throw new IllegalStateException("nothing was released yet, so there is nobody to answer: " + input);
    };

    /** From now on every task ends as soon as it begins. */
    public synchronized FakeAgent finishingAtOnce() {
        finishesAtOnce = true;
        return this;
    }

    /** From now on this task fails. */
    public synchronized FakeAgent failing(String task) {
        failing.add(TaskAddress.parse(task));
        return this;
    }

    /** What was released so far, in order. */
    public synchronized List<Effect> seen() {
        return List.copyOf(seen);
    }

    /** What runs, in the order it began. */
    public synchronized List<String> running() {
        List<String> names = new ArrayList<>();
        for (TaskAddress task : running.keySet()) names.add(task.toString());
        return names;
    }

    /** Ends a task that runs. */
    public synchronized FakeAgent finish(String task) {
        Effect.Dispatch dispatch = running.remove(TaskAddress.parse(task));
        if (dispatch == null) throw new IllegalStateException(task + " does not run, only " + running.keySet());
        finish(dispatch);
        return this;
    }

    @Override
    public synchronized void release(List<Effect> effects, Consumer<Input> answers) {
        this.answers = answers;
        for (Effect effect : effects) {
            seen.add(effect);
            if (effect instanceof Effect.Resolve resolve) {
                lookUp(resolve);
            } else if (effect instanceof Effect.Dispatch dispatch) {
                if (finishesAtOnce) {
                    finish(dispatch);
                } else {
                    running.put(dispatch.task(), dispatch);
                }
            } else if (effect instanceof Effect.Stop stop) {
                Effect.Dispatch dispatch = running.remove(stop.task());
                if (dispatch != null) report(dispatch, new Outcome(Outcome.Kind.CANCELLED, -1, stop.reason()));
            }
        }
    }

    private void lookUp(Effect.Resolve resolve) {
        ActionKey key = new ActionKey(digest(resolve.task().toString()).hash());
        Digest outputs = store.get(key);
        if (outputs == null) {
            Invalidation never = Invalidation.because(Invalidation.Cause.Kind.NEVER_RAN, "");
            answers.accept(new Input.Miss(resolve.run(), resolve.task(), Optional.of(key), never));
        } else {
            answers.accept(new Input.Hit(resolve.run(), resolve.task(), key, outputs, Duration.ofSeconds(1)));
        }
    }

    private void finish(Effect.Dispatch dispatch) {
        if (failing.contains(dispatch.task())) {
            report(dispatch, new Outcome(Outcome.Kind.FAILED, 1, "it failed; look at its log"));
        } else {
            report(dispatch, Outcome.succeeded());
        }
    }

    private void report(Effect.Dispatch dispatch, Outcome outcome) {
        Optional<Digest> outputs =
                outcome.isSuccess() ? Optional.of(digest("outputs of " + dispatch.task())) : Optional.empty();
        if (outputs.isPresent() && dispatch.key().isPresent())
            store.put(dispatch.key().get(), outputs.get());
        answers.accept(new Input.Report(
                dispatch.run(),
                dispatch.task(),
                dispatch.attempt(),
                outcome,
                Usage.NONE,
                outputs,
                outputs.isPresent() && dispatch.key().isPresent()));
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
