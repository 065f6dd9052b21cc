package io.slipway.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and TERM: the first ends the run in order and the process with 130 once everything is written; the second ends
 * the process and all that it started at once. Thread-safe.
 *
 * <p>Made of a shutdown hook, which costs nothing until it is needed: the signal starts the virtual machine's shutdown,
 * the hook asks for the end of the run and holds the shutdown until {@link #over}.
 */
final class Interruption {
    private final boolean listens;
    private volatile @Nullable Runnable toCancel;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "slipway-interrupted");

    private Interruption(boolean listens) {
        this.listens = listens;
    }

    static Interruption ofThisProcess() {
        return new Interruption(true);
    }

    /** Never happens. */
    static Interruption never() {
        return new Interruption(false);
    }

    /** From now on an interruption calls {@code cancel}, from a thread of its own. Called by the main thread only. */
    void cancels(Runnable cancel) {
        boolean first = toCancel == null;
        toCancel = cancel;
        if (first && listens) Runtime.getRuntime().addShutdownHook(hook);
    }

    /** All is said and written: a shutdown that waits may go on. The process must end by itself right after. */
    void over() {
        over.countDown();
        if (toCancel == null || !listens) return;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shutdownHasBegun) {
            // The hook is what ends the process then.
        }
    }

    private void interrupted() {
        endAtOnceNextTime();
        Runnable cancel = toCancel;
        if (cancel != null) cancel.run();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    /**
     * During a shutdown the virtual machine ignores further signals unless they have a handler, and only
     * {@code sun.misc.Signal} sets one; it is in every JDK but not in the platform's API, so it is looked for by name. On a
     * virtual machine without it the second Ctrl-C does nothing.
     */
    private static void endAtOnceNextTime() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler halt = (proxy, method, arguments) -> {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                return proxy;
            };
            Object halting = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, halt);
            Method handle = signal.getMethod("handle", signal, handler);
            for (String name : new String[] {"INT", "TERM"}) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), halting);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            // The first interruption still works; nothing better can be done in the middle of a shutdown.
        }
    }
}
