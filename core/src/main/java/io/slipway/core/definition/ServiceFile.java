package io.slipway.core.definition;

import io.slipway.core.pipeline.Problem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One {@code slipway.yaml} that is read by whoever comes first: an executor's thread, or the one that wants to have it read. */
final class ServiceFile implements Runnable {
    private final byte[] bytes;
    private final Problems problems = new Problems();
    private final ServiceReader reader;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<ServiceReader.Draft> draft = new CompletableFuture<>();

    ServiceFile(String path, byte[] bytes, Shared shared) {
        this.bytes = bytes;
        this.reader = new ServiceReader(path, shared, problems);
    }

    void beginOn(Executor executor) {
        try {
            executor.execute(this);
        } catch (RejectedExecutionException e) {
            return; // it is read when it is wanted
        }
    }

    @Override
    public void run() {
        if (!taken.compareAndSet(false, true)) return;
        try {
            draft.complete(reader.read(bytes));
        } catch (RuntimeException | Error e) {
            draft.completeExceptionally(e);
        }
    }

    /** What is in it; adds to {@code all} what is wrong with it. */
    ServiceReader.Draft finish(Problems all) {
        run();
        ServiceReader.Draft read = await();
        for (Problem problem : problems.sorted()) all.add(problem);
        return read;
    }

    private ServiceReader.Draft await() {
        try {
            return draft.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            if (e.getCause() instanceof Error failure) throw failure;
            throw e;
        }
    }
}
