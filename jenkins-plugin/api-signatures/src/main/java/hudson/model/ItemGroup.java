package hudson.model;

import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jenkins.model.FullyNamedModelObject;

public interface ItemGroup<T extends Item> extends FullyNamedModelObject {
    Collection<T> getItems();

    default Collection<T> getItems(Predicate<T> predicate) {
        throw new UnsupportedOperationException();
    }

    default Stream<T> getItemsStream() {
        throw new UnsupportedOperationException();
    }

    default Stream<T> getItemsStream(Predicate<T> predicate) {
        throw new UnsupportedOperationException();
    }

    String getUrl();

    String getUrlChildPrefix();

    T getItem(String text);

    File getRootDirFor(T value);

    default void onRenamed(T value, String text, String text2) throws IOException {
        throw new UnsupportedOperationException();
    }

    void onDeleted(T value) throws IOException;

    default <T extends Item> List<T> getAllItems(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    default <T extends Item> List<T> getAllItems(Class<T> type, Predicate<T> predicate) {
        throw new UnsupportedOperationException();
    }

    default <T extends Item> Iterable<T> allItems(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    default <T extends Item> Iterable<T> allItems(Class<T> type, Predicate<T> predicate) {
        throw new UnsupportedOperationException();
    }

    default List<Item> getAllItems() {
        throw new UnsupportedOperationException();
    }

    default Iterable<Item> allItems() {
        throw new UnsupportedOperationException();
    }

    default String getItemName(File file, T value) {
        throw new UnsupportedOperationException();
    }
}
