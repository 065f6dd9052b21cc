package io.slipway.core.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A new file that holds a content, as {@link ContentStore#writeTo} promises it: with the mode that any program's new file
 * would have, and nothing left behind when it could not be written. Immutable and thread-safe.
 */
public final class ContentFile {
    /** What programs ask for; the system takes away what the person's umask says. */
    private static final FileAttribute<?> PLAIN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-"));

    private static final FileAttribute<?> EXECUTABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx"));

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private ContentFile() {}

    /** Writes {@code bytes} as the new file {@code target}, where nothing stands. */
    public static void write(Path target, byte[] bytes, boolean executable) throws IOException {
        FileChannel file = create(target, executable);
        boolean written = false;
        try (file) {
            writeFully(file, ByteBuffer.wrap(bytes));
            written = true;
        } finally {
            if (!written) Files.deleteIfExists(target);
        }
    }

    /** Creates the file {@code target}, where nothing stands, with its mode, and opens it for writing. */
    public static FileChannel create(Path target, boolean executable) throws IOException {
        return FileChannel.open(target, NEW, executable ? EXECUTABLE : PLAIN);
    }

    /** Writes all of {@code bytes}. */
    public static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) file.write(bytes);
    }
}
