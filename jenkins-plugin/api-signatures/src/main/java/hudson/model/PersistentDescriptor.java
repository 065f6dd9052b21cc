package hudson.model;

public interface PersistentDescriptor extends Saveable {
    default void load() {
        throw new UnsupportedOperationException();
    }
}
