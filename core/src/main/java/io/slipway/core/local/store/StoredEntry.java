package io.slipway.core.local.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry as a walk through the store saw it.
 *
 * @param hash what its name says
 * @param usedMillis when its last use was written down
 */
record StoredEntry(Path path, String hash, long sizeBytes, long usedMillis) {
    private static final int HASH_LENGTH = 64;

    /** All entries below {@code contents/} or {@code actions/}. Those that vanish meanwhile are left out. */
    static List<StoredEntry> listOf(Path directory) throws IOException {
        List<StoredEntry> entries = new ArrayList<>();
        for (Path shard : childrenOf(directory)) {
            for (Path path : childrenOf(shard)) {
                String hash = StoreFiles.hashOf(path);
                if (isHash(hash)) addTo(entries, path, hash);
            }
        }
        return entries;
    }

    private static boolean isHash(String text) {
        if (text.length() != HASH_LENGTH) return false;
        for (int i = 0; i < HASH_LENGTH; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
        }
        return true;
    }

    private static void addTo(List<StoredEntry> entries, Path path, String hash) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            entries.add(new StoredEntry(
                    path, hash, attributes.size(), attributes.lastModifiedTime().toMillis()));
        } catch (NoSuchFileException e) {
            return;
        }
    }

    /** What a directory holds, in no order; nothing when it is not there. */
    static List<Path> childrenOf(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) children.add(file);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return children;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }
}
