package io.slipway.core.local.watch;

import io.slipway.core.local.source.DeclaredOutputs;
import io.slipway.core.local.source.SourceFiles;
import io.slipway.core.pipeline.Pipeline;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for source files of a workspace to be saved, made or removed. Only directories that have source files are watched,
 * so what git ignores costs nothing; a file that is no source, or that some task makes, is no change.
 *
 * <p>One save can be several events, and an editor or a checkout saves many files: a change is told when nothing happened
 * for {@link #QUIET_MILLIS}, or {@link #LONGEST_MILLIS} after its first event, whichever is sooner. Sources are listed anew
 * for each change, as git says then; O(files).
 *
 * <p>For one thread, but for {@link #end}.
 */
public final class SourceWatch implements AutoCloseable {
    static final long QUIET_MILLIS = 40;
    static final long LONGEST_MILLIS = 150;

    private final Path root;
    private final WatchService service;
    private final Map<WatchKey, Path> directories = new HashMap<>();
    private final Set<Path> watched = new HashSet<>();
    private Set<String> sources = Set.of();
    private DeclaredOutputs outputs = DeclaredOutputs.builder().build();

    private SourceWatch(Path root, WatchService service) {
        this.root = root;
        this.service = service;
    }

    /** Watches the sources under {@code root} from now on. */
    public static SourceWatch of(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        SourceWatch watch = new SourceWatch(absolute, absolute.getFileSystem().newWatchService());
        watch.list();
        return watch;
    }

    /** What tasks make starts nothing; without definitions there are no such files. */
    public void leaveOut(Optional<Pipeline> pipeline) {
        outputs = pipeline.map(read -> DeclaredOutputs.of(read.tasks()))
                .orElseGet(() -> DeclaredOutputs.builder().build());
    }

    /** How many directories are watched. */
    public int directories() {
        return directories.size();
    }

    /** Sources that changed since the last answer, without waiting; none after {@link #end}. */
    public SortedSet<String> changedMeanwhile() throws InterruptedException {
        try {
            WatchKey first = service.poll();
            return first == null ? new TreeSet<>() : gather(first);
        } catch (ClosedWatchServiceException e) {
            return new TreeSet<>();
        }
    }

    /** Waits for the next change: the paths of the sources that changed; none when {@link #end} was called. */
    public SortedSet<String> await() throws InterruptedException {
        try {
            while (true) {
                SortedSet<String> changed = gather(service.take());
                if (!changed.isEmpty()) return changed;
            }
        } catch (ClosedWatchServiceException e) {
            return new TreeSet<>();
        }
    }

    private SortedSet<String> gather(WatchKey first) throws InterruptedException {
        Set<String> touched = new HashSet<>();
        boolean lost = false;
        long waited = 0;
        for (@Nullable WatchKey key = first; key != null; key = next(waited)) {
            Path directory = directories.get(key);
            for (WatchEvent<?> event : key.pollEvents()) {
                lost |= event.kind() == StandardWatchEventKinds.OVERFLOW;
                if (directory != null && event.context() instanceof Path name)
                    touched.add(path(directory.resolve(name)));
            }
            if (!key.reset()) forget(key);
            waited += QUIET_MILLIS;
        }
        Set<String> before = sources;
        list();
        SortedSet<String> changed = new TreeSet<>();
        for (String path : touched)
            if ((before.contains(path) || sources.contains(path)) && !outputs.contains(path)) changed.add(path);
        // What is in a new directory was there before we could watch it; and after an overflow anything may have
        // changed.
        for (String path : sources) if ((lost || !before.contains(path)) && !outputs.contains(path)) changed.add(path);
        return changed;
    }

    private @Nullable WatchKey next(long waitedMillis) throws InterruptedException {
        return waitedMillis >= LONGEST_MILLIS ? service.poll() : service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void forget(WatchKey key) {
        Path gone = directories.remove(key);
        if (gone != null) watched.remove(gone);
    }

    private void list() {
        sources = new HashSet<>(SourceFiles.under(root).all());
        Set<Path> wanted = new HashSet<>();
        wanted.add(root);
        for (String source : sources) {
            Path directory = root.resolve(source).getParent();
            // up to the root: a new directory is seen by the one that it is in
            while (directory != null && !directory.equals(root) && wanted.add(directory))
                directory = directory.getParent();
        }
        for (Path directory : wanted) if (!watched.contains(directory)) register(directory);
    }

    private void register(Path directory) {
        if (!Files.isDirectory(directory)) return;
        try {
            WatchKey key = directory.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            directories.put(key, directory);
            watched.add(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot watch " + directory + "; raise fs.inotify.max_user_watches, or watch fewer directories", e);
        }
    }

    private String path(Path file) {
        return root.relativize(file).toString().replace(File.separatorChar, '/');
    }

    /** Ends {@link #await}, from any thread. */
    public void end() {
        try {
            service.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot end the watch; end this process", e);
        }
    }

    @Override
    public void close() {
        end();
    }
}
