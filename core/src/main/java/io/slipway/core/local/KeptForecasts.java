package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.content.Digest;
import io.slipway.core.forecast.Span;
import io.slipway.core.pipeline.TaskAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The forecasts that were made in a workspace, and what came of them. A forecast of a run that had not begun is held
 * against the next run of the same tasks, if no other forecast of them was made in between. Immutable.
 */
public final class KeptForecasts {
    private final List<Scored> scored;
    private final int open;

    /** A forecast whose run has ended; spans count from when it was made. */
    public record Scored(Instant made, String run, Span said, Duration actual) {
        /** How far off, as a share of what it came to. */
        public double error() {
            double nanos = Math.max(1, actual.toNanos());
            return Math.abs(said.point().toNanos() - nanos) / nanos;
        }

        public boolean isInside() {
            return actual.compareTo(said.low()) >= 0 && actual.compareTo(said.high()) <= 0;
        }
    }

    /** @param run empty when it had not begun */
    private record Kept(Instant made, String run, String tasks, Span said) {}

    private KeptForecasts(List<Scored> scored, int open) {
        this.scored = List.copyOf(scored);
        this.open = open;
    }

    /** Those whose run has ended, in the order in which they were made. */
    public List<Scored> scored() {
        return scored;
    }

    /** How many forecasts have no ended run yet. */
    public int open() {
        return open;
    }

    static void keep(
            WorkspaceLayout layout, Instant made, Optional<String> run, Collection<TaskAddress> tasks, Span said) {
        layout.create();
        WorkspacePast.append(
                layout.keptForecasts(),
                String.join(
                                "\t",
                                Long.toString(made.toEpochMilli()),
                                run.orElse(""),
                                name(tasks),
                                Long.toString(said.point().toMillis()),
                                Long.toString(said.low().toMillis()),
                                Long.toString(said.high().toMillis()))
                        + "\n");
    }

    private static String name(Collection<TaskAddress> tasks) {
        return Digest.of(new TreeSet<>(tasks).toString().getBytes(UTF_8)).hash();
    }

    static KeptForecasts of(WorkspaceLayout layout, WorkspacePast past) {
        List<Kept> all = read(layout.keptForecasts());
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Kept kept = all.get(i);
            Instant until = Instant.MAX;
            for (int j = i + 1; j < all.size() && kept.run.isEmpty(); j++) {
                if (all.get(j).run.isEmpty() && all.get(j).tasks.equals(kept.tasks)) {
                    until = all.get(j).made;
                    break;
                }
            }
            for (WorkspacePast.PastRun run : past.runs()) {
                boolean meant = kept.run.isEmpty()
                        ? !run.submitted().isBefore(kept.made)
                                && run.submitted().isBefore(until)
                                && name(run.tasks()).equals(kept.tasks)
                        : run.run().value().equals(kept.run);
                if (!meant) continue;
                Instant from = kept.run.isEmpty() ? run.submitted() : kept.made;
                scored.add(new Scored(kept.made, run.run().value(), kept.said, Duration.between(from, run.finished())));
                break;
            }
        }
        return new KeptForecasts(scored, all.size() - scored.size());
    }

    private static List<Kept> read(Path file) {
        List<Kept> all = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, UTF_8)) {
                String[] fields = line.split("\t", -1);
                if (fields.length != 6) continue; // cut short when the disk was full
                all.add(new Kept(
                        Instant.ofEpochMilli(Long.parseLong(fields[0])),
                        fields[1],
                        fields[2],
                        new Span(millis(fields[3]), millis(fields[4]), millis(fields[5]))));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + "; make it readable for you", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + " is damaged; remove it", e);
        }
        return all;
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }
}
