package hudson.model.listeners;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.function.IntPredicate;

public abstract class RunListener<R extends Run> implements ExtensionPoint {
    public final Class<R> targetType = null;

    protected RunListener(Class<R> type) {}

    protected RunListener() {}

    public void onCompleted(R r, TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public void onFinalized(R r) {
        throw new UnsupportedOperationException();
    }

    public void onInitialize(R r) {
        throw new UnsupportedOperationException();
    }

    public void onStarted(R r, TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public void onDeleted(R r) {
        throw new UnsupportedOperationException();
    }

    public boolean allowLoad(Job<?, ?> job, int number) {
        throw new UnsupportedOperationException();
    }

    public IntPredicate createLoadAllower(Job<?, ?> job) {
        throw new UnsupportedOperationException();
    }

    public void register() {
        throw new UnsupportedOperationException();
    }

    public void unregister() {
        throw new UnsupportedOperationException();
    }

    public static void fireCompleted(Run run, TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public static void fireInitialize(Run run) {
        throw new UnsupportedOperationException();
    }

    public static void fireStarted(Run run, TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public static void fireFinalized(Run run) {
        throw new UnsupportedOperationException();
    }

    public static void fireDeleted(Run run) {
        throw new UnsupportedOperationException();
    }

    public static ExtensionList<RunListener> all() {
        throw new UnsupportedOperationException();
    }
}
