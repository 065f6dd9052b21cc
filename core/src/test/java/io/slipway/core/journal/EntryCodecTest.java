package io.slipway.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.slipway.core.audit.AuditChain;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodecTest {
    private static final Instant NOON = Instant.parse("2025-03-01T12:00:00Z");

    private final EntryCodec codec = new EntryCodec();

    static Stream<String> names() {
        return Events.byName().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void writes_the_line_that_its_golden_file_has(String name) {
        assertThat(new String(codec.encode(entry(name)), UTF_8)).isEqualTo(golden(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void reads_the_golden_file(String name) {
        assertThat(codec.decode(golden(name).getBytes(UTF_8))).isEqualTo(entry(name));
    }

    @Test
    void has_a_golden_file_for_every_kind_of_event() {
        Set<Class<?>> kinds = new HashSet<>();
        for (Event event : Events.byName().values()) kinds.add(event.getClass());

        assertThat(kinds).containsAll(Arrays.asList(RunEvent.class.getPermittedSubclasses()));
        assertThat(kinds).containsAll(Arrays.asList(FleetEvent.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"quoted\" and \\ back",
                "first\nsecond\r\n\ttab\b\f end",
                "\u0000\u0007\u001b[1mbold\u001f",
                "grün – 日本 \ud83d\ude00",
                "\"",
                "ends with \\"
            })
    void a_text_of_any_characters_is_valid_json_and_comes_back(String text) throws IOException {
        JournalEntry entry =
                new JournalEntry(1, NOON, text, AuditChain.START, new RunEvent.RunCancelled(new RunId("r"), text));

        byte[] line = codec.encode(entry);

        assertThat(new String(line, UTF_8)).doesNotContain("\n");
        try (JsonParser json = new JsonFactory().createParser(line)) {
            while (json.nextToken() != null) assertThat(json.currentToken()).isNotNull();
        }
        assertThat(codec.decode(line)).isEqualTo(entry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-03-01T12:00:00Z",
                "2025-03-01T12:00:00.001Z",
                "2025-03-01T12:00:00.120Z",
                "2025-03-01T12:00:00.000001Z",
                "2025-03-01T12:00:00.120030Z",
                "2025-03-01T12:00:00.000000001Z",
                "2025-03-01T12:00:00.999999999Z",
                "1969-12-31T23:59:59.500Z",
                "+10000-01-01T00:00:00Z"
            })
    void a_time_is_written_as_everybody_writes_it(String text) {
        Instant time = Instant.parse(text);
        codec.encode(entry("runFinished"));
        JournalEntry entry =
                new JournalEntry(1, time, "ada", AuditChain.START, new RunEvent.RunCancelled(new RunId("r"), ""));

        String line = new String(codec.encode(entry), UTF_8);

        assertThat(line).contains("\"at\":\"" + time + "\"");
    }

    @Test
    void passes_over_fields_that_it_does_not_know() {
        String line = golden("runFinished").replace("{", "{\"new\":{\"deep\":[1,2.5,null,{}]},\"other\":\"x\",");

        assertThat(codec.decode(line.getBytes(UTF_8))).isEqualTo(entry("runFinished"));
    }

    @Test
    void says_which_type_it_does_not_know() {
        String line = golden("runFinished").replace("\"runFinished\"", "\"runPostponed\"");

        assertThatThrownBy(() -> codec.decode(line.getBytes(UTF_8)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("runPostponed")
                .hasMessageContaining("newer Slipway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"result\":\"succeeded\"", "\"run\":\"01955555-0000-7000-8000-000000000001\""})
    void says_which_field_is_missing(String field) {
        String line = golden("runFinished").replace(field, "\"gone\":1");

        assertThatThrownBy(() -> codec.decode(line.getBytes(UTF_8)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("runFinished")
                .hasMessageContaining(field.substring(1, field.indexOf('"', 1)) + ": nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sequence\":\"seven\"",
                "\"at\":\"yesterday\"",
                "\"result\":\"splendid\"",
                "\"result\":12",
            })
    void says_which_value_is_wrong(String replacement) {
        String field = replacement.substring(0, replacement.indexOf(':'));
        String line = golden("runFinished").replaceFirst(field + ":(\"[^\"]*\"|\\d+)", replacement);

        assertThatThrownBy(() -> codec.decode(line.getBytes(UTF_8)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(
                        replacement.substring(replacement.indexOf(':') + 1).replace("\"", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{\"sequence\":1", "{} {}", "nonsense"})
    void refuses_what_is_not_one_object(String line) {
        assertThatThrownBy(() -> codec.decode(line.getBytes(UTF_8)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("JSON object");
    }

    private static JournalEntry entry(String name) {
        return new JournalEntry(7, NOON, "ada", AuditChain.START, Events.named(name));
    }

    private static String golden(String name) {
        String resource = "golden/" + name + ".json";
        try (InputStream in = EntryCodecTest.class.getResourceAsStream(resource)) {
            if (in == null) throw new AssertionError("no golden file " + resource);
            return new String(in.readAllBytes(), UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
