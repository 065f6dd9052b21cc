package io.slipway.core.local.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks git which files differ from an earlier revision: changed, deleted and new ones, committed or not, but for those that
 * it ignores. Compared is with where the two histories parted, so that what others did meanwhile does not count. Stateless.
 */
public final class GitChanges {
    private static final String ELSEWHERE = "gitdir:";
    private static final String BRANCH = "ref: refs/heads/";

    private GitChanges() {}

    /**
     * Paths relative to {@code root}, with {@code /}; those outside it are left out.
     *
     * @param revision such as {@code main} or {@code HEAD~1}
     * @throws IllegalArgumentException when git knows no such revision, or there is no git
     */
    public static SortedSet<String> since(Path root, String revision) {
        String commit = ask(
                root,
                revision,
                List.of("git", "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"));
        String base = ask(root, revision, List.of("git", "merge-base", commit, "HEAD"));
        TreeSet<String> paths = new TreeSet<>();
        add(paths, Git.run(List.of("git", "diff", "--name-only", "--no-renames", "--relative", "-z", base), root));
        add(paths, Git.run(List.of("git", "ls-files", "--others", "--exclude-standard", "-z"), root));
        return paths;
    }

    /** The branch that is checked out; absent when none is, or there is no git. */
    public static Optional<String> branch(Path root) {
        for (Path at = root.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                String read = branchIn(at.resolve(".git"));
                if (read == null) return answer(root, List.of("git", "symbolic-ref", "--quiet", "--short", "HEAD"));
                return read.isEmpty() ? Optional.empty() : Optional.of(read);
            }
        }
        return Optional.empty();
    }

    /**
     * To start git takes longer than some runs. Empty when no branch is checked out; null where this is not how HEAD is
     * kept, so that git has to say.
     */
    private static @Nullable String branchIn(Path git) {
        try {
            Path directory = git;
            if (Files.isRegularFile(git)) { // of a worktree or a submodule, it says where the directory is
                String text = Files.readString(git, StandardCharsets.UTF_8).strip();
                if (!text.startsWith(ELSEWHERE)) return null;
                directory =
                        git.resolveSibling(text.substring(ELSEWHERE.length()).strip());
            }
            String head = Files.readString(directory.resolve("HEAD"), StandardCharsets.UTF_8)
                    .strip();
            if (head.matches("[0-9a-f]{40,64}")) return "";
            return head.startsWith(BRANCH) && !head.endsWith("/.invalid") ? head.substring(BRANCH.length()) : null;
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    /** A tag of the commit that is checked out, the first in the alphabet. */
    public static Optional<String> tag(Path root) {
        return answer(root, List.of("git", "tag", "--points-at", "HEAD"));
    }

    private static Optional<String> answer(Path root, List<String> command) {
        byte[] answer = GitListing.isInRepository(root) ? Git.run(command, root) : null;
        if (answer == null) return Optional.empty();
        return new String(answer, StandardCharsets.UTF_8).lines().findFirst();
    }

    private static String ask(Path root, String revision, List<String> command) {
        return answer(root, command)
                .orElseThrow(() -> new IllegalArgumentException("git knows no revision `" + revision + "` that " + root
                        + " comes from; name a commit, branch or tag of its history, and fetch it first if need be"));
    }

    private static void add(Set<String> paths, byte @Nullable [] listed) {
        if (listed == null) return;
        for (String path : new String(listed, StandardCharsets.UTF_8).split("\0")) if (!path.isEmpty()) paths.add(path);
    }
}
