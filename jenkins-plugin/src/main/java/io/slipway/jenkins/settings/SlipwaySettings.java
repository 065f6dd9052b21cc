package io.slipway.jenkins.settings;

import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.PersistentDescriptor;
import hudson.util.FormValidation;
import io.slipway.core.fairshare.Fairness;
import io.slipway.jenkins.check.ByteSize;
import io.slipway.jenkins.check.Fields;
import io.slipway.jenkins.queue.JobRule;
import io.slipway.jenkins.queue.QueuePolicy;
import io.slipway.jenkins.queue.QueuePolicy.ScoreWeights;
import io.slipway.jenkins.queue.QueuePolicy.ThrottleLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * What acts on this controller, and within which bounds. Everything is off until switched on. A setting that cannot be
 * used is kept as it was written, is told by {@link SlipwayMonitor}, and until it is mended jobs are placed as in plain
 * Jenkins.
 */
@Extension
@Symbol("slipway")
public class SlipwaySettings extends GlobalConfiguration implements PersistentDescriptor {
    private static final String TOPIC = "settings";
    private static final String USUAL_CACHE_SIZE = "20Gi";
    private static final int USUAL_RESERVATION_MINUTES = 8 * 60;
    private static final int USUAL_MOST_TASKS = 1000;

    private boolean placing;
    private boolean limiting;
    private boolean sharing;
    private boolean teaching;
    private boolean labelling;
    private boolean labellingController;
    private PlacementWeights weights = new PlacementWeights();
    private List<FolderWeight> folders = new ArrayList<>();
    private List<JobSettings> jobs = new ArrayList<>();
    private List<ThrottleSettings> throttles = new ArrayList<>();
    private int mostTasks = USUAL_MOST_TASKS;
    private int longestReservationMinutes = USUAL_RESERVATION_MINUTES;
    private String cacheDirectory = "";
    private String cacheSize = USUAL_CACHE_SIZE;
    private boolean cacheShared;

    public static SlipwaySettings get() {
        return ExtensionList.lookupSingleton(SlipwaySettings.class);
    }

    /** Tells what was loaded to those who act on it. */
    @Initializer(after = InitMilestone.SYSTEM_CONFIG_ADAPTED, before = InitMilestone.JOB_LOADED)
    public static void begin() {
        get().tellOthers();
    }

    @Override
    public String getDisplayName() {
        return "Slipway";
    }

    /** From the form: lists that were emptied are not in it at all. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        try (BulkChange change = new BulkChange(this)) {
            folders = new ArrayList<>();
            jobs = new ArrayList<>();
            throttles = new ArrayList<>();
            request.bindJSON(this, form);
            change.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    @Override
    public synchronized void save() {
        super.save();
        if (!BulkChange.contains(this)) tellOthers();
    }

    private void tellOthers() {
        List<String> problems = problems();
        if (problems.isEmpty()) SlipwayMonitor.clear(TOPIC);
        else
            SlipwayMonitor.tell(
                    TOPIC, String.join("; ", problems) + ". Mend it under Manage Jenkins, System, Slipway.");
        for (SettingsListener listener : ExtensionList.lookup(SettingsListener.class)) listener.changed(this);
    }

    /** What cannot be used, in sentences. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        weights.problem().ifPresent(problems::add);
        folders.forEach(folder -> folder.problem().ifPresent(problems::add));
        throttles.forEach(throttle -> throttle.problem().ifPresent(problems::add));
        jobs.forEach(job -> job.problem().ifPresent(problems::add));
        Fields.atLeastOne(mostTasks).ifPresent(why -> problems.add("tasks at a time: " + why));
        Fields.atLeastOne(longestReservationMinutes).ifPresent(why -> problems.add("longest reservation: " + why));
        Fields.cacheDirectory(cacheDirectory).ifPresent(problems::add);
        Fields.cacheSize(cacheSize).ifPresent(problems::add);
        if (problems.isEmpty()) claimWithoutThrottle().ifPresent(problems::add);
        return problems;
    }

    private Optional<String> claimWithoutThrottle() {
        try {
            policyAsWritten();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** How ordinary jobs are placed; as in plain Jenkins while any setting cannot be used. */
    public QueuePolicy queuePolicy() {
        return problems().isEmpty() ? policyAsWritten() : QueuePolicy.OFF;
    }

    private QueuePolicy policyAsWritten() {
        List<JobRule> rules = new ArrayList<>();
        for (JobSettings job : jobs) rules.add(job.rule());
        ScoreWeights scores = weights.toScoreWeights();
        return new QueuePolicy(placing, limiting, sharing, scores, folderWeights(), rules, limits(), Fairness.DEFAULT);
    }

    /** What folders get beside their siblings, by full name; none of those that cannot be used. */
    public SortedMap<String, Double> folderWeights() {
        TreeMap<String, Double> weights = new TreeMap<>();
        for (FolderWeight folder : folders) {
            if (folder.problem().isEmpty()) weights.put(folder.getFolder(), folder.getWeight());
        }
        return Collections.unmodifiableSortedMap(weights);
    }

    /** Limits across nodes, by name; none of those that cannot be used. */
    public SortedMap<String, ThrottleLimit> throttleLimits() {
        return limits();
    }

    private SortedMap<String, ThrottleLimit> limits() {
        TreeMap<String, ThrottleLimit> limits = new TreeMap<>();
        for (ThrottleSettings throttle : throttles) {
            if (throttle.problem().isEmpty()) limits.put(throttle.getName(), throttle.limit());
        }
        return Collections.unmodifiableSortedMap(limits);
    }

    /** Where results and contents are kept. */
    public Path cachePath() {
        boolean usable = !cacheDirectory.isBlank()
                && Fields.cacheDirectory(cacheDirectory).isEmpty();
        return usable
                ? Path.of(cacheDirectory.strip())
                : Jenkins.get().getRootDir().toPath().resolve("slipway").resolve("cache");
    }

    /** Whether somebody has said where. */
    public boolean isCacheNamed() {
        return !cacheDirectory.isBlank();
    }

    /** How much may be kept there. */
    public ByteSize cacheBytes() {
        Optional<ByteSize> written =
                Fields.cacheSize(cacheSize).isEmpty() ? ByteSize.parse(cacheSize) : ByteSize.parse(USUAL_CACHE_SIZE);
        return written.orElseThrow();
    }

    /** The longest that somebody may have a bench for themselves. */
    public Duration longestReservation() {
        return Duration.ofMinutes(Math.max(1, longestReservationMinutes));
    }

    /** How many tasks may run at a time, on all nodes together. */
    public int tasksAtATime() {
        return Math.max(1, mostTasks);
    }

    /** Whether nodes are chosen by score. */
    public boolean isPlacing() {
        return placing;
    }

    @DataBoundSetter
    public void setPlacing(boolean placing) {
        this.placing = placing;
        save();
    }

    /** Whether nodes and throttles carry no more builds at a time than goes well. */
    public boolean isLimiting() {
        return limiting;
    }

    @DataBoundSetter
    public void setLimiting(boolean limiting) {
        this.limiting = limiting;
        save();
    }

    /** Whether folders take turns. */
    public boolean isSharing() {
        return sharing;
    }

    @DataBoundSetter
    public void setSharing(boolean sharing) {
        this.sharing = sharing;
        save();
    }

    /** Whether finished builds teach how long the next ones take. */
    public boolean isTeaching() {
        return teaching;
    }

    @DataBoundSetter
    public void setTeaching(boolean teaching) {
        this.teaching = teaching;
        save();
    }

    /** Whether agents get labels for what is found on them. */
    public boolean isLabelling() {
        return labelling;
    }

    @DataBoundSetter
    public void setLabelling(boolean labelling) {
        this.labelling = labelling;
        save();
    }

    /** Whether the built-in node gets them too. */
    public boolean isLabellingController() {
        return labellingController;
    }

    @DataBoundSetter
    public void setLabellingController(boolean labellingController) {
        this.labellingController = labellingController;
        save();
    }

    public PlacementWeights getWeights() {
        return weights;
    }

    @DataBoundSetter
    public void setWeights(PlacementWeights weights) {
        this.weights = weights;
        save();
    }

    public List<FolderWeight> getFolders() {
        return folders;
    }

    @DataBoundSetter
    public void setFolders(@Nullable List<FolderWeight> folders) {
        this.folders = folders == null ? new ArrayList<>() : new ArrayList<>(folders);
        save();
    }

    public List<JobSettings> getJobs() {
        return jobs;
    }

    @DataBoundSetter
    public void setJobs(@Nullable List<JobSettings> jobs) {
        this.jobs = jobs == null ? new ArrayList<>() : new ArrayList<>(jobs);
        save();
    }

    public List<ThrottleSettings> getThrottles() {
        return throttles;
    }

    @DataBoundSetter
    public void setThrottles(@Nullable List<ThrottleSettings> throttles) {
        this.throttles = throttles == null ? new ArrayList<>() : new ArrayList<>(throttles);
        save();
    }

    public int getMostTasks() {
        return mostTasks;
    }

    @DataBoundSetter
    public void setMostTasks(int mostTasks) {
        this.mostTasks = mostTasks;
        save();
    }

    public int getLongestReservationMinutes() {
        return longestReservationMinutes;
    }

    @DataBoundSetter
    public void setLongestReservationMinutes(int minutes) {
        this.longestReservationMinutes = minutes;
        save();
    }

    public String getCacheDirectory() {
        return cacheDirectory;
    }

    @DataBoundSetter
    public void setCacheDirectory(@Nullable String directory) {
        this.cacheDirectory = directory == null ? "" : directory;
        save();
    }

    public String getCacheSize() {
        return cacheSize;
    }

    @DataBoundSetter
    public void setCacheSize(@Nullable String size) {
        this.cacheSize = size == null ? USUAL_CACHE_SIZE : size;
        save();
    }

    /** Whether agents see the cache directory under the same path. */
    public boolean isCacheShared() {
        return cacheShared;
    }

    @DataBoundSetter
    public void setCacheShared(boolean shared) {
        this.cacheShared = shared;
        save();
    }

    @RequirePOST
    public FormValidation doCheckMostTasks(@QueryParameter @Nullable String value) {
        return Answers.toAdministrator(Fields.atLeastOne(Answers.written(value)));
    }

    @RequirePOST
    public FormValidation doCheckLongestReservationMinutes(@QueryParameter @Nullable String value) {
        return Answers.toAdministrator(Fields.atLeastOne(Answers.written(value)));
    }

    /** Looks at the disk of the controller, so only for those who may. */
    @RequirePOST
    public FormValidation doCheckCacheDirectory(@QueryParameter @Nullable String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return Answers.toAdministrator(Fields.cacheDirectory(Answers.written(value)));
    }

    @RequirePOST
    public FormValidation doCheckCacheSize(@QueryParameter @Nullable String value) {
        return Answers.toAdministrator(Fields.cacheSize(Answers.written(value)));
    }
}
