package io.slipway.jenkins.run;

import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.local.output.ToldOutputs;
import io.slipway.core.pipeline.Task;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * How much a controller takes from a node, whatever the node says: nodes run what anybody wrote, so what they tell is held
 * against what the task declares, and against these limits. Immutable.
 *
 * @param mostBytes of the outputs and reports of one task together, and of sources that are brought for one
 * @param mostFiles of those
 * @param mostLogBytes that are kept of what one task prints
 */
public record Allowance(long mostBytes, int mostFiles, long mostLogBytes) {
    private static final int MOST_FILES = 1_000_000;
    private static final long MOST_LOG_BYTES = 256L << 20;
    private static final int LONGEST_WORDS = 2000;

    public Allowance {
        if (mostBytes < 1) throw new IllegalArgumentException("mostBytes: " + mostBytes + " (expected: >= 1)");
        if (mostFiles < 1) throw new IllegalArgumentException("mostFiles: " + mostFiles + " (expected: >= 1)");
        if (mostLogBytes < 1) throw new IllegalArgumentException("mostLogBytes: " + mostLogBytes + " (expected: >= 1)");
    }

    /** As much as a cache of this size can keep. */
    public static Allowance ofCache(long bytes) {
        return new Allowance(bytes, MOST_FILES, MOST_LOG_BYTES);
    }

    /**
     * The same, or with a complaint when the task cannot have made it or it is too much. O(entries · patterns).
     *
     * @param task as far as it says where it may write
     */
    public TaskMade check(Task task, TaskMade made) {
        Optional<String> objection = made.complaint().map(Allowance::cut).or(() -> tooMuch(made));
        if (objection.isEmpty()) objection = new ToldOutputs(made.outputs(), made.reports()).objection(task);
        return objection.isEmpty() ? made : new TaskMade(Tree.empty(), Tree.empty(), objection, false);
    }

    private Optional<String> tooMuch(TaskMade made) {
        long files = (long) made.outputs().fileCount() + made.reports().fileCount();
        if (files > mostFiles)
            return Optional.of("its outputs are " + files + " files, and at most " + mostFiles
                    + " are taken; pack them, or declare fewer");
        long bytes = plus(bytes(made.outputs()), bytes(made.reports()));
        if (bytes <= mostBytes) return Optional.empty();
        return Optional.of("its outputs are " + gib(bytes) + ", and the cache takes " + gib(mostBytes)
                + "; declare less, or raise Slipway's cacheSize");
    }

    /** Why sources are not brought; absent when they are. */
    Optional<String> objection(Collection<Digest> sources) {
        long bytes = 0;
        for (Digest source : sources) bytes = plus(bytes, source.sizeBytes());
        if (bytes <= mostBytes) return Optional.empty();
        return Optional.of("the sources it reads are " + gib(bytes) + ", and the cache takes " + gib(mostBytes)
                + "; declare fewer inputs, or raise Slipway's cacheSize");
    }

    private static long bytes(Tree tree) {
        long bytes = 0;
        for (TreeEntry entry : tree.flatten().values()) {
            if (entry instanceof TreeEntry.File file)
                bytes = plus(bytes, file.digest().sizeBytes());
        }
        return bytes;
    }

    /** Sizes that somebody made up may add up to more than there is. */
    private static long plus(long bytes, long more) {
        long sum = bytes + more;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static String gib(long bytes) {
        return bytes < 1L << 30
                ? String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1L << 20))
                : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }

    /** As long as a person reads. */
    static String cut(String words) {
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…";
    }
}
