package io.slipway.core.local.output;

import io.slipway.core.local.source.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Which paths under a root are directories, reached without passing a link. Each is looked at once. Confined to one thread,
 * and to as long as nobody changes directories.
 */
final class RealDirectories {
    private final Path root;
    private final Map<String, Boolean> known = new HashMap<>();

    RealDirectories(Path root) {
        this.root = root;
    }

    /** Whether everything on the way to {@code path} is a directory. */
    boolean hasParent(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        return slash < 0 || contains(path.substring(0, slash));
    }

    boolean contains(String directory) throws IOException {
        Boolean seen = known.get(directory);
        if (seen != null) return seen;
        boolean is = hasParent(directory)
                && FileStamp.find(root.resolve(directory))
                        .map(stamp -> stamp.kind() == FileStamp.Kind.DIRECTORY)
                        .orElse(false);
        known.put(directory, is);
        return is;
    }

    /** It is a directory now. */
    void add(String directory) {
        known.put(directory, true);
    }
}
