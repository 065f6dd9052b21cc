package hudson;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import jenkins.model.Jenkins;

public class ExtensionList<T> extends AbstractList<T> {
    public final Jenkins jenkins = null;
    public final Class<T> extensionType = null;

    protected ExtensionList(Jenkins jenkins, Class<T> type) {}

    public <U extends T> U get(Class<U> type) {
        throw new UnsupportedOperationException();
    }

    public <U extends T> U getInstance(Class<U> type) throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    public Iterator<T> iterator() {
        throw new UnsupportedOperationException();
    }

    public T get(int number) {
        throw new UnsupportedOperationException();
    }

    public int size() {
        throw new UnsupportedOperationException();
    }

    public List<T> reverseView() {
        throw new UnsupportedOperationException();
    }

    public boolean remove(Object value) {
        throw new UnsupportedOperationException();
    }

    public boolean removeAll(Collection<?> collection) {
        throw new UnsupportedOperationException();
    }

    public final synchronized T remove(int number) {
        throw new UnsupportedOperationException();
    }

    public boolean add(T value) {
        throw new UnsupportedOperationException();
    }

    public void add(int number, T value) {
        throw new UnsupportedOperationException();
    }

    public T getDynamic(String text) {
        throw new UnsupportedOperationException();
    }

    protected Object getLoadLock() {
        throw new UnsupportedOperationException();
    }

    public void fireOnChangeListeners() {
        throw new UnsupportedOperationException();
    }

    public static <T> ExtensionList<T> create(Jenkins jenkins, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public static <T> ExtensionList<T> lookup(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public static <U> U lookupSingleton(Class<U> type) {
        throw new UnsupportedOperationException();
    }

    public static <U> U lookupFirst(Class<U> type) {
        throw new UnsupportedOperationException();
    }

    public static void clearLegacyInstances() {
        throw new UnsupportedOperationException();
    }
}
