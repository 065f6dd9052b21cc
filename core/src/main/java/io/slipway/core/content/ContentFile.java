package io.slipway.core.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new file that holds a content, as {@link ContentStore#writeTo} promises it: mode 0755 or 0644 whatever the process's
 * umask says, and nothing left behind when it could not be written. Thread-safe.
 */
public final class ContentFile {
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    /** Whether the umask takes away bits that a plain file or a program needs; a process keeps its umask. */
    private static volatile @Nullable Boolean umaskBites;

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
        Set<PosixFilePermission> mode = executable ? EXECUTABLE : PLAIN;
        FileAttribute<Set<PosixFilePermission>> asked = PosixFilePermissions.asFileAttribute(mode);
        FileChannel file = FileChannel.open(target, NEW, asked);
        try {
            holdMode(target, mode);
        } catch (IOException | RuntimeException e) {
            file.close();
            Files.deleteIfExists(target);
            throw e;
        }
        return file;
    }

    private static void holdMode(Path target, Set<PosixFilePermission> mode) throws IOException {
        Boolean bites = umaskBites;
        if (bites == null) {
            bites = !Files.getPosixFilePermissions(target).equals(mode);
            // what a plain file keeps tells nothing of the bits that only a program has
            if (bites || mode.equals(EXECUTABLE)) umaskBites = bites;
        }
        if (bites) Files.setPosixFilePermissions(target, mode);
    }

    /** Writes all of {@code bytes}. */
    public static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) file.write(bytes);
    }
}
