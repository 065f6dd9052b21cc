package io.slipway.core.local.output;

import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.local.source.FileStamp;
import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes one task's outputs into the store. Confined to one thread. */
final class Collection {
    private final Path root;
    private final Optional<ContentStore> store;
    private final FileMemo memo;
    private final Task task;
    private final RealDirectories real;
    /** A report may lie among the outputs; it is read once. */
    private final Map<String, TreeEntry> files = new HashMap<>();

    private final List<String> refused = new ArrayList<>();
    private boolean stored;

    /**
     * @param store absent to only look
     */
    Collection(Path root, Optional<ContentStore> store, FileMemo memo, Task task) {
        this.root = root;
        this.store = store;
        this.stored = store.isPresent();
        this.memo = memo;
        this.task = task;
        this.real = new RealDirectories(root);
    }

    Collected collect() throws IOException {
        Tree outputs = select(task.outputs().in(task.directory()));
        List<String> missing = missing(task, outputs);
        Tree.Builder reports = Tree.builder();
        for (PathSet patterns : task.reports().values()) reports.merge(select(patterns.in(task.directory())));
        return new Collected(outputs, reports.build(), missing, refused, stored);
    }

    private Tree select(PathSet patterns) throws IOException {
        Tree.Builder selected = Tree.builder();
        for (String from : patterns.roots()) {
            if (from.isEmpty()) walk("", patterns, selected);
            else if (isReachable(from)) visit(from, patterns, selected);
        }
        return selected.build();
    }

    /** Whether no link is on the way; one that is would have outputs lie elsewhere, where nobody looks for them. */
    private boolean isReachable(String path) throws IOException {
        if (real.hasParent(path)) return true;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String directory = path.substring(0, slash);
            Optional<FileStamp> stamp = FileStamp.find(root.resolve(directory));
            if (stamp.isPresent() && stamp.get().kind() == FileStamp.Kind.LINK) {
                refuseLink(directory);
                return false;
            }
        }
        return false;
    }

    private void visit(String path, PathSet patterns, Tree.Builder selected) throws IOException {
        if (Claims.isOurs(path)) return;
        Path file = root.resolve(path);
        Optional<FileStamp> found = FileStamp.find(file);
        if (found.isEmpty()) return;
        FileStamp stamp = found.get();
        boolean isMeant = patterns.matches(path);
        switch (stamp.kind()) {
            case DIRECTORY -> {
                if (patterns.mayMatchBelow(path)) walk(path, patterns, selected);
            }
            case FILE -> {
                if (isMeant) selected.put(path, file(path, file, stamp));
            }
            case LINK -> {
                if (isMeant) addLink(path, file, selected);
                else if (patterns.roots().contains(path)) refuseLink(path);
            }
            case OTHER -> {
                if (isMeant) refuse(path + " is neither file, directory nor link; leave it out of 'outputs'");
            }
        }
    }

    private void walk(String directory, PathSet patterns, Tree.Builder selected) throws IOException {
        Path at = root.resolve(directory);
        boolean isEmpty = true;
        try (DirectoryStream<Path> children = Files.newDirectoryStream(at)) {
            for (Path child : children) {
                isEmpty = false;
                String name = String.valueOf(child.getFileName());
                String path = directory.isEmpty() ? name : directory + "/" + name;
                if (at.resolve(name).equals(child)) visit(path, patterns, selected);
                else if (patterns.matches(path)) refuse("the name " + path + " is not UTF-8; choose another");
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (isEmpty && !directory.isEmpty() && patterns.matches(directory)) selected.directory(directory);
    }

    private TreeEntry file(String path, Path file, FileStamp stamp) throws IOException {
        TreeEntry before = files.get(path);
        if (before != null) return before;
        long asOf = memo.nowFor(stamp);
        Digest digest = store(file);
        memo.record(path, stamp, digest, asOf);
        TreeEntry read = new TreeEntry.File(digest, stamp.executable());
        files.put(path, read);
        return read;
    }

    /** A store that failed once is not asked again: the result is of no use without every file. */
    private Digest store(Path file) throws IOException {
        if (stored) {
            try {
                return store.orElseThrow().put(file);
            } catch (ContentStoreException e) {
                stored = false;
            }
        }
        return Digest.of(file);
    }

    private void addLink(String path, Path file, Tree.Builder selected) throws IOException {
        String target = Files.readSymbolicLink(file).toString();
        Optional<String> problem = LinkTarget.problem(path, target);
        if (problem.isPresent()) refuse(problem.get());
        else selected.link(path, target);
    }

    private void refuseLink(String directory) {
        refuse("the directory " + directory + " is a link; make it a real directory, or declare where it leads");
    }

    private void refuse(String sentence) {
        if (!refused.contains(sentence)) refused.add(sentence);
    }

    /** Output patterns of the task that nothing in {@code outputs} matches, as written. */
    static List<String> missing(Task task, Tree outputs) {
        List<String> missing = new ArrayList<>();
        Iterable<String> made = outputs.flatten().keySet();
        for (String pattern : task.outputs().patterns()) {
            if (pattern.startsWith("!")) continue;
            if (!matchesAny(PathSet.of(pattern).in(task.directory()), made)) missing.add(pattern);
        }
        return missing;
    }

    private static boolean matchesAny(PathSet pattern, Iterable<String> paths) {
        for (String path : paths) {
            if (pattern.matches(withoutSlash(path))) return true;
        }
        return false;
    }

    /** As patterns name what a flattened tree ends with a slash: an empty directory. */
    static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
