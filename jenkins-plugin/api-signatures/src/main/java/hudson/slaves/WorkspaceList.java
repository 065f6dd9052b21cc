package hudson.slaves;

import hudson.FilePath;

public final class WorkspaceList {
    public WorkspaceList() {}

    public synchronized WorkspaceList.Lease allocate(FilePath filePath) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public abstract static class Lease implements AutoCloseable {
        public final FilePath path = null;

        protected Lease(FilePath filePath) {}

        public abstract void release();

        public void close() {
            throw new UnsupportedOperationException();
        }
    }
}
