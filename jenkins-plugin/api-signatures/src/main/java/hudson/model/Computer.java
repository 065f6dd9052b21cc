package hudson.model;

import hudson.EnvVars;
import hudson.model.labels.LabelAtom;
import hudson.remoting.VirtualChannel;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.slaves.OfflineCause;
import hudson.slaves.WorkspaceList;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.logging.LogRecord;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

public abstract class Computer extends Actionable implements AccessControlled {
    protected volatile OfflineCause offlineCause;
    protected String nodeName;
    protected transient List<Action> transientActions;
    protected final Object statusChangeLock = null;
    public static final ExecutorService threadPoolForRemoting = null;
    public static final PermissionGroup PERMISSIONS = null;
    public static final Permission CONFIGURE = null;
    public static final Permission EXTENDED_READ = null;
    public static final Permission DELETE = null;
    public static final Permission CREATE = null;
    public static final Permission DISCONNECT = null;
    public static final Permission CONNECT = null;
    public static final Permission BUILD = null;
    public static final Permission[] EXTENDED_READ_AND_CONNECT = null;

    public void recordTermination() {
        throw new UnsupportedOperationException();
    }

    protected Computer(Node node) {}

    public List<Action> getActions() {
        throw new UnsupportedOperationException();
    }

    public void addAction(Action action) {
        throw new UnsupportedOperationException();
    }

    public File getLogFile() {
        throw new UnsupportedOperationException();
    }

    protected File getLogDir() {
        throw new UnsupportedOperationException();
    }

    public WorkspaceList getWorkspaceList() {
        throw new UnsupportedOperationException();
    }

    public String getLog() throws IOException {
        throw new UnsupportedOperationException();
    }

    public OfflineCause getOfflineCause() {
        throw new UnsupportedOperationException();
    }

    public boolean hasOfflineCause() {
        throw new UnsupportedOperationException();
    }

    public String getOfflineCauseReason() {
        throw new UnsupportedOperationException();
    }

    public abstract VirtualChannel getChannel();

    public abstract Charset getDefaultCharset();

    public abstract List<LogRecord> getLogRecords() throws IOException, InterruptedException;

    public abstract void doLaunchSlaveAgent(StaplerRequest2 staplerRequest2, StaplerResponse2 staplerResponse2)
            throws IOException;

    public final void launch() {
        throw new UnsupportedOperationException();
    }

    public final Future<?> connect(boolean flag) {
        throw new UnsupportedOperationException();
    }

    protected abstract Future<?> _connect(boolean flag);

    public void cliConnect(boolean flag) throws ExecutionException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public final long getConnectTime() {
        throw new UnsupportedOperationException();
    }

    public Future<?> disconnect(OfflineCause offlineCause) {
        throw new UnsupportedOperationException();
    }

    public Future<?> disconnect() {
        throw new UnsupportedOperationException();
    }

    public void cliDisconnect(String text) throws ExecutionException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void cliOffline(String text) throws ExecutionException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void cliOnline() throws ExecutionException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public int getNumExecutors() {
        throw new UnsupportedOperationException();
    }

    public String getName() {
        throw new UnsupportedOperationException();
    }

    public abstract Boolean isUnix();

    public Node getNode() {
        throw new UnsupportedOperationException();
    }

    public boolean isOffline() {
        throw new UnsupportedOperationException();
    }

    public final boolean isOnline() {
        throw new UnsupportedOperationException();
    }

    public boolean isConnected() {
        throw new UnsupportedOperationException();
    }

    public boolean isManualLaunchAllowed() {
        throw new UnsupportedOperationException();
    }

    public boolean isJnlpAgent() {
        throw new UnsupportedOperationException();
    }

    public boolean isLaunchSupported() {
        throw new UnsupportedOperationException();
    }

    public boolean isTemporarilyOffline() {
        throw new UnsupportedOperationException();
    }

    public void setOfflineCause(OfflineCause offlineCause) {
        throw new UnsupportedOperationException();
    }

    public void setTemporarilyOffline(boolean flag) {
        throw new UnsupportedOperationException();
    }

    public void setTemporarilyOffline(boolean flag, OfflineCause offlineCause) {
        throw new UnsupportedOperationException();
    }

    public void setTemporaryOfflineCause(OfflineCause offlineCause) {
        throw new UnsupportedOperationException();
    }

    public String getTemporaryOfflineCauseReason() {
        throw new UnsupportedOperationException();
    }

    public String getIcon() {
        throw new UnsupportedOperationException();
    }

    public String getIconClassName() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public String getCaption() {
        throw new UnsupportedOperationException();
    }

    public String getUrl() {
        throw new UnsupportedOperationException();
    }

    public Set<LabelAtom> getAssignedLabels() {
        throw new UnsupportedOperationException();
    }

    protected void setNode(Node node) {
        throw new UnsupportedOperationException();
    }

    protected void kill() {
        throw new UnsupportedOperationException();
    }

    protected void onRemoved() {
        throw new UnsupportedOperationException();
    }

    public void setNumExecutors(int number) {
        throw new UnsupportedOperationException();
    }

    public int countIdle() {
        throw new UnsupportedOperationException();
    }

    public final int countBusy() {
        throw new UnsupportedOperationException();
    }

    public final int countExecutors() {
        throw new UnsupportedOperationException();
    }

    public List<Executor> getExecutors() {
        throw new UnsupportedOperationException();
    }

    public List<Executor> getAllExecutors() {
        throw new UnsupportedOperationException();
    }

    public final boolean isIdle() {
        throw new UnsupportedOperationException();
    }

    public final boolean isPartiallyIdle() {
        throw new UnsupportedOperationException();
    }

    public final long getIdleStartMilliseconds() {
        throw new UnsupportedOperationException();
    }

    public final long getDemandStartMilliseconds() {
        throw new UnsupportedOperationException();
    }

    public String getDescription() {
        throw new UnsupportedOperationException();
    }

    protected void removeExecutor(Executor executor) {
        throw new UnsupportedOperationException();
    }

    protected boolean isAlive() {
        throw new UnsupportedOperationException();
    }

    public void interrupt() {
        throw new UnsupportedOperationException();
    }

    public Map<String, Object> getMonitorData() {
        throw new UnsupportedOperationException();
    }

    public Map<Object, Object> getSystemProperties() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public Map<String, String> getEnvVars() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public EnvVars getEnvironment() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public EnvVars buildEnvironment(TaskListener taskListener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public Map<String, String> getThreadDump() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public String getHostName() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void updateByXml(InputStream inputStream) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void waitUntilOnline() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void waitUntilOffline() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public Object getTarget() {
        throw new UnsupportedOperationException();
    }

    public static Computer currentComputer() {
        throw new UnsupportedOperationException();
    }

    public boolean isAcceptingTasks() {
        throw new UnsupportedOperationException();
    }

    public static Computer resolveForCLI(String text) {
        throw new UnsupportedOperationException();
    }

    public static void relocateOldLogs() {
        throw new UnsupportedOperationException();
    }
}
