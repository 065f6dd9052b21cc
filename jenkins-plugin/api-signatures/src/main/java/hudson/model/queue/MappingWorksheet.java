package hudson.model.queue;

import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.security.ACL;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;

public class MappingWorksheet {
    public final List<MappingWorksheet.ExecutorChunk> executors = null;
    public final List<MappingWorksheet.WorkChunk> works = null;
    public final Queue.BuildableItem item = null;

    public MappingWorksheet(Queue.BuildableItem buildableItem, List<? extends MappingWorksheet.ExecutorSlot> list) {}

    public MappingWorksheet.WorkChunk works(int number) {
        throw new UnsupportedOperationException();
    }

    public MappingWorksheet.ExecutorChunk executors(int number) {
        throw new UnsupportedOperationException();
    }

    public final class ExecutorChunk extends MappingWorksheet.ReadOnlyList<MappingWorksheet.ExecutorSlot> {
        public final int index;

        { // Not a constant, which the compiler would copy into its callers.
            index = 0;
        }

        public final Computer computer = null;
        public final Node node = null;
        public final ACL nodeAcl = null;

        public boolean canAccept(MappingWorksheet.WorkChunk workChunk) {
            throw new UnsupportedOperationException();
        }

        public String getName() {
            throw new UnsupportedOperationException();
        }

        public int capacity() {
            throw new UnsupportedOperationException();
        }

        public int size() {
            throw new UnsupportedOperationException();
        }

        ExecutorChunk() {
            super((List) null);
        }
    }

    public abstract static class ExecutorSlot {
        public ExecutorSlot() {}

        public abstract Executor getExecutor();

        public abstract boolean isAvailable();

        protected abstract void set(WorkUnit workUnit) throws UnsupportedOperationException;
    }

    public final class Mapping {
        public Mapping() {}

        public MappingWorksheet.ExecutorChunk assigned(int number) {
            throw new UnsupportedOperationException();
        }

        public MappingWorksheet.WorkChunk get(int number) {
            throw new UnsupportedOperationException();
        }

        public MappingWorksheet.ExecutorChunk assign(int number, MappingWorksheet.ExecutorChunk executorChunk) {
            throw new UnsupportedOperationException();
        }

        public int size() {
            throw new UnsupportedOperationException();
        }

        public Map<MappingWorksheet.WorkChunk, MappingWorksheet.ExecutorChunk> toMap() {
            throw new UnsupportedOperationException();
        }

        public boolean isPartiallyValid() {
            throw new UnsupportedOperationException();
        }

        public boolean isCompletelyValid() {
            throw new UnsupportedOperationException();
        }

        public void execute(WorkUnitContext workUnitContext) {
            throw new UnsupportedOperationException();
        }
    }

    static class ReadOnlyList<E> extends AbstractList<E> {
        ReadOnlyList(List<E> list) {}

        public E get(int number) {
            throw new UnsupportedOperationException();
        }

        public int size() {
            throw new UnsupportedOperationException();
        }
    }

    public class WorkChunk extends MappingWorksheet.ReadOnlyList<SubTask> {
        public final int index;

        { // Not a constant, which the compiler would copy into its callers.
            index = 0;
        }

        public final Label assignedLabel = null;
        public final MappingWorksheet.ExecutorChunk lastBuiltOn = null;

        public List<MappingWorksheet.ExecutorChunk> applicableExecutorChunks() {
            throw new UnsupportedOperationException();
        }

        public int size() {
            throw new UnsupportedOperationException();
        }

        WorkChunk() {
            super((List) null);
        }
    }
}
