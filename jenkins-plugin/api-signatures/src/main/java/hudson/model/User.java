package hudson.model;

import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import jenkins.model.Loadable;

public class User implements AccessControlled, Loadable, Saveable, Comparable<User> {
    public void load() {
        throw new UnsupportedOperationException();
    }

    public int compareTo(User user) {
        throw new UnsupportedOperationException();
    }

    public String getId() {
        throw new UnsupportedOperationException();
    }

    public String getUrl() {
        throw new UnsupportedOperationException();
    }

    public String getAbsoluteUrl() {
        throw new UnsupportedOperationException();
    }

    public String getFullName() {
        throw new UnsupportedOperationException();
    }

    public void setFullName(String text) {
        throw new UnsupportedOperationException();
    }

    public String getDescription() {
        throw new UnsupportedOperationException();
    }

    public void setDescription(String text) {
        throw new UnsupportedOperationException();
    }

    public static User getUnknown() {
        throw new UnsupportedOperationException();
    }

    public static User get(String text, boolean flag) {
        throw new UnsupportedOperationException();
    }

    public static User get(String text, boolean flag, Map map) {
        throw new UnsupportedOperationException();
    }

    public static User get(String text) {
        throw new UnsupportedOperationException();
    }

    public static User getOrCreateByIdOrFullName(String text) {
        throw new UnsupportedOperationException();
    }

    public static User current() {
        throw new UnsupportedOperationException();
    }

    public static User getById(String text, boolean flag) {
        throw new UnsupportedOperationException();
    }

    public static Collection<User> getAll() {
        throw new UnsupportedOperationException();
    }

    public static void reload() throws IOException {
        throw new UnsupportedOperationException();
    }

    public static void rekey() {
        throw new UnsupportedOperationException();
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public static void clear() {
        throw new UnsupportedOperationException();
    }

    public File getUserFolder() {
        throw new UnsupportedOperationException();
    }

    public static boolean isIdOrFullnameAllowed(String text) {
        throw new UnsupportedOperationException();
    }

    public synchronized void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    public void delete() throws IOException {
        throw new UnsupportedOperationException();
    }

    public ACL getACL() {
        throw new UnsupportedOperationException();
    }

    public boolean canDelete() {
        throw new UnsupportedOperationException();
    }

    public List<String> getAuthorities() {
        throw new UnsupportedOperationException();
    }

    public Object getDynamic(String text) {
        throw new UnsupportedOperationException();
    }

    public List<Action> getPropertyActions() {
        throw new UnsupportedOperationException();
    }

    public List<Action> getTransientActions() {
        throw new UnsupportedOperationException();
    }

    public Object getTarget() {
        throw new UnsupportedOperationException();
    }

    User() {}
}
