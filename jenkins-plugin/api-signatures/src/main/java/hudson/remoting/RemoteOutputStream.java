package hudson.remoting;

import java.io.IOException;
import java.io.OutputStream;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

public final class RemoteOutputStream extends OutputStream implements SerializableOnlyOverRemoting {
    public RemoteOutputStream(OutputStream outputStream) {}

    public void write(int number) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void write(byte[] bytes, int number, int number2) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void flush() throws IOException {
        throw new UnsupportedOperationException();
    }

    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
