package hudson.model;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.Calendar;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import jenkins.console.WithConsoleUrl;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements ExtensionPoint, Comparable<RunT>, AccessControlled, WithConsoleUrl {
    protected final transient JobT project = null;
    public transient int number;
    protected long timestamp;
    protected volatile Result result;
    protected volatile String description;
    protected long duration;
    protected String charset;
    public static final Comparator<Run> ORDER_BY_DATE = null;
    public static final PermissionGroup PERMISSIONS = null;
    public static final Permission DELETE = null;
    public static final Permission UPDATE = null;
    public static final Permission ARTIFACTS = null;

    protected Run(JobT jobT) throws IOException {}

    protected Run(JobT jobT, Calendar calendar) {}

    protected Run(JobT jobT, long number) {}

    protected Run(JobT jobT, File file) throws IOException {}

    public void reload() throws IOException {
        throw new UnsupportedOperationException();
    }

    protected void onLoad() {
        throw new UnsupportedOperationException();
    }

    public List<Action> getTransientActions() {
        throw new UnsupportedOperationException();
    }

    public void addAction(Action action) {
        throw new UnsupportedOperationException();
    }

    public int compareTo(RunT runT) {
        throw new UnsupportedOperationException();
    }

    public long getQueueId() {
        throw new UnsupportedOperationException();
    }

    public void setQueueId(long number) {
        throw new UnsupportedOperationException();
    }

    public Result getResult() {
        throw new UnsupportedOperationException();
    }

    public void setResult(Result result) {
        throw new UnsupportedOperationException();
    }

    public boolean isBuilding() {
        throw new UnsupportedOperationException();
    }

    public boolean isInProgress() {
        throw new UnsupportedOperationException();
    }

    public boolean isLogUpdated() {
        throw new UnsupportedOperationException();
    }

    public Executor getExecutor() {
        throw new UnsupportedOperationException();
    }

    public Executor getOneOffExecutor() {
        throw new UnsupportedOperationException();
    }

    public final Charset getCharset() {
        throw new UnsupportedOperationException();
    }

    public List<Cause> getCauses() {
        throw new UnsupportedOperationException();
    }

    public <T extends Cause> T getCause(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public final boolean isKeepLog() {
        throw new UnsupportedOperationException();
    }

    public String getWhyKeepLog() {
        throw new UnsupportedOperationException();
    }

    public JobT getParent() {
        throw new UnsupportedOperationException();
    }

    public Calendar getTimestamp() {
        throw new UnsupportedOperationException();
    }

    public final Date getTime() {
        throw new UnsupportedOperationException();
    }

    public final long getTimeInMillis() {
        throw new UnsupportedOperationException();
    }

    public final long getStartTimeInMillis() {
        throw new UnsupportedOperationException();
    }

    public String getDescription() {
        throw new UnsupportedOperationException();
    }

    public String getTimestampString() {
        throw new UnsupportedOperationException();
    }

    public String getTimestampString2() {
        throw new UnsupportedOperationException();
    }

    public String getDurationString() {
        throw new UnsupportedOperationException();
    }

    public long getDuration() {
        throw new UnsupportedOperationException();
    }

    public boolean hasntStartedYet() {
        throw new UnsupportedOperationException();
    }

    public String getFullDisplayName() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public boolean hasCustomDisplayName() {
        throw new UnsupportedOperationException();
    }

    public void setDisplayName(String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public int getNumber() {
        throw new UnsupportedOperationException();
    }

    protected void dropLinks() {
        throw new UnsupportedOperationException();
    }

    public RunT getPreviousBuild() {
        throw new UnsupportedOperationException();
    }

    public final RunT getPreviousCompletedBuild() {
        throw new UnsupportedOperationException();
    }

    public final RunT getPreviousBuildInProgress() {
        throw new UnsupportedOperationException();
    }

    public RunT getPreviousBuiltBuild() {
        throw new UnsupportedOperationException();
    }

    public RunT getPreviousNotFailedBuild() {
        throw new UnsupportedOperationException();
    }

    public RunT getPreviousFailedBuild() {
        throw new UnsupportedOperationException();
    }

    public RunT getPreviousSuccessfulBuild() {
        throw new UnsupportedOperationException();
    }

    public List<RunT> getPreviousBuildsOverThreshold(int number, Result result) {
        throw new UnsupportedOperationException();
    }

    protected List<RunT> getBuildsOverThreshold(int number, Result result) {
        throw new UnsupportedOperationException();
    }

    public RunT getNextBuild() {
        throw new UnsupportedOperationException();
    }

    public String getUrl() {
        throw new UnsupportedOperationException();
    }

    public String getConsoleUrl() {
        throw new UnsupportedOperationException();
    }

    public final String getAbsoluteUrl() {
        throw new UnsupportedOperationException();
    }

    public String getId() {
        throw new UnsupportedOperationException();
    }

    public File getRootDir() {
        throw new UnsupportedOperationException();
    }

    public final boolean hasCustomArtifactManager() {
        throw new UnsupportedOperationException();
    }

    public File getArtifactsDir() {
        throw new UnsupportedOperationException();
    }

    public boolean getHasArtifacts() {
        throw new UnsupportedOperationException();
    }

    public File getLogFile() {
        throw new UnsupportedOperationException();
    }

    public InputStream getLogInputStream() throws IOException {
        throw new UnsupportedOperationException();
    }

    public Reader getLogReader() throws IOException {
        throw new UnsupportedOperationException();
    }

    public void writeWholeLogTo(OutputStream outputStream) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public ACL getACL() {
        throw new UnsupportedOperationException();
    }

    public synchronized void deleteArtifacts() throws IOException {
        throw new UnsupportedOperationException();
    }

    public void delete() throws IOException {
        throw new UnsupportedOperationException();
    }

    public final void updateSymlinks(TaskListener taskListener) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    protected void onStartBuilding() {
        throw new UnsupportedOperationException();
    }

    protected void onEndBuilding() {
        throw new UnsupportedOperationException();
    }

    public synchronized void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    protected Object writeReplace() {
        throw new UnsupportedOperationException();
    }

    public String getLog() throws IOException {
        throw new UnsupportedOperationException();
    }

    public List<String> getLog(int number) throws IOException {
        throw new UnsupportedOperationException();
    }

    public boolean canToggleLogKeep() {
        throw new UnsupportedOperationException();
    }

    public final void keepLog() throws IOException {
        throw new UnsupportedOperationException();
    }

    public void keepLog(boolean flag) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void setDescription(String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public Map<String, String> getEnvVars() {
        throw new UnsupportedOperationException();
    }

    public EnvVars getEnvironment() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public EnvVars getEnvironment(TaskListener taskListener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public final EnvVars getCharacteristicEnvVars() {
        throw new UnsupportedOperationException();
    }

    public String getExternalizableId() {
        throw new UnsupportedOperationException();
    }

    public static Run<?, ?> fromExternalizableId(String text) throws IllegalArgumentException {
        throw new UnsupportedOperationException();
    }

    public long getEstimatedDuration() {
        throw new UnsupportedOperationException();
    }

    protected void submit(JSONObject jSONObject) throws IOException {
        throw new UnsupportedOperationException();
    }

    public Object getDynamic(String text, StaplerRequest2 staplerRequest2, StaplerResponse2 staplerResponse2) {
        throw new UnsupportedOperationException();
    }

    public Object getTarget() {
        throw new UnsupportedOperationException();
    }
}
