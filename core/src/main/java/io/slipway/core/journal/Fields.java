package io.slipway.core.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.slipway.core.agent.Agent;
import io.slipway.core.agent.AgentState;
import io.slipway.core.agent.Booking;
import io.slipway.core.agent.Labels;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.Facts;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.SkipReason;
import io.slipway.core.run.Usage;
import io.slipway.core.run.WaitReason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, by name. What is asked for and is not there, or is something else, is an
 * {@link IllegalArgumentException} that names the field. Immutable.
 */
record Fields(Map<String, Object> values) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * @throws JournalException when the bytes are not exactly one JSON object
     */
    static Fields read(byte[] bytes, int offset, int length) {
        try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new JournalException("not a JSON object");
            Fields fields = object(parser);
            if (parser.nextToken() != null) throw new JournalException("something stands after the JSON object");
            return fields;
        } catch (IOException e) {
            throw new JournalException("not a JSON object: " + e.getMessage(), e);
        }
    }

    private static Fields object(JsonParser parser) throws IOException {
        Map<String, Object> values = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Object value = value(parser, parser.nextToken());
            if (value != null) values.put(name, value);
        }
        return new Fields(values);
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == null) return null;
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            Object item = value(parser, token);
            if (item != null) items.add(item);
        }
        return items;
    }

    private <T> Optional<T> find(String name, Class<T> type) {
        Object value = values.get(name);
        if (value == null) return Optional.empty();
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: a "
                    + type.getSimpleName().toLowerCase(Locale.ROOT) + ")");
        }
        return Optional.of(type.cast(value));
    }

    private <T> T get(String name, Class<T> type) {
        return find(name, type).orElseThrow(() -> new IllegalArgumentException(name + ": nothing (expected: a value)"));
    }

    Optional<String> find(String name) {
        return find(name, String.class);
    }

    String text(String name) {
        return get(name, String.class);
    }

    long number(String name) {
        return get(name, Long.class);
    }

    int numberOr(String name, int otherwise) {
        return find(name, Long.class).map(Math::toIntExact).orElse(otherwise);
    }

    double decimal(String name, double otherwise) {
        return find(name, Number.class).map(Number::doubleValue).orElse(otherwise);
    }

    boolean flag(String name) {
        return find(name, Boolean.class).orElse(false);
    }

    Duration millis(String name) {
        return Duration.ofMillis(number(name));
    }

    Optional<Duration> findMillis(String name) {
        return find(name, Long.class).map(Duration::ofMillis);
    }

    Digest digest(String name) {
        return Digest.parse(text(name));
    }

    RunId run() {
        return new RunId(text("run"));
    }

    TaskAddress task() {
        return TaskAddress.parse(text("task"));
    }

    List<TaskAddress> addresses(String name) {
        List<TaskAddress> addresses = new ArrayList<>();
        for (Object item : list(name)) addresses.add(TaskAddress.parse(item.toString()));
        return addresses;
    }

    private List<?> list(String name) {
        return find(name, List.class).orElse(List.of());
    }

    private List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        for (Object item : list(name)) {
            if (!(item instanceof Fields fields)) {
                throw new IllegalArgumentException(name + ": " + item + " (expected: an object)");
            }
            objects.add(fields);
        }
        return objects;
    }

    Agent agent() {
        TreeMap<String, String> labels = new TreeMap<>();
        get("labels", Fields.class).values().forEach((name, value) -> labels.put(name, value.toString()));
        return new Agent(
                text("agent"),
                new Labels(labels),
                capacity(),
                find("zone").orElse(""),
                decimal("costPerHour", 0),
                decimal("speed", 1));
    }

    private Resources capacity() {
        TreeMap<String, Integer> counts = new TreeMap<>();
        find("counts", Fields.class).ifPresent(pieces -> {
            for (String name : pieces.values().keySet()) counts.put(name, (int) pieces.number(name));
        });
        long diskBytes = find("diskBytes", Long.class).orElse(0L);
        return new Resources((int) number("milliCpu"), number("memoryBytes"), diskBytes, counts);
    }

    Booking booking() {
        TreeMap<String, String> requires = new TreeMap<>();
        get("requires", Fields.class).values().forEach((name, range) -> requires.put(name, range.toString()));
        return new Booking(
                text("booking"),
                text("holder"),
                requires.isEmpty() ? Selector.any() : Selector.of(requires),
                find("agent"),
                find("from").map(Instant::parse),
                millis("lengthMillis"),
                Instant.parse(text("deadline")));
    }

    Share share() {
        io.slipway.core.fairshare.Usage none = io.slipway.core.fairshare.Usage.NOTHING;
        Share share = Share.weighing(decimal("weight", 1))
                .guaranteeing(amounts("guaranteed").orElse(none))
                .holdingAtMost(amounts("most").orElse(none));
        Optional<io.slipway.core.fairshare.Usage> borrowed = amounts("borrowed");
        return borrowed.isPresent() ? share.borrowingAtMost(borrowed.get()) : share;
    }

    private Optional<io.slipway.core.fairshare.Usage> amounts(String name) {
        return find(name, Fields.class).map(fields -> {
            TreeMap<String, Long> amounts = new TreeMap<>();
            for (String resource : fields.values().keySet()) amounts.put(resource, fields.number(resource));
            return new io.slipway.core.fairshare.Usage(amounts);
        });
    }

    AgentState agentState() {
        return Names.find(AgentState.values(), text("state"));
    }

    RunOptions options() {
        return new RunOptions(
                flag("keepGoing"),
                flag("rebuild"),
                find("tenant").map(Tenant::of).orElse(RunOptions.ANYBODY),
                find("priority", Long.class).orElse(0L).intValue(),
                find("holder").orElse(""),
                facts());
    }

    private Facts facts() {
        SortedMap<String, String> values = new TreeMap<>();
        find("facts", Fields.class)
                .ifPresent(all -> all.values().forEach((name, value) -> values.put(name, value.toString())));
        SortedSet<String> changed = new TreeSet<>();
        for (Object path : list("changed")) changed.add(path.toString());
        return new Facts(values, changed);
    }

    Invalidation because() {
        List<Invalidation.Cause> causes = new ArrayList<>();
        for (Fields cause : objects("because")) {
            causes.add(new Invalidation.Cause(
                    Names.find(Invalidation.Cause.Kind.values(), cause.text("kind")),
                    cause.find("subject").orElse("")));
        }
        return new Invalidation(
                causes, find("moreCauses", Long.class).map(Math::toIntExact).orElse(0));
    }

    List<WaitReason> waitReasons() {
        List<WaitReason> reasons = new ArrayList<>();
        for (Fields reason : objects("reasons")) {
            reasons.add(new WaitReason(
                    Names.find(WaitReason.Kind.values(), reason.text("kind")),
                    reason.find("subject").orElse(""),
                    reason.find("needed", Long.class).orElse(0L),
                    reason.find("free", Long.class).orElse(0L),
                    reason.addresses("heldBy")));
        }
        return reasons;
    }

    Outcome outcome() {
        return new Outcome(
                Names.find(Outcome.Kind.values(), text("outcome")),
                (int) number("exitCode"),
                find("message").orElse(""));
    }

    Usage usage() {
        return new Usage(
                millis("wallMillis"),
                millis("cpuMillis"),
                number("peakMemoryBytes"),
                number("bytesIn"),
                number("bytesOut"));
    }

    SkipReason skipReason() {
        return new SkipReason(
                Names.find(SkipReason.Kind.values(), text("reason")),
                find("cause").map(TaskAddress::parse),
                find("detail").orElse(""));
    }

    RunResult result() {
        return Names.find(RunResult.values(), text("result"));
    }
}
