package io.slipway.cli;

import io.slipway.core.agent.Agent;
import io.slipway.core.content.Digest;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.FileJournal;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.PipelineCodec;
import io.slipway.core.simulate.CsvWorkload;
import io.slipway.core.simulate.RecordedWorkload;
import io.slipway.core.simulate.SeededWorkload;
import io.slipway.core.simulate.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the workload that a person named: a seed, a table, a journal, or a directory with journals. */
final class WorkloadFiles {
    private static final String SEED = "seed:";
    private static final String JOURNAL = "journal.jsonl";

    private WorkloadFiles() {}

    /**
     * @param fleet for which a day is made, when it is made from a seed
     * @throws IllegalArgumentException when there is nothing of that name, or it is no workload
     */
    static Workload read(String name, Surroundings surroundings, List<Agent> fleet) {
        if (name.startsWith(SEED))
            return SeededWorkload.builder(seed(name), fleet).build();
        Path path = surroundings.resolve(name);
        try {
            if (Files.isDirectory(path)) return recorded(journalsIn(path));
            if (!Files.isRegularFile(path)) {
                throw new IllegalArgumentException(
                        name + " is not there; name a table, a journal, a directory with journals, or seed:N");
            }
            String text = Files.readString(path);
            return text.startsWith("{") ? recorded(List.of(path)) : CsvWorkload.read(name, text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    name + " is no text in UTF-8; name a table, a journal, a directory with journals, or seed:N", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + "; make it readable for you", e);
        }
    }

    private static long seed(String name) {
        try {
            return Long.parseLong(name.substring(SEED.length()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " has no number; write seed:1, say", e);
        }
    }

    private static List<Path> journalsIn(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> journals =
                    all.filter(file -> file.endsWith(JOURNAL)).sorted().toList();
            if (journals.isEmpty()) {
                throw new IllegalArgumentException(
                        directory + " has no journals; name a workspace's .slipway/runs, say");
            }
            return journals;
        }
    }

    /** Beside each journal lies the pipeline that its run began with. */
    private static Workload recorded(List<Path> journals) throws IOException {
        Map<Digest, Pipeline> pipelines = new HashMap<>();
        List<RecordedWorkload.Recorded> events = new ArrayList<>();
        for (Path journal : journals) {
            Path pipeline = journal.resolveSibling("pipeline");
            if (!Files.exists(pipeline)) {
                throw new IllegalArgumentException(
                        journal + " lies without its pipeline; leave it in the directory of its run");
            }
            byte[] bytes = Files.readAllBytes(pipeline);
            pipelines.put(Digest.of(bytes), PipelineCodec.decode(bytes));
            for (JournalEntry entry : FileJournal.read(journal)) {
                events.add(new RecordedWorkload.Recorded(entry.at(), entry.event()));
            }
        }
        return RecordedWorkload.of(events, digest -> {
            Pipeline found = pipelines.get(digest);
            if (found == null)
                throw new IllegalArgumentException(
                        "pipeline " + digest + " is not there; leave journals in the directories of their runs");
            return found;
        });
    }
}
