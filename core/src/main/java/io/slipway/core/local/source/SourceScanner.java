package io.slipway.core.local.source;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes the source tree of a workspace: the files that git does not ignore, without what tasks make.
 *
 * <p>A file is read once: its digest is remembered with the size, times and inode it had, and used again for as long as
 * it looks the same. A file that was changed no earlier than the scan that read it may have changed once more within the
 * same tick of the file system's clock; it is not remembered, and read again by the next scan. The clock asked is the
 * file system's own, through the time it gives to a file of ours.
 *
 * <p>Costs one run of git, one {@code lstat} per file, and reading what changed. Thread-safe as long as each scan has a
 * memo of its own.
 */
public final class SourceScanner {
    /** Fewer files than this are looked at sooner than a thread starts. */
    private static final int FILES_PER_STEP = 1024;

    private final Executor executor;
    private final int threads;

    /**
     * @param executor for reading changed files; may be busy, since whoever asks for a scan works too
     * @param threads most threads that work on one scan, at least 1
     */
    public SourceScanner(Executor executor, int threads) {
        if (threads < 1) throw new IllegalArgumentException("threads: " + threads + " (expected: >= 1)");
        this.executor = requireNonNull(executor, "executor");
        this.threads = threads;
    }

    /**
     * Looks at every file once, and reads those that changed.
     *
     * @param memo where digests are remembered; made when it is not there, and rewritten only when they changed
     * @throws SourceException when a file cannot be read
     */
    public SourceScan scan(SourceFiles files, DeclaredOutputs outputs, Path memo) {
        requireNonNull(outputs, "outputs");
        Path aside = memo.resolveSibling(memo.getFileName() + ".new");
        Pass pass = new Pass(files, outputs, MemoFile.load(memo), FileSystemTime.now(aside));
        pass.look();
        pass.read();
        pass.remember(memo, aside);
        return pass.result();
    }

    /** One scan: the arrays have one element for each name. */
    private final class Pass {
        private final SourceFiles files;
        private final NameList names;
        private final DeclaredOutputs outputs;
        private final MemoFile memo;
        private final long startedNanos;
        private final @Nullable FileStamp[] stamps;
        private final @Nullable TreeEntry[] entries;
        /** Where in the memo each file's digest stands; -1 when it has to be read. */
        private final int[] remembered;

        private final SortedSet<String> trackedOutputs = new TreeSet<>();

        Pass(SourceFiles files, DeclaredOutputs outputs, MemoFile memo, long startedNanos) {
            this.files = files;
            this.names = files.names();
            this.outputs = outputs;
            this.memo = memo;
            this.startedNanos = startedNanos;
            stamps = new FileStamp[names.size()];
            entries = new TreeEntry[names.size()];
            remembered = new int[names.size()];
            Arrays.fill(remembered, -1);
        }

        void look() {
            int steps = (names.size() + FILES_PER_STEP - 1) / FILES_PER_STEP;
            run(new ParallelLoop(steps) {
                @Override
                void step(int number) throws IOException {
                    int from = number * FILES_PER_STEP;
                    lookAt(from, Math.min(from + FILES_PER_STEP, names.size()));
                }
            });
        }

        private void lookAt(int from, int to) throws IOException {
            int before = -1;
            DeclaredOutputs.InDirectory claims = outputs.in("");
            for (int i = from; i < to; i++) {
                String name = names.get(i);
                if (!claims.isParentOf(name)) claims = outputs.in(DeclaredOutputs.parentOf(name));
                if (claims.contains(name)) {
                    if (names.isTracked(i)) addTrackedOutput(name);
                    continue;
                }
                Optional<FileStamp> found = stamp(name);
                if (found.isEmpty()) continue;
                FileStamp stamp = found.get();
                stamps[i] = stamp;
                if (stamp.kind() == FileStamp.Kind.LINK) entries[i] = link(name);
                if (stamp.kind() != FileStamp.Kind.FILE) continue;
                int index = memo.find(names.bytes(), names.from(i), names.to(i), before);
                if (index >= 0) before = index;
                if (index < 0 || !memo.matches(index, stamp)) continue;
                remembered[i] = index;
                entries[i] = new TreeEntry.File(memo.digest(index), stamp.executable());
            }
        }

        private synchronized void addTrackedOutput(String name) {
            trackedOutputs.add(name);
        }

        private Optional<FileStamp> stamp(String name) {
            try {
                return FileStamp.find(path(name));
            } catch (IOException e) {
                throw unreadable(name, e);
            }
        }

        private @Nullable TreeEntry link(String name) {
            try {
                return new TreeEntry.Link(Files.readSymbolicLink(path(name)).toString());
            } catch (NoSuchFileException e) {
                return null;
            } catch (IOException e) {
                throw unreadable(name, e);
            }
        }

        void read() {
            int count = 0;
            int[] toRead = new int[names.size()];
            for (int i = 0; i < names.size(); i++) {
                FileStamp stamp = stamps[i];
                if (stamp != null && stamp.kind() == FileStamp.Kind.FILE && entries[i] == null) toRead[count++] = i;
            }
            run(new ParallelLoop(count) {
                private final Queue<FileReading> idle = new ConcurrentLinkedQueue<>();

                @Override
                void step(int number) {
                    FileReading reading = idle.poll();
                    if (reading == null) reading = new FileReading();
                    readFile(toRead[number], reading);
                    idle.add(reading);
                }
            });
        }

        private void readFile(int index, FileReading reading) {
            String name = names.get(index);
            FileStamp stamp = stamps[index];
            if (stamp == null) return;
            try {
                entries[index] = new TreeEntry.File(reading.digest(path(name)), stamp.executable());
            } catch (NoSuchFileException e) {
                stamps[index] = null;
            } catch (IOException e) {
                throw unreadable(name, e);
            }
        }

        private Path path(String name) {
            try {
                return files.root().resolve(name);
            } catch (InvalidPathException e) {
                throw new SourceException(
                        "file name that Java cannot use here: " + name + "; run with LC_ALL=C.UTF-8", e);
            }
        }

        /** A memo that cannot be written makes the next scan slower, and nothing wrong. */
        void remember(Path file, Path aside) {
            try {
                MemoFile.Writer writer = new MemoFile.Writer(names.size());
                boolean changed = false;
                for (int i = 0; i < names.size(); i++) {
                    FileStamp stamp = stamps[i];
                    if (stamp == null || !(entries[i] instanceof TreeEntry.File read)) continue;
                    if (remembered[i] >= 0) {
                        writer.add(memo, remembered[i]);
                    } else if (isAtRest(stamp, read.digest())) {
                        writer.add(names.bytes(), names.from(i), names.to(i), stamp, read.digest());
                        changed = true;
                    }
                }
                if (changed || writer.count() != memo.size()) writer.writeTo(file, aside);
                else Files.deleteIfExists(aside);
            } catch (IOException e) {
                return;
            }
        }

        private boolean isAtRest(FileStamp stamp, Digest digest) {
            return stamp.isOlderThan(startedNanos) && stamp.sizeBytes() == digest.sizeBytes();
        }

        SourceScan result() {
            Tree.Builder tree = Tree.builder();
            for (int i = 0; i < entries.length; i++) {
                TreeEntry entry = entries[i];
                if (entry != null) tree.put(names.get(i), entry);
            }
            return new SourceScan(
                    files.root(), names, stamps, startedNanos, digested(tree.build()), trackedOutputs, outputs);
        }

        /** Digests are asked for anyway; directories beside each other can be digested at once. */
        private Tree digested(Tree tree) {
            if (names.size() < FILES_PER_STEP) return tree;
            List<Tree> directories = new ArrayList<>();
            addDirectories(directories, tree, 2);
            run(new ParallelLoop(directories.size()) {
                @Override
                void step(int number) {
                    directories.get(number).digest();
                }
            });
            return tree;
        }

        private static void addDirectories(List<Tree> directories, Tree tree, int levels) {
            for (TreeEntry entry : tree.children().values()) {
                if (!(entry instanceof TreeEntry.Directory directory)) continue;
                if (levels > 1) addDirectories(directories, directory.tree(), levels - 1);
                else directories.add(directory.tree());
            }
        }

        private void run(ParallelLoop loop) {
            try {
                loop.runWith(executor, threads - 1);
            } catch (IOException e) {
                throw new SourceException("cannot scan " + files.root() + "; run it again", e);
            }
        }
    }

    private static SourceException unreadable(String name, IOException cause) {
        String what = cause instanceof AccessDeniedException ? "may not read " : "cannot read ";
        return new SourceException(what + name + "; make it readable for you, or have git ignore it", cause);
    }
}
