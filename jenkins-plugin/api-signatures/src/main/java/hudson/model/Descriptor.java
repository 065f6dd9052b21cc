package hudson.model;

import hudson.security.Permission;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import jenkins.model.GlobalConfigurationCategory;
import jenkins.model.Loadable;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

public abstract class Descriptor<T extends Describable<T>> implements Loadable, Saveable {
    public final transient Class<? extends T> clazz = null;

    protected Descriptor(Class<? extends T> type) {}

    protected Descriptor() {}

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public String getId() {
        throw new UnsupportedOperationException();
    }

    public Class<T> getT() {
        throw new UnsupportedOperationException();
    }

    public String getDescriptorUrl() {
        throw new UnsupportedOperationException();
    }

    public final String getDescriptorFullUrl() {
        throw new UnsupportedOperationException();
    }

    public static String getCurrentDescriptorByNameUrl() {
        throw new UnsupportedOperationException();
    }

    public String getCheckUrl(String text) {
        throw new UnsupportedOperationException();
    }

    public final String getJsonSafeClassName() {
        throw new UnsupportedOperationException();
    }

    public T newInstance(StaplerRequest2 staplerRequest2, JSONObject jSONObject) throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }

    public static <T> T bindJSON(StaplerRequest2 staplerRequest2, Class<T> type, JSONObject jSONObject) {
        throw new UnsupportedOperationException();
    }

    public String getHelpFile() {
        throw new UnsupportedOperationException();
    }

    public String getHelpFile(String text) {
        throw new UnsupportedOperationException();
    }

    protected void addHelpFileRedirect(String text, Class<? extends Describable> type, String text2) {
        throw new UnsupportedOperationException();
    }

    public final boolean isInstance(T value) {
        throw new UnsupportedOperationException();
    }

    public final boolean isSubTypeOf(Class type) {
        throw new UnsupportedOperationException();
    }

    public boolean configure(StaplerRequest2 staplerRequest2, JSONObject jSONObject) throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }

    public String getConfigPage() {
        throw new UnsupportedOperationException();
    }

    public String getGlobalConfigPage() {
        throw new UnsupportedOperationException();
    }

    public GlobalConfigurationCategory getCategory() {
        throw new UnsupportedOperationException();
    }

    public Permission getRequiredGlobalConfigPagePermission() {
        throw new UnsupportedOperationException();
    }

    protected final String getViewPage(Class<?> type, String text) {
        throw new UnsupportedOperationException();
    }

    protected List<String> getPossibleViewNames(String text) {
        throw new UnsupportedOperationException();
    }

    public synchronized void save() {
        throw new UnsupportedOperationException();
    }

    public synchronized void load() {
        throw new UnsupportedOperationException();
    }

    public static <T> T[] toArray(T... values) {
        throw new UnsupportedOperationException();
    }

    public static <T> List<T> toList(T... values) {
        throw new UnsupportedOperationException();
    }

    public static <T extends Describable<T>> Map<Descriptor<T>, T> toMap(Iterable<T> iterable) {
        throw new UnsupportedOperationException();
    }

    public static <T extends Describable<T>> List<T> newInstancesFromHeteroList(
            StaplerRequest2 staplerRequest2,
            JSONObject jSONObject,
            String text,
            Collection<? extends Descriptor<T>> collection)
            throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }

    public static <T extends Describable<T>> List<T> newInstancesFromHeteroList(
            StaplerRequest2 staplerRequest2, Object value, Collection<? extends Descriptor<T>> collection)
            throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }

    public static <T extends Descriptor> T findById(Collection<? extends T> collection, String text) {
        throw new UnsupportedOperationException();
    }

    public static <T extends Descriptor> T findByDescribableClassName(Collection<? extends T> collection, String text) {
        throw new UnsupportedOperationException();
    }

    public static <T extends Descriptor> T find(Collection<? extends T> collection, String text) {
        throw new UnsupportedOperationException();
    }

    public static Descriptor find(String text) {
        throw new UnsupportedOperationException();
    }

    protected static Class self() {
        throw new UnsupportedOperationException();
    }

    public static final class FormException extends Exception {
        public FormException(String text, String text2) {}

        public FormException(String text, Throwable throwable, String text2) {}

        public FormException(Throwable throwable, String text) {}

        public String getFormField() {
            throw new UnsupportedOperationException();
        }

        public void generateResponse(StaplerRequest2 staplerRequest2, StaplerResponse2 staplerResponse2, Object value)
                throws IOException {
            throw new UnsupportedOperationException();
        }
    }
}
