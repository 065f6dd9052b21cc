package io.slipway.core.bridge;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks for an answer and does not wait for ever: a plan must not hold a pipeline up. Stateless. */
public final class InTime {
    private InTime() {}

    /** There was no answer; the message is one line that says why. */
    public static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1;

        NoAnswerException(String because, Throwable cause) {
            super(SafeText.oneLine(because), cause);
        }
    }

    /**
     * The answer. Blocks for at most {@code patience}; a question that takes longer goes on unheard.
     *
     * @throws NoAnswerException when it failed or took too long
     */
    public static <T> T ask(Callable<T> question, Duration patience, Executor background) throws NoAnswerException {
        FutureTask<T> asked = new FutureTask<>(question);
        background.execute(asked);
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new NoAnswerException("the plan took longer than " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new NoAnswerException(String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswerException("the plan was interrupted", e);
        }
    }
}
