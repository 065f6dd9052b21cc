package hudson;

import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

public abstract class Launcher {
    protected final TaskListener listener = null;
    protected final VirtualChannel channel = null;

    protected Launcher(TaskListener taskListener, VirtualChannel virtualChannel) {}

    protected Launcher(Launcher launcher) {}

    public VirtualChannel getChannel() {
        throw new UnsupportedOperationException();
    }

    public TaskListener getListener() {
        throw new UnsupportedOperationException();
    }

    public Computer getComputer() {
        throw new UnsupportedOperationException();
    }

    public final Launcher.ProcStarter launch() {
        throw new UnsupportedOperationException();
    }

    public abstract Proc launch(Launcher.ProcStarter procStarter) throws IOException;

    public abstract void kill(Map<String, String> map) throws IOException, InterruptedException;

    public boolean isUnix() {
        throw new UnsupportedOperationException();
    }

    public final class ProcStarter {
        public Launcher.ProcStarter cmds(String... texts) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter cmds(List<String> list) {
            throw new UnsupportedOperationException();
        }

        public List<String> cmds() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter pwd(FilePath filePath) {
            throw new UnsupportedOperationException();
        }

        public FilePath pwd() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stdout(OutputStream outputStream) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stdout(TaskListener taskListener) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stderr(OutputStream outputStream) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stdin(InputStream inputStream) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter envs(Map<String, String> map) {
            throw new UnsupportedOperationException();
        }

        public String[] envs() {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter quiet(boolean flag) {
            throw new UnsupportedOperationException();
        }

        public Proc start() throws IOException {
            throw new UnsupportedOperationException();
        }

        public int join() throws IOException, InterruptedException {
            throw new UnsupportedOperationException();
        }

        ProcStarter() {}
    }
}
