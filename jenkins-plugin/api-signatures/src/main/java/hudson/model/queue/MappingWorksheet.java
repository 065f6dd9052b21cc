package hudson.model.queue;

import hudson.model.Queue;
import java.util.AbstractList;
import java.util.List;

public class MappingWorksheet {
    public final List<MappingWorksheet.ExecutorChunk> executors = null;
    public final List<MappingWorksheet.WorkChunk> works = null;
    public final Queue.BuildableItem item = null;

    public MappingWorksheet(Queue.BuildableItem buildableItem, List<? extends MappingWorksheet.ExecutorSlot> list) {}

    public MappingWorksheet.WorkChunk works(int number) {
        throw new UnsupportedOperationException();
    }

    public final class ExecutorChunk extends MappingWorksheet.ReadOnlyList<MappingWorksheet.ExecutorSlot> {
        public String getName() {
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
    }

    public final class Mapping {
        public Mapping() {}

        public MappingWorksheet.ExecutorChunk assigned(int number) {
            throw new UnsupportedOperationException();
        }

        public MappingWorksheet.ExecutorChunk assign(int number, MappingWorksheet.ExecutorChunk executorChunk) {
            throw new UnsupportedOperationException();
        }

        public boolean isCompletelyValid() {
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
        public int size() {
            throw new UnsupportedOperationException();
        }

        WorkChunk() {
            super((List) null);
        }
    }
}
