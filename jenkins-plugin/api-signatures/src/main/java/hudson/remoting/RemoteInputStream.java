package hudson.remoting;

import java.io.IOException;
import java.io.InputStream;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

public class RemoteInputStream extends InputStream implements SerializableOnlyOverRemoting {
    public RemoteInputStream(InputStream inputStream) {}

    public RemoteInputStream(InputStream inputStream, RemoteInputStream.Flag flag) {}

    public int read() throws IOException {
        throw new UnsupportedOperationException();
    }

    public int read(byte[] bytes, int number, int number2) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }

    public enum Flag {
        GREEDY,
        NOT_GREEDY
    }
}
