package hudson;

import hudson.model.TaskListener;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

public abstract class Launcher {
    protected Launcher(Launcher launcher) {}

    public final Launcher.ProcStarter launch() {
        throw new UnsupportedOperationException();
    }

    public abstract void kill(Map<String, String> map) throws IOException, InterruptedException;

    public final class ProcStarter {
        public Launcher.ProcStarter cmds(String... texts) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter cmds(List<String> list) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter pwd(FilePath filePath) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stdout(OutputStream outputStream) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stdout(TaskListener taskListener) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter envs(Map<String, String> map) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter quiet(boolean flag) {
            throw new UnsupportedOperationException();
        }

        public Proc start() throws IOException {
            throw new UnsupportedOperationException();
        }

        ProcStarter() {}
    }
}
