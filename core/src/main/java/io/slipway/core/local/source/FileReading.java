package io.slipway.core.local.source;

import io.slipway.core.content.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Digests regular files with one buffer for all of them. Confined to one thread. */
final class FileReading {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Set<OpenOption> READ_NO_LINK = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final MessageDigest sha = Digest.sha256();
    private @Nullable ByteBuffer buffer; // most are made in case there is something to read, and there is not

    /** Digest of what {@code file} has while it is read. A link is an {@link IOException}. */
    Digest digest(Path file) throws IOException {
        sha.reset();
        long size = 0;
        ByteBuffer buffer = this.buffer;
        if (buffer == null) {
            buffer = ByteBuffer.allocate(BUFFER_BYTES);
            this.buffer = buffer;
        }
        try (SeekableByteChannel in = Files.newByteChannel(file, READ_NO_LINK)) {
            for (int read = in.read(buffer.clear()); read >= 0; read = in.read(buffer.clear())) {
                sha.update(buffer.array(), 0, read);
                size += read;
            }
        }
        return Digest.ofHash(sha.digest(), size);
    }
}
