package io.slipway.github.write;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A matrix for {@code strategy: {matrix: ${{ fromJSON(…) }}}}: only {@code include}, so that the jobs are exactly these. Never
 * empty, as GitHub fails a workflow with an empty one, and within its limits. Immutable. The same jobs give the same bytes.
 */
public record JobMatrix(List<MatrixEntry> entries) {
    /** GitHub's own limit of jobs in one matrix. */
    public static final int MOST_JOBS = 256;

    /** How long GitHub lets a job run that does not say. */
    private static final Duration LONGEST = Duration.ofHours(6);

    public JobMatrix {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) throw new IllegalArgumentException("entries: none (expected: at least one)");
        if (entries.size() > MOST_JOBS)
            throw new IllegalArgumentException(
                    "entries: " + entries.size() + " (expected: at most " + MOST_JOBS + ", as GitHub says)");
    }

    /** One job that finds everything done, for when there is nothing to do. */
    public static JobMatrix nothingToDo(List<String> runsOn) {
        return new JobMatrix(
                List.of(new MatrixEntry("nothing to do", List.of(), runsOn, Optional.of(Duration.ofMinutes(5)), 1, 1)));
    }

    /** @throws IllegalArgumentException when GitHub would not take it as an output */
    public String text() {
        StringBuilder text = new StringBuilder("{\"include\":[");
        for (MatrixEntry entry : entries) {
            if (text.charAt(text.length() - 1) == '}') text.append(',');
            long minutes = entry.timeout().map(JobMatrix::minutes).orElse(LONGEST.toMinutes());
            text.append("{\"name\":").append(JsonText.quoted(entry.name()));
            text.append(",\"runs-on\":").append(JsonText.list(entry.runsOn()));
            text.append(",\"tasks\":").append(JsonText.quoted(String.join("\n", entry.tasks())));
            text.append(",\"timeout-minutes\":").append(minutes);
            text.append(",\"index\":").append(entry.index());
            text.append(",\"total\":").append(entry.total()).append('}');
        }
        text.append("]}");
        if (text.length() > OutputFile.MOST_BYTES - 1_000) // leaves room for the other outputs
        throw new IllegalArgumentException("the matrix has " + text.length()
                + " bytes and GitHub takes no more than a million; select fewer tasks");
        return text.toString();
    }

    private static long minutes(Duration timeout) {
        return Math.min(LONGEST.toMinutes(), (timeout.toSeconds() + 59) / 60);
    }
}
