package hudson.util;

import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Saveable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

public class DescribableList<T extends Describable<T>, D extends Descriptor<T>> {
    protected DescribableList() {}

    public DescribableList(Saveable saveable) {}

    public DescribableList(Saveable saveable, Collection<? extends T> collection) {}

    public void replace(T value) throws IOException {
        throw new UnsupportedOperationException();
    }

    public T getDynamic(String text) {
        throw new UnsupportedOperationException();
    }

    public T get(D d) {
        throw new UnsupportedOperationException();
    }

    public boolean contains(D d) {
        throw new UnsupportedOperationException();
    }

    public void remove(D d) throws IOException {
        throw new UnsupportedOperationException();
    }

    public Map<D, T> toMap() {
        throw new UnsupportedOperationException();
    }

    public void rebuild(StaplerRequest2 staplerRequest2, JSONObject jSONObject, List<? extends Descriptor<T>> list)
            throws Descriptor.FormException, IOException {
        throw new UnsupportedOperationException();
    }

    public void rebuildHetero(
            StaplerRequest2 staplerRequest2,
            JSONObject jSONObject,
            Collection<? extends Descriptor<T>> collection,
            String text)
            throws Descriptor.FormException, IOException {
        throw new UnsupportedOperationException();
    }

    public <U extends T> U get(Class<U> type) {
        throw new UnsupportedOperationException();
    }

    public T[] toArray(T[] values) {
        throw new UnsupportedOperationException();
    }
}
