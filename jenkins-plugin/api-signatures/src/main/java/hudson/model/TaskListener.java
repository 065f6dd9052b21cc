package hudson.model;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

public interface TaskListener extends SerializableOnlyOverRemoting {
    TaskListener NULL = null;

    PrintStream getLogger();

    default Charset getCharset() {
        throw new UnsupportedOperationException();
    }

    default void hyperlink(String text, String text2) throws IOException {
        throw new UnsupportedOperationException();
    }

    default PrintWriter error(String text) {
        throw new UnsupportedOperationException();
    }

    default PrintWriter error(String text, Object... values) {
        throw new UnsupportedOperationException();
    }

    default PrintWriter fatalError(String text) {
        throw new UnsupportedOperationException();
    }

    default PrintWriter fatalError(String text, Object... values) {
        throw new UnsupportedOperationException();
    }
}
