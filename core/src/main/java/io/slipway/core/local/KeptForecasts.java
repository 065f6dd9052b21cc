package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.core.content.Digest;
import io.slipway.core.forecast.Calibration;
import io.slipway.core.forecast.Span;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The forecasts that were made in a workspace, and what came of them. A forecast of a run that had not begun is held
 * against the next run of the same tasks, if no other forecast of them was made in between. Immutable.
 */
public final class KeptForecasts {
    private static final String ENDED = "ended";

    /** Some thousand forecasts. */
    private static final int MOST_BYTES = 256 << 10;

    /** A later one knows how the run begins. */
    private static final double START = 0.2;

    private final List<Scored> scored = new ArrayList<>();
    private final List<Span> raw = new ArrayList<>();
    private final int open;

    /**
     * A forecast whose run has ended; spans count from when it was made.
     *
     * @param said what was told
     * @param gone the share of the run that was over when it was made
     */
    public record Scored(Instant made, String run, Span said, Duration actual, double gone) {
        /** How far off, as a share of what it came to. */
        public double error() {
            double nanos = Math.max(1, actual.toNanos());
            return Math.abs(said.point().toNanos() - nanos) / nanos;
        }

        /** Whether hardly anything had run. */
        public boolean isAtStart() {
            return gone < START;
        }

        public boolean isInside() {
            return actual.compareTo(said.low()) >= 0 && actual.compareTo(said.high()) <= 0;
        }
    }

    /**
     * @param run empty when it had not begun
     * @param raw what the futures said before it was put right
     */
    private record Kept(Instant made, String run, String tasks, Span said, Span raw) {}

    /** A run whose end was written down with the forecasts, so that it is known when its records are gone. */
    private record Ended(String run, String tasks, Instant submitted, Instant finished) {}

    private KeptForecasts(Lines lines, List<WorkspacePast.PastRun> past) {
        List<Ended> runs = new ArrayList<>(lines.ended);
        Set<String> known = new HashSet<>();
        for (Ended run : runs) known.add(run.run);
        for (WorkspacePast.PastRun run : past)
            if (known.add(run.run().value()))
                runs.add(new Ended(run.run().value(), name(run.tasks()), run.submitted(), run.finished()));
        runs.sort(Comparator.comparing(Ended::run));
        int waiting = 0;
        for (int i = 0; i < lines.kept.size(); i++) {
            Instant until = until(lines.kept, i);
            boolean isScored = score(lines.kept.get(i), until, runs);
            // Another one took the place of what was made before it.
            if (!isScored && until.equals(Instant.MAX)) waiting++;
        }
        open = waiting;
    }

    /** When another forecast of the same tasks was made, so that this one is no more about what comes after. */
    private static Instant until(List<Kept> all, int at) {
        Kept kept = all.get(at);
        for (int i = at + 1; i < all.size() && kept.run.isEmpty(); i++)
            if (all.get(i).run.isEmpty() && all.get(i).tasks.equals(kept.tasks)) return all.get(i).made;
        return Instant.MAX;
    }

    private boolean score(Kept kept, Instant until, List<Ended> runs) {
        for (Ended run : runs) {
            boolean meant = kept.run.isEmpty()
                    ? !run.submitted.isBefore(kept.made)
                            && run.submitted.isBefore(until)
                            && run.tasks.equals(kept.tasks)
                    : run.run.equals(kept.run);
            if (!meant) continue;
            Instant from = kept.run.isEmpty() ? run.submitted : kept.made;
            double all =
                    Math.max(1, Duration.between(run.submitted, run.finished).toMillis());
            double gone = Duration.between(run.submitted, from).toMillis() / all;
            scored.add(new Scored(
                    kept.made,
                    run.run,
                    kept.said,
                    Duration.between(from, run.finished),
                    Math.max(0, Math.min(1, gone))));
            raw.add(kept.raw);
            return true;
        }
        return false;
    }

    /** Those whose run has ended, in the order in which they were made. */
    public List<Scored> scored() {
        return List.copyOf(scored);
    }

    /** How many forecasts have no ended run yet. */
    public int open() {
        return open;
    }

    /**
     * @param raw what the futures said
     * @param said what was told
     */
    static void keep(
            WorkspaceLayout layout,
            Instant made,
            Optional<String> run,
            Collection<TaskAddress> tasks,
            Span raw,
            Span said) {
        layout.create();
        WorkspacePast.append(
                layout.keptForecasts(),
                String.join(
                                "\t",
                                Long.toString(made.toEpochMilli()),
                                run.orElse(""),
                                name(tasks),
                                text(said),
                                text(raw))
                        + "\n");
    }

    private static String text(Span span) {
        return span.point().toMillis() + "\t" + span.low().toMillis() + "\t"
                + span.high().toMillis();
    }

    /** A run has ended: its forecasts can be scored from now on. */
    static void ended(
            WorkspaceLayout layout, String run, Collection<TaskAddress> tasks, Instant submitted, Instant finished) {
        Path file = layout.keptForecasts();
        if (!Files.exists(file)) return;
        WorkspacePast.append(
                file,
                String.join(
                                "\t",
                                ENDED,
                                run,
                                name(tasks),
                                Long.toString(submitted.toEpochMilli()),
                                Long.toString(finished.toEpochMilli()))
                        + "\n");
        forgetOld(file);
    }

    private static void forgetOld(Path file) {
        try {
            if (Files.size(file) < MOST_BYTES) return;
            List<String> lines = Files.readAllLines(file, UTF_8);
            Path aside = file.resolveSibling(file.getFileName() + ".new");
            Files.write(aside, lines.subList(lines.size() / 2, lines.size()), UTF_8);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; make it writable for you", e);
        }
    }

    /**
     * By how much forecasts were off whose runs were written down as ended.
     *
     * @param atStart those that were made when hardly anything had run; else the later ones
     */
    static Calibration calibration(WorkspaceLayout layout, boolean atStart) {
        KeptForecasts kept = new KeptForecasts(read(layout.keptForecasts()), List.of());
        Calibration calibration = new Calibration();
        for (int i = 0; i < kept.scored.size(); i++)
            if (kept.scored.get(i).isAtStart() == atStart)
                calibration.learn(kept.raw.get(i), kept.scored.get(i).actual());
        return calibration;
    }

    /** What was thought the last time of a run that had begun; absent while nothing was. O(forecasts kept). */
    static Optional<Foreseen> last(WorkspaceLayout layout, RunId run) {
        Optional<Foreseen> last = Optional.empty();
        for (Kept each : read(layout.keptForecasts()).kept)
            if (each.run.equals(run.value())) last = Optional.of(new Foreseen(each.made, each.said));
        return last;
    }

    private static String name(Collection<TaskAddress> tasks) {
        return Digest.of(new TreeSet<>(tasks).toString().getBytes(UTF_8)).hash();
    }

    static KeptForecasts of(WorkspaceLayout layout, WorkspacePast past) {
        return new KeptForecasts(read(layout.keptForecasts()), past.runs());
    }

    private record Lines(List<Kept> kept, List<Ended> ended) {}

    private static Lines read(Path file) {
        Lines lines = new Lines(new ArrayList<>(), new ArrayList<>());
        try {
            for (String line : Files.readAllLines(file, UTF_8)) read(line.split("\t", -1), lines);
        } catch (NoSuchFileException e) {
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + "; make it readable for you", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + " is damaged; remove it", e);
        }
        return lines;
    }

    /** One that has another number of fields was cut short when the disk was full. */
    private static void read(String[] fields, Lines into) {
        if (fields.length == 5 && fields[0].equals(ENDED)) {
            into.ended.add(new Ended(fields[1], fields[2], instant(fields[3]), instant(fields[4])));
        } else if (fields.length == 6 || fields.length == 9) {
            Span said = span(fields, 3);
            Span raw = fields.length == 9 ? span(fields, 6) : said;
            into.kept.add(new Kept(instant(fields[0]), fields[1], fields[2], said, raw));
        }
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static Span span(String[] fields, int at) {
        return new Span(millis(fields[at]), millis(fields[at + 1]), millis(fields[at + 2]));
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }
}
