package hudson.model;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.security.ACL;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> implements ExtensionPoint {
    protected transient volatile int nextBuildNumber;

    protected Job(ItemGroup itemGroup, String text) {}

    public synchronized void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    public void onLoad(ItemGroup<? extends Item> itemGroup, String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void onCopiedFrom(Item item) {
        throw new UnsupportedOperationException();
    }

    public synchronized boolean isHoldOffBuildUntilSave() {
        throw new UnsupportedOperationException();
    }

    protected synchronized void saveNextBuildNumber() throws IOException {
        throw new UnsupportedOperationException();
    }

    public boolean isInQueue() {
        throw new UnsupportedOperationException();
    }

    public Queue.Item getQueueItem() {
        throw new UnsupportedOperationException();
    }

    public boolean isBuilding() {
        throw new UnsupportedOperationException();
    }

    public boolean isLogUpdated() {
        throw new UnsupportedOperationException();
    }

    public String getPronoun() {
        throw new UnsupportedOperationException();
    }

    public boolean isNameEditable() {
        throw new UnsupportedOperationException();
    }

    public boolean isKeepDependencies() {
        throw new UnsupportedOperationException();
    }

    public int assignBuildNumber() throws IOException {
        throw new UnsupportedOperationException();
    }

    public int getNextBuildNumber() {
        throw new UnsupportedOperationException();
    }

    public EnvVars getCharacteristicEnvVars() {
        throw new UnsupportedOperationException();
    }

    public EnvVars getEnvironment(Node node, TaskListener taskListener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public synchronized void updateNextBuildNumber(int number) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void fastUpdateNextBuildNumber(int number) {
        throw new UnsupportedOperationException();
    }

    public void logRotate() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public boolean supportsLogRotator() {
        throw new UnsupportedOperationException();
    }

    public Collection<? extends Job> getAllJobs() {
        throw new UnsupportedOperationException();
    }

    public Collection<?> getOverrides() {
        throw new UnsupportedOperationException();
    }

    public void renameTo(String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void delete() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public abstract boolean isBuildable();

    public SortedMap<Integer, RunT> getBuildsAsMap() {
        throw new UnsupportedOperationException();
    }

    public RunT getBuild(String text) {
        throw new UnsupportedOperationException();
    }

    public RunT getBuildByNumber(int number) {
        throw new UnsupportedOperationException();
    }

    public RunT getBuildForCLI(String text) {
        throw new UnsupportedOperationException();
    }

    public RunT getNearestBuild(int number) {
        throw new UnsupportedOperationException();
    }

    public RunT getNearestOldBuild(int number) {
        throw new UnsupportedOperationException();
    }

    public Object getDynamic(String text, StaplerRequest2 staplerRequest2, StaplerResponse2 staplerResponse2) {
        throw new UnsupportedOperationException();
    }

    public File getBuildDir() {
        throw new UnsupportedOperationException();
    }

    protected abstract SortedMap<Integer, ? extends RunT> _getRuns();

    protected abstract void removeRun(RunT runT);

    public RunT getLastBuild() {
        throw new UnsupportedOperationException();
    }

    public RunT getFirstBuild() {
        throw new UnsupportedOperationException();
    }

    public RunT getLastSuccessfulBuild() {
        throw new UnsupportedOperationException();
    }

    public RunT getLastUnsuccessfulBuild() {
        throw new UnsupportedOperationException();
    }

    public RunT getLastUnstableBuild() {
        throw new UnsupportedOperationException();
    }

    public RunT getLastStableBuild() {
        throw new UnsupportedOperationException();
    }

    public RunT getLastFailedBuild() {
        throw new UnsupportedOperationException();
    }

    public RunT getLastCompletedBuild() {
        throw new UnsupportedOperationException();
    }

    public List<RunT> getLastBuildsOverThreshold(int number, Result result) {
        throw new UnsupportedOperationException();
    }

    protected List<RunT> getEstimatedDurationCandidates() {
        throw new UnsupportedOperationException();
    }

    public long getEstimatedDuration() {
        throw new UnsupportedOperationException();
    }

    protected void submit(StaplerRequest2 staplerRequest2, StaplerResponse2 staplerResponse2)
            throws IOException, Descriptor.FormException {
        throw new UnsupportedOperationException();
    }

    public String getBuildStatusUrl() {
        throw new UnsupportedOperationException();
    }

    public String getBuildStatusIconClassName() {
        throw new UnsupportedOperationException();
    }

    protected void checkRename(String text) {
        throw new UnsupportedOperationException();
    }

    public ACL getACL() {
        throw new UnsupportedOperationException();
    }
}
