package hudson;

import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

public class EnvVars extends TreeMap<String, String> {
    public static final Map<String, String> masterEnvVars = null;

    public EnvVars() {}

    public EnvVars(Map<String, String> map) {}

    public EnvVars(EnvVars envVars) {}

    public EnvVars(String... texts) {}

    public void override(String text, String text2) {
        throw new UnsupportedOperationException();
    }

    public EnvVars overrideAll(Map<String, String> map) {
        throw new UnsupportedOperationException();
    }

    public EnvVars overrideExpandingAll(Map<String, String> map) {
        throw new UnsupportedOperationException();
    }

    public static void resolve(Map<String, String> map) {
        throw new UnsupportedOperationException();
    }

    public String get(String text, String text2) {
        throw new UnsupportedOperationException();
    }

    public String put(String text, String text2) {
        throw new UnsupportedOperationException();
    }

    public void putIfNotNull(String text, String text2) {
        throw new UnsupportedOperationException();
    }

    public void putAllNonNull(Map<String, String> map) {
        throw new UnsupportedOperationException();
    }

    public void addLine(String text) {
        throw new UnsupportedOperationException();
    }

    public String expand(String text) {
        throw new UnsupportedOperationException();
    }

    public static EnvVars createCookie() {
        throw new UnsupportedOperationException();
    }

    public static EnvVars getRemote(VirtualChannel virtualChannel) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }
}
