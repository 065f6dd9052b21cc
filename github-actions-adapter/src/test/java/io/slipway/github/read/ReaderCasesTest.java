package io.slipway.github.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slipway.core.imported.ImportedPipeline;
import io.slipway.github.yaml.YamlReader;
import io.slipway.github.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The cases that GitHub's own readers are held to. They are not ours to ship: {@code -Dslipway.data=DIR} names them. */
class ReaderCasesTest {
    private static final String CASES = "ci-samples/oracles/gha-workflow-reader/workflow-parser/testdata/reader";

    /** Its workflows lie in other repositories; ours are read when they lie in the same one. */
    private static final String ELSEWHERE = "[a-z]+/[a-z]+/(\\.github/workflows/[A-Za-z0-9._-]+)@v1";

    @Test
    void every_case_of_githubs_own_readers_has_the_same_jobs_or_is_refused() throws IOException {
        Optional<Path> cases = Optional.ofNullable(System.getProperty("slipway.data"))
                .map(data -> Path.of(data).resolve(CASES))
                .filter(Files::isDirectory);
        assumeTrue(cases.isPresent(), "-Dslipway.data=DIR names no directory with " + CASES);

        List<String> disagreements = new ArrayList<>();
        int agreed = 0;
        for (Path file : files(cases.orElseThrow())) {
            String text = Files.readString(file);
            if (isUnderLimitsOfItsOwn(text)) continue;
            String difference = difference(text);
            if (difference.isEmpty()) agreed++;
            else disagreements.add(file.getFileName() + ": " + difference);
        }

        System.out.println("workflows: " + agreed + " cases agree, " + disagreements.size() + " do not");
        assertThat(disagreements).isEmpty();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** Refused by limits that only the case sets. */
    private static boolean isUnderLimitsOfItsOwn(String text) {
        return text.contains("may not contain more than 8 jobs") || text.contains("depth exceeded 2.");
    }

    private static String difference(String text) {
        String[] parts = text.replaceAll(ELSEWHERE, "./$1").split("(?m)^---\\s*$", -1);
        ReadRepository repository = new ReadRepository();
        for (int i = 2; i + 2 < parts.length; i += 2)
            repository.with(parts[i].strip().replaceFirst("^\\./", ""), parts[i + 1]);
        ImportedPipeline read = repository.pipeline(parts[1]);
        YamlValue expected = YamlReader.readJson("expected", parts[parts.length - 1].getBytes(UTF_8), problem -> {})
                .orElseThrow();
        List<YamlValue> errors = expected.get("errors").map(YamlValue::items).orElse(List.of());
        if (!errors.isEmpty() && read.problems().isEmpty())
            return "not refused: " + errors.get(0).get("Message");
        if (errors.isEmpty() && !read.problems().isEmpty()) return "refused: " + read.problems();
        if (!errors.isEmpty()) return "";
        TreeSet<String> theirs = new TreeSet<>();
        for (YamlValue job : expected.get("jobs").map(YamlValue::items).orElse(List.of()))
            theirs.add(job.get("id")
                    .map(id -> id.get("lit").orElse(id))
                    .flatMap(YamlValue::text)
                    .orElseThrow());
        TreeSet<String> ours = new TreeSet<>();
        read.jobs().forEach(job -> ours.add(job.group().replaceFirst(" / .*", "")));
        return ours.equals(theirs) ? "" : ours + " and not " + theirs;
    }
}
