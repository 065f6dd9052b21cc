package hudson.model.listeners;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.model.ItemGroup;

public class ItemListener implements ExtensionPoint {
    public ItemListener() {}

    public void onCreated(Item item) {
        throw new UnsupportedOperationException();
    }

    public void onCheckCopy(Item item, ItemGroup itemGroup) {
        throw new UnsupportedOperationException();
    }

    public void onCopied(Item item, Item item2) {
        throw new UnsupportedOperationException();
    }

    public void onLoaded() {
        throw new UnsupportedOperationException();
    }

    public void onCheckDelete(Item item) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public void onDeleted(Item item) {
        throw new UnsupportedOperationException();
    }

    public void onRenamed(Item item, String text, String text2) {
        throw new UnsupportedOperationException();
    }

    public void onLocationChanged(Item item, String text, String text2) {
        throw new UnsupportedOperationException();
    }

    public void onUpdated(Item item) {
        throw new UnsupportedOperationException();
    }

    public void onBeforeShutdown() {
        throw new UnsupportedOperationException();
    }

    public void register() {
        throw new UnsupportedOperationException();
    }

    public static ExtensionList<ItemListener> all() {
        throw new UnsupportedOperationException();
    }

    public static void fireOnCopied(Item item, Item item2) {
        throw new UnsupportedOperationException();
    }

    public static void checkBeforeCopy(Item item, ItemGroup itemGroup) {
        throw new UnsupportedOperationException();
    }

    public static void fireOnCreated(Item item) {
        throw new UnsupportedOperationException();
    }

    public static void fireOnUpdated(Item item) {
        throw new UnsupportedOperationException();
    }

    public static void checkBeforeDelete(Item item) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public static void fireOnDeleted(Item item) {
        throw new UnsupportedOperationException();
    }

    public static void fireLocationChange(Item item, String text) {
        throw new UnsupportedOperationException();
    }
}
