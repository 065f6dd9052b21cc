package jenkins.model;

import hudson.ExtensionList;
import hudson.FilePath;
import hudson.Launcher;
import hudson.init.InitMilestone;
import hudson.model.Action;
import hudson.model.AdministrativeMonitor;
import hudson.model.Computer;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.model.User;
import hudson.model.labels.LabelAtom;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.util.DescribableList;
import hudson.util.FormValidation;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.logging.LogRecord;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

public class Jenkins implements AccessControlled, Loadable {
    public final transient File root = null;
    protected final transient ConcurrentMap<Node, Computer> computers = null;
    public final transient List<AdministrativeMonitor> administrativeMonitors = null;
    public static final Set<String> ALLOWED_RESOURCE_EXTENSIONS = null;
    public static List<LogRecord> logRecords;
    public static final PermissionGroup PERMISSIONS = null;
    public static final Permission ADMINISTER = null;
    public static final Permission MANAGE = null;
    public static final Permission SYSTEM_READ = null;
    public static final Permission[] MANAGE_AND_SYSTEM_READ = null;
    public static final Permission READ = null;
    public static final Permission RUN_SCRIPTS = null;

    public void loadNode(File file) throws IOException {
        throw new UnsupportedOperationException();
    }

    public static Jenkins get() throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    public static Jenkins getActiveInstance() throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    public static Jenkins getInstanceOrNull() {
        throw new UnsupportedOperationException();
    }

    public static Jenkins getInstance() {
        throw new UnsupportedOperationException();
    }

    protected Object readResolve() {
        throw new UnsupportedOperationException();
    }

    public int getSlaveAgentPort() {
        throw new UnsupportedOperationException();
    }

    public boolean isSlaveAgentPortEnforced() {
        throw new UnsupportedOperationException();
    }

    public void setSlaveAgentPort(int number) throws IOException {
        throw new UnsupportedOperationException();
    }

    public synchronized Set<String> getAgentProtocols() {
        throw new UnsupportedOperationException();
    }

    public synchronized void setAgentProtocols(Set<String> set) {
        throw new UnsupportedOperationException();
    }

    public void setNodeName(String text) {
        throw new UnsupportedOperationException();
    }

    public String getNodeDescription() {
        throw new UnsupportedOperationException();
    }

    public String getDescription() {
        throw new UnsupportedOperationException();
    }

    public Boolean isNoUsageStatistics() {
        throw new UnsupportedOperationException();
    }

    public boolean isUsageStatisticsCollected() {
        throw new UnsupportedOperationException();
    }

    public void setNoUsageStatistics(Boolean flag) throws IOException {
        throw new UnsupportedOperationException();
    }

    public String getSecretKey() {
        throw new UnsupportedOperationException();
    }

    public String getLegacyInstanceId() {
        throw new UnsupportedOperationException();
    }

    public Descriptor getDescriptor(String text) {
        throw new UnsupportedOperationException();
    }

    public Descriptor getDescriptorByName(String text) {
        throw new UnsupportedOperationException();
    }

    public Descriptor getDescriptor(Class<? extends Describable> type) {
        throw new UnsupportedOperationException();
    }

    public Descriptor getDescriptorOrDie(Class<? extends Describable> type) {
        throw new UnsupportedOperationException();
    }

    public <T extends Descriptor> T getDescriptorByType(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    protected void updateNewComputer(Node node) {
        throw new UnsupportedOperationException();
    }

    protected void updateComputerList() {
        throw new UnsupportedOperationException();
    }

    protected void updateComputers(Node... nodes) {
        throw new UnsupportedOperationException();
    }

    public String getSystemMessage() {
        throw new UnsupportedOperationException();
    }

    public void setSystemMessage(String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public Launcher createLauncher(TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public String getFullName() {
        throw new UnsupportedOperationException();
    }

    public String getFullDisplayName() {
        throw new UnsupportedOperationException();
    }

    public List<Action> getActions() {
        throw new UnsupportedOperationException();
    }

    public List<TopLevelItem> getItems() {
        throw new UnsupportedOperationException();
    }

    public List<TopLevelItem> getItems(Predicate<TopLevelItem> predicate) {
        throw new UnsupportedOperationException();
    }

    public Map<String, TopLevelItem> getItemMap() {
        throw new UnsupportedOperationException();
    }

    public <T> List<T> getItems(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public Collection<String> getJobNames() {
        throw new UnsupportedOperationException();
    }

    public List<Action> getViewActions() {
        throw new UnsupportedOperationException();
    }

    public Collection<String> getTopLevelItemNames() {
        throw new UnsupportedOperationException();
    }

    public Jenkins getItemGroup() {
        throw new UnsupportedOperationException();
    }

    public Computer[] getComputers() {
        throw new UnsupportedOperationException();
    }

    public Computer getComputer(String text) {
        throw new UnsupportedOperationException();
    }

    public Label getLabel(String text) {
        throw new UnsupportedOperationException();
    }

    public LabelAtom getLabelAtom(String text) {
        throw new UnsupportedOperationException();
    }

    public LabelAtom tryGetLabelAtom(String text) {
        throw new UnsupportedOperationException();
    }

    public Set<Label> getLabels() {
        throw new UnsupportedOperationException();
    }

    protected Set<LabelAtom> getLabelAtomSet() {
        throw new UnsupportedOperationException();
    }

    public Set<LabelAtom> getLabelAtoms() {
        throw new UnsupportedOperationException();
    }

    public Queue getQueue() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public Node getNode(String text) {
        throw new UnsupportedOperationException();
    }

    public Node getOrLoadNode(String text) {
        throw new UnsupportedOperationException();
    }

    protected ConcurrentMap<Node, Computer> getComputerMap() {
        throw new UnsupportedOperationException();
    }

    public Collection<Computer> getComputersCollection() {
        throw new UnsupportedOperationException();
    }

    public List<Node> getNodes() {
        throw new UnsupportedOperationException();
    }

    public void addNode(Node node) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void removeNode(Node node) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void unloadNode(Node node) {
        throw new UnsupportedOperationException();
    }

    public boolean updateNode(Node node) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void setNodes(List<? extends Node> list) throws IOException {
        throw new UnsupportedOperationException();
    }

    public DescribableList<NodeProperty<?>, NodePropertyDescriptor> getNodeProperties() {
        throw new UnsupportedOperationException();
    }

    public DescribableList<NodeProperty<?>, NodePropertyDescriptor> getGlobalNodeProperties() {
        throw new UnsupportedOperationException();
    }

    public AdministrativeMonitor getAdministrativeMonitor(String text) {
        throw new UnsupportedOperationException();
    }

    public List<AdministrativeMonitor> getActiveAdministrativeMonitors() {
        throw new UnsupportedOperationException();
    }

    public int getQuietPeriod() {
        throw new UnsupportedOperationException();
    }

    public void setQuietPeriod(Integer number) throws IOException {
        throw new UnsupportedOperationException();
    }

    public int getScmCheckoutRetryCount() {
        throw new UnsupportedOperationException();
    }

    public void setScmCheckoutRetryCount(int number) throws IOException {
        throw new UnsupportedOperationException();
    }

    public String getUrlChildPrefix() {
        throw new UnsupportedOperationException();
    }

    public String getRootUrl() throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    public String getConfiguredRootUrl() {
        throw new UnsupportedOperationException();
    }

    public boolean isRootUrlSecure() {
        throw new UnsupportedOperationException();
    }

    public String getRootUrlFromRequest() {
        throw new UnsupportedOperationException();
    }

    public File getRootDir() {
        throw new UnsupportedOperationException();
    }

    public FilePath getWorkspaceFor(TopLevelItem topLevelItem) {
        throw new UnsupportedOperationException();
    }

    public File getBuildDirFor(Job job) {
        throw new UnsupportedOperationException();
    }

    public boolean isDefaultBuildDir() {
        throw new UnsupportedOperationException();
    }

    public static String expandVariablesForDirectory(String text, String text2, String text3) {
        throw new UnsupportedOperationException();
    }

    public String getRawWorkspaceDir() {
        throw new UnsupportedOperationException();
    }

    public String getRawBuildsDir() {
        throw new UnsupportedOperationException();
    }

    public void setRawBuildsDir(String text) {
        throw new UnsupportedOperationException();
    }

    public FilePath getRootPath() {
        throw new UnsupportedOperationException();
    }

    public FilePath createPath(String text) {
        throw new UnsupportedOperationException();
    }

    public boolean isUseSecurity() {
        throw new UnsupportedOperationException();
    }

    public boolean isUseProjectNamingStrategy() {
        throw new UnsupportedOperationException();
    }

    public boolean isUseCrumbs() {
        throw new UnsupportedOperationException();
    }

    public boolean isDisableRememberMe() {
        throw new UnsupportedOperationException();
    }

    public void setDisableRememberMe(boolean flag) {
        throw new UnsupportedOperationException();
    }

    public void disableSecurity() {
        throw new UnsupportedOperationException();
    }

    public <T> ExtensionList<T> getExtensionList(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public ExtensionList getExtensionList(String text) throws ClassNotFoundException {
        throw new UnsupportedOperationException();
    }

    public void refreshExtensions() {
        throw new UnsupportedOperationException();
    }

    public ACL getACL() {
        throw new UnsupportedOperationException();
    }

    public boolean isQuietingDown() {
        throw new UnsupportedOperationException();
    }

    public boolean isPreparingSafeRestart() {
        throw new UnsupportedOperationException();
    }

    public String getQuietDownReason() {
        throw new UnsupportedOperationException();
    }

    public boolean isTerminating() {
        throw new UnsupportedOperationException();
    }

    public InitMilestone getInitLevel() {
        throw new UnsupportedOperationException();
    }

    public void setNumExecutors(int number) throws IOException, IllegalArgumentException {
        throw new UnsupportedOperationException();
    }

    public TopLevelItem getItem(String text) {
        throw new UnsupportedOperationException();
    }

    public Item getItem(String text, ItemGroup itemGroup) {
        throw new UnsupportedOperationException();
    }

    public final Item getItem(String text, Item item) {
        throw new UnsupportedOperationException();
    }

    public final <T extends Item> T getItem(String text, ItemGroup itemGroup, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public final <T extends Item> T getItem(String text, Item item, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public File getRootDirFor(TopLevelItem topLevelItem) {
        throw new UnsupportedOperationException();
    }

    public <T extends Item> T getItemByFullName(String text, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public Item getItemByFullName(String text) {
        throw new UnsupportedOperationException();
    }

    public User getUser(String text) {
        throw new UnsupportedOperationException();
    }

    public synchronized void putItem(TopLevelItem topLevelItem) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public synchronized <T extends TopLevelItem> T createProject(Class<T> type, String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void onRenamed(TopLevelItem topLevelItem, String text, String text2) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void onDeleted(TopLevelItem topLevelItem) throws IOException {
        throw new UnsupportedOperationException();
    }

    public boolean canAdd(TopLevelItem topLevelItem) {
        throw new UnsupportedOperationException();
    }

    public synchronized <I extends TopLevelItem> I add(I i, String text) throws IOException, IllegalArgumentException {
        throw new UnsupportedOperationException();
    }

    public void remove(TopLevelItem topLevelItem) throws IOException, IllegalArgumentException {
        throw new UnsupportedOperationException();
    }

    public Object getFingerprint(String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public int getNumExecutors() {
        throw new UnsupportedOperationException();
    }

    public String getLabelString() {
        throw new UnsupportedOperationException();
    }

    public void setLabelString(String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public LabelAtom getSelfLabel() {
        throw new UnsupportedOperationException();
    }

    public Computer createComputer() {
        throw new UnsupportedOperationException();
    }

    public void load() throws IOException {
        throw new UnsupportedOperationException();
    }

    public synchronized void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    public void cleanUp() {
        throw new UnsupportedOperationException();
    }

    public Object getDynamic(String text) {
        throw new UnsupportedOperationException();
    }

    public Map<String, Map<String, String>> getAllThreadDumps() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public TopLevelItem createProjectFromXML(String text, InputStream inputStream) throws IOException {
        throw new UnsupportedOperationException();
    }

    public <T extends TopLevelItem> T copy(T value, String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public static void checkGoodName(String text) {
        throw new UnsupportedOperationException();
    }

    public void reload() throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void generateNotFoundResponse(StaplerRequest2 staplerRequest2, StaplerResponse2 staplerResponse2)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public void restart() {
        throw new UnsupportedOperationException();
    }

    public void safeRestart() {
        throw new UnsupportedOperationException();
    }

    public void safeRestart(String text) {
        throw new UnsupportedOperationException();
    }

    public static boolean isCheckURIEncodingEnabled() {
        throw new UnsupportedOperationException();
    }

    public void rebuildDependencyGraph() {
        throw new UnsupportedOperationException();
    }

    public User getMe() {
        throw new UnsupportedOperationException();
    }

    public Object getTarget() {
        throw new UnsupportedOperationException();
    }

    public boolean isSubjectToMandatoryReadPermissionCheck(String text) {
        throw new UnsupportedOperationException();
    }

    public Collection<String> getUnprotectedRootActions() {
        throw new UnsupportedOperationException();
    }

    public FormValidation checkDisplayName(String text, TopLevelItem topLevelItem) {
        throw new UnsupportedOperationException();
    }

    public static <T> T lookup(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public boolean shouldShowStackTrace() {
        throw new UnsupportedOperationException();
    }

    public void onDeleted(Item item) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void onRenamed(Item item, String text, String text2) throws IOException {
        throw new UnsupportedOperationException();
    }

    public File getRootDirFor(Item item) {
        throw new UnsupportedOperationException();
    }

    Jenkins() {}
}
