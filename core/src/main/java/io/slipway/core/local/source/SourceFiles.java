package io.slipway.core.local.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of a workspace's source files: those that git does not ignore, wherever they are in its index or not; every
 * file where there is no git or no repository. {@code .git} and {@code .slipway} are never among them.
 *
 * <p>A submodule, or another repository that lies inside, is listed by its own git with its own rules, as if its files
 * were the workspace's. A file that is tracked but deleted is still named here. Immutable and thread-safe; made with one
 * run of git per repository, and without reading any file.
 */
public final class SourceFiles {
    private final Path root;
    private final NameList names;

    SourceFiles(Path root, NameList names) {
        this.root = root;
        this.names = names;
    }

    /**
     * Lists the files under {@code root}, which need not be the root of a repository. Waits for git.
     *
     * @throws SourceException when a name is not UTF-8, or git refuses to list a repository that is there
     */
    public static SourceFiles under(Path root) {
        Path absolute = root.toAbsolutePath().normalize();
        NameList listed = GitListing.isInRepository(absolute)
                ? GitListing.list(absolute).orElseGet(() -> DirectoryListing.list(absolute))
                : DirectoryListing.list(absolute);
        return new SourceFiles(absolute, listed);
    }

    /** The directory that every path is relative to. */
    public Path root() {
        return root;
    }

    public int size() {
        return names.size();
    }

    /** All paths, in the order they were listed. */
    public List<String> all() {
        List<String> all = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) all.add(names.get(i));
        return all;
    }

    /** Paths whose last name is {@code fileName}, sorted by their bytes. */
    public List<String> named(String fileName) {
        List<String> found = new ArrayList<>();
        byte[] wanted = fileName.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < names.size(); i++) {
            if (endsWithName(i, wanted)) found.add(names.get(i));
        }
        return found;
    }

    NameList names() {
        return names;
    }

    private boolean endsWithName(int index, byte[] name) {
        int start = names.to(index) - name.length;
        int from = names.from(index);
        if (start < from || (start > from && names.bytes()[start - 1] != '/')) return false;
        for (int i = 0; i < name.length; i++) {
            if (names.bytes()[start + i] != name[i]) return false;
        }
        return true;
    }
}
