package io.slipway.core.local.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Asks git which files it does not ignore: {@code git ls-files --cached --others --exclude-standard}, whose entries are
 *
 * <pre>
 * ? untracked-file
 * ? nested-repository/
 * H 100644 object 0 TAB tracked-file
 * H 160000 object 0 TAB submodule
 * </pre>
 *
 * each ended by a zero byte.
 */
final class GitListing {
    private static final List<String> LIST =
            List.of("git", "ls-files", "-z", "-t", "-s", "--cached", "--others", "--exclude-standard");
    private static final List<String> IS_IGNORED = List.of("git", "check-ignore", "-q", ".");
    private static final byte[] SUBMODULE = "160000 ".getBytes(StandardCharsets.US_ASCII);
    private static final int TAG_LENGTH = 2;
    private static final int MOST_NAMED_IN_A_MESSAGE = 10;

    private final Path root;
    private final NameList tracked = new NameList();
    private final NameList others = new NameList();
    private final List<String> notUtf8 = new ArrayList<>();
    private int prefixLength;

    private GitListing(Path root) {
        this.root = root;
    }

    static boolean isInRepository(Path directory) {
        for (Path at = directory; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) return true;
        }
        return false;
    }

    /** The files under {@code root}, sorted; absent when git is not installed or ignores {@code root} as a whole. */
    static Optional<NameList> list(Path root) {
        byte[] listed = Git.run(LIST, root);
        if (listed == null) return Optional.empty();
        if (listed.length == 0 && Git.run(IS_IGNORED, root) != null) return Optional.empty();
        GitListing listing = new GitListing(root);
        listing.read(listed);
        listing.refuseUnlessUtf8();
        return Optional.of(NameList.merge(listing.tracked, listing.others));
    }

    private void read(byte[] listed) {
        for (int from = 0; from < listed.length; ) from = readEntry(listed, from) + 1;
    }

    /** Reads the entry at {@code from}, looking at each byte once, and says where it ends. */
    private int readEntry(byte[] listed, int from) {
        boolean isTracked = listed[from] != '?';
        int name = isTracked ? nameOfTracked(listed, from) : from + TAG_LENGTH;
        boolean isAscii = true;
        boolean hasDottedName = false;
        int to = name;
        for (byte before = '/'; listed[to] != 0; before = listed[to++]) {
            isAscii &= listed[to] >= 0;
            hasDottedName |= listed[to] == '.' && before == '/';
        }
        if (hasDottedName && isOurs(listed, name, to)) return to;
        if (!isAscii && !isUtf8(listed, name, to)) return to;
        if (isRepository(listed, from, to, isTracked)) readRepository(listed, name, to);
        else (isTracked ? tracked : others).add(listed, name, to, isTracked);
        return to;
    }

    /** All object names of a repository are of one length, so the name mostly begins where it began last time. */
    private int nameOfTracked(byte[] listed, int from) {
        int guess = from + prefixLength;
        if (guess < listed.length && prefixLength > 0 && listed[guess - 1] == '\t') return guess;
        int name = from + TAG_LENGTH;
        while (listed[name] != '\t') name++;
        prefixLength = name + 1 - from;
        return name + 1;
    }

    private static boolean isRepository(byte[] listed, int from, int to, boolean isTracked) {
        int mode = from + TAG_LENGTH;
        return isTracked
                ? Arrays.equals(listed, mode, mode + SUBMODULE.length, SUBMODULE, 0, SUBMODULE.length)
                : listed[to - 1] == '/';
    }

    /** A submodule that was never checked out is an empty directory, and has nothing to list. */
    private void readRepository(byte[] listed, int from, int to) {
        String path = new String(listed, from, to - from, StandardCharsets.UTF_8);
        String directory = path.endsWith("/") ? path : path + "/";
        Path nested = root.resolve(directory);
        if (!Files.exists(nested.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) return;
        list(nested).ifPresent(files -> tracked.addBelow(directory, files));
    }

    /** Whether a name of the path is {@code .git} or {@code .slipway}. */
    private static boolean isOurs(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean startsName = i == from || bytes[i - 1] == '/';
            if (startsName && bytes[i] == '.' && (isName(bytes, i, to, ".slipway") || isName(bytes, i, to, ".git"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(byte[] bytes, int from, int to, String name) {
        int end = from + name.length();
        if (end > to || (end < to && bytes[end] != '/')) return false;
        for (int i = 0; i < name.length(); i++) {
            if (bytes[from + i] != name.charAt(i)) return false;
        }
        return true;
    }

    private boolean isUtf8(byte[] bytes, int from, int to) {
        if (NameList.isUtf8(bytes, from, to)) return true;
        notUtf8.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        return false;
    }

    private void refuseUnlessUtf8() {
        if (notUtf8.isEmpty()) return;
        throw new SourceException("file names that are not UTF-8: "
                + String.join(", ", notUtf8.subList(0, Math.min(notUtf8.size(), MOST_NAMED_IN_A_MESSAGE)))
                + (notUtf8.size() > MOST_NAMED_IN_A_MESSAGE ? ", …" : "")
                + " under " + root + "; rename them, or have git ignore them");
    }
}
