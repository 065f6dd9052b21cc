package hudson.slaves;

import hudson.FilePath;

public final class WorkspaceList {
    public WorkspaceList() {}

    public synchronized WorkspaceList.Lease allocate(FilePath filePath) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public synchronized WorkspaceList.Lease allocate(FilePath filePath, Object value) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public synchronized WorkspaceList.Lease record(FilePath filePath) {
        throw new UnsupportedOperationException();
    }

    public synchronized WorkspaceList.Lease acquire(FilePath filePath) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public static FilePath tempDir(FilePath filePath) {
        throw new UnsupportedOperationException();
    }

    public abstract static class Lease implements AutoCloseable {
        public final FilePath path = null;

        protected Lease(FilePath filePath) {}

        public abstract void release();

        public void close() {
            throw new UnsupportedOperationException();
        }

        public static WorkspaceList.Lease createDummyLease(FilePath filePath) {
            throw new UnsupportedOperationException();
        }
    }
}
