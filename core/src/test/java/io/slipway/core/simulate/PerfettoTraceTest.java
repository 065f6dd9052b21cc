package io.slipway.core.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.pipeline.Resources;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PerfettoTraceTest {
    @Test
    void has_a_slice_for_each_attempt_on_a_track_of_its_agent_and_marks_for_faults() {
        StringWriter out = new StringWriter();
        Arrival run = Farms.run(
                "a",
                Duration.ofSeconds(5),
                Duration.ofMillis(1500),
                Farms.task("s:one"),
                Farms.task("s:two"),
                Farms.task("s:three"));
        Fault slow = new Fault(Fault.Kind.SLOWS_DOWN, Duration.ofMillis(5100), 0, Duration.ZERO);

        try (PerfettoTrace trace = new PerfettoTrace(out)) {
            simulation(run, slow).watch(trace).build().run();
        }

        assertThat(out.toString().lines())
                .startsWith("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[")
                .contains(
                        "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":1,\"args\":{\"name\":\"agent-1\"}},",
                        "{\"ph\":\"i\",\"s\":\"g\",\"name\":\"slows down\",\"pid\":0,\"tid\":0,\"ts\":5100000.000,"
                                + "\"args\":{\"agent\":0,\"seconds\":0}},",
                        "{\"ph\":\"X\",\"name\":\"s:one\",\"cat\":\"succeeded\",\"pid\":1,\"tid\":0,\"ts\":5000000.000,"
                                + "\"dur\":1500000.000,\"args\":{\"run\":\"a\",\"attempt\":1,\"outcome\":\"succeeded\"}},")
                .anyMatch(line -> line.contains("\"tid\":1,\"ts\":5000000.000"))
                .anyMatch(line -> line.contains("waiting tasks"))
                .endsWith("]}");
        assertThat(isJson(out.toString())).isTrue();
    }

    @Test
    void says_what_went_down_with_its_agent() {
        StringWriter out = new StringWriter();
        Arrival run = Farms.run("a", Duration.ZERO, Duration.ofSeconds(20), Farms.task("s:one"));

        try (PerfettoTrace trace = new PerfettoTrace(out)) {
            simulation(run, new Fault(Fault.Kind.DIES, Duration.ofSeconds(10), 0, Duration.ofSeconds(60)))
                    .watch(trace)
                    .build()
                    .run();
        }

        assertThat(out.toString())
                .contains("\"outcome\":\"went down with its agent\"", "\"attempt\":2,\"outcome\":\"succeeded\"");
    }

    @Test
    void names_with_quotes_and_line_breaks_stay_json() {
        StringWriter out = new StringWriter();
        PerfettoTrace trace = new PerfettoTrace(out);

        trace.up(0, new Agent("a \"quoted\\ one\n", Labels.of(Map.of()), Resources.DEFAULT));
        trace.close();

        assertThat(out.toString()).contains("\"a \\\"quoted\\\\ one\\u000a\"");
        assertThat(isJson(out.toString())).isTrue();
    }

    @Test
    void says_when_it_cannot_be_written() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> new PerfettoTrace(full))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("the trace cannot be written; make room on its disk");
    }

    private static Simulation.Builder simulation(Arrival run, Fault fault) {
        return Simulation.of(Farms.plain(1, 2), Workload.of(List.of(run))).faults(List.of(fault));
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            while (parser.nextToken() != null) {}
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
