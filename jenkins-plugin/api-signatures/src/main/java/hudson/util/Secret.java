package hudson.util;

import java.io.Serializable;
import java.util.regex.Pattern;

public final class Secret implements Serializable {
    public static final Pattern ENCRYPTED_VALUE_PATTERN = null;

    public String getPlainText() {
        throw new UnsupportedOperationException();
    }

    public String getEncryptedValue() {
        throw new UnsupportedOperationException();
    }

    public static Secret decrypt(String text) {
        throw new UnsupportedOperationException();
    }

    public static Secret fromString(String text) {
        throw new UnsupportedOperationException();
    }

    Secret() {}
}
