package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordsTest {
    private static final Instant NOON = Instant.parse("2025-03-01T12:00:00Z");

    @TempDir
    Path directory;

    private final RandomGenerator random = new SplittableRandom(1);
    private WorkspaceLayout layout;

    @BeforeEach
    void no_runs() {
        layout = new WorkspaceLayout(directory);
        layout.create();
    }

    private RunId make(int number) throws IOException {
        RunId run = RunIds.next(NOON.plusSeconds(number), random);
        Files.createDirectories(layout.logs(run));
        Files.writeString(layout.logs(run).resolve("orders.compile.log"), "printed");
        return run;
    }

    private void write(RunId run, RunEvent... events) {
        try (FileJournal journal = FileJournal.open(layout.journal(run), FileJournal.Force.LEFT_TO_SYSTEM)) {
            journal.append(NOON, "ada", List.of(events));
        }
    }

    @Test
    void the_last_hundred_runs_are_kept() throws IOException {
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < 103; i++) runs.add(make(i));

        RunRecords.prune(layout);

        Collections.reverse(runs);
        assertThat(layout.allRuns()).isEqualTo(runs.subList(0, 100));
        assertThat(layout.logs(runs.get(99)).resolve("orders.compile.log")).hasContent("printed");
    }

    @Test
    void few_runs_are_left_alone() throws IOException {
        RunId run = make(0);

        RunRecords.prune(layout);

        assertThat(layout.allRuns()).containsExactly(run);
    }

    @Test
    void only_the_last_run_can_be_unfinished() throws IOException {
        assertThat(RunRecords.unfinished(layout)).isEmpty();

        RunId first = make(0);
        write(first, new RunEvent.RunCancelled(first, "enough"));
        assertThat(RunRecords.unfinished(layout)).contains(first);

        write(first, new RunEvent.RunFinished(first, RunResult.CANCELLED));
        assertThat(RunRecords.unfinished(layout)).isEmpty();

        RunId second = make(1);
        assertThat(RunRecords.unfinished(layout)).isEmpty();

        write(second, new RunEvent.RunCancelled(second, "enough"));
        assertThat(RunRecords.unfinished(layout)).contains(second);
    }
}
