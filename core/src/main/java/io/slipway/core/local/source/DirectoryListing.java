package io.slipway.core.local.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Lists every file under a directory, where no git says which of them matter. */
final class DirectoryListing {
    private final NameList found = new NameList();

    private DirectoryListing() {}

    static NameList list(Path root) {
        DirectoryListing listing = new DirectoryListing();
        listing.read(root, "");
        return NameList.merge(listing.found, new NameList());
    }

    private void read(Path directory, String prefix) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                Path fileName = child.getFileName();
                String name = fileName == null ? "" : fileName.toString();
                if (name.equals(".git") || name.equals(".slipway")) continue;
                if (!directory.resolve(name).equals(child)) {
                    throw new SourceException("file name that is not UTF-8: " + child
                            + "; rename it, or run with LC_ALL=C.UTF-8 if it is");
                }
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) read(child, prefix + name + "/");
                else found.add(prefix + name, false);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new SourceException("cannot list " + directory + "; make it readable for you", e);
        }
    }
}
