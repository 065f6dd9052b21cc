package io.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.journal.EntryCodec;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.run.RunResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonViewTest {
    private final EntryCodec codec = new EntryCodec();
    private final Printed out = new Printed();
    private final Printed err = new Printed();

    @Test
    void prints_each_entry_as_the_journal_has_it_and_the_summary_last() {
        RecordedRun run = RecordedRun.ofChain("a:gen", "a:make", "a:test")
                .reused("a:gen", 3, 900)
                .started("a:make", 10)
                .succeeded("a:make", 110, 100)
                .started("a:test", 111)
                .succeeded("a:test", 161, 50)
                .ended(165, RunResult.SUCCEEDED);

        show(run);

        List<String> lines = List.of(out.text().split("\n", -1));
        List<JournalEntry> read = new ArrayList<>();
        for (String line : lines.subList(0, lines.size() - 2)) {
            read.add(codec.decode(line.getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(read).isEqualTo(run.entries());
        assertThat(lines.get(lines.size() - 2))
                .isEqualTo("{\"type\":\"summary\",\"result\":\"succeeded\",\"tasks\":3,\"ran\":2,\"reused\":1,"
                        + "\"skipped\":0,\"failed\":0,\"retried\":0,\"wallMillis\":165,\"cpuMillis\":300,"
                        + "\"criticalPath\":[\"a:make\",\"a:test\"],\"criticalPathMillis\":150,"
                        + "\"savedByCacheMillis\":900,\"savedByParallelismMillis\":0,\"run\":\"0197-run\"}");
        assertThat(lines.get(lines.size() - 1)).isEmpty();
        assertThat(err.text()).isEmpty();
    }

    @Test
    void tells_people_what_failed_on_the_other_stream() {
        RecordedRun run = RecordedRun.ofChain("a:make")
                .started("a:make", 0)
                .failed("a:make", 5, 5, "exit code 1; read its log")
                .ended(6, RunResult.FAILED);

        show(run);

        assertThat(out.text()).doesNotContain("next:").contains("\"result\":\"failed\",\"tasks\":1,\"ran\":1");
        assertThat(err.text()).contains("a:make failed: exit code 1; read its log");
    }

    private void show(RecordedRun run) {
        JsonView view = new JsonView(
                out.stream(),
                err.stream(),
                Style.PLAIN,
                entry -> new String(codec.encode(entry), StandardCharsets.UTF_8));
        try (view) {
            run.tell(view);
            view.end(run.summary(), task -> Path.of("none"));
        }
    }
}
