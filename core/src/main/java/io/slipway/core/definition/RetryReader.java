package io.slipway.core.definition;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.RetryPolicy.Backoff;
import io.slipway.core.pipeline.RetryPolicy.Failure;
import io.slipway.core.pipeline.RetryPolicy.OnLost;
import io.slipway.core.pipeline.TaskKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads {@code retry} of one task: a number of attempts, a map, or a list of maps that answer different failures. What
 * cannot be read of it is left at its default, with a problem.
 */
final class RetryReader {
    static final List<String> KEYS = Language.RETRY.names();
    static final List<String> BACKOFF_KEYS = Language.BACKOFF.names();
    private static final String EXAMPLE = "retry: {attempts: 3, backoff: 10s, on: [exit, timeout]}";
    private static final int DEFAULT_ATTEMPTS = 3; // two accidents in a row are rare
    private static final Duration DEFAULT_FIRST = Duration.ofSeconds(1); // what was busy a moment ago may be free
    private static final Duration DEFAULT_MOST = Duration.ofMinutes(5); // nobody waits longer for one task
    private static final double DEFAULT_FACTOR = 2;
    private static final double DEFAULT_JITTER = 0.2;
    private static final int MOST_ATTEMPTS = 100;
    private static final int HIGHEST_EXIT_CODE = 255;
    private static final SortedMap<String, Failure> FAILURES = new TreeMap<>();

    static {
        for (Failure failure : Failure.values()) FAILURES.put(failure.text(), failure);
    }

    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private final Problems problems;
    /** Where each failure was first named. */
    private final Map<Failure, Place> named = new EnumMap<>(Failure.class);

    private final TreeMap<Integer, Place> exitCodes = new TreeMap<>();
    private RetryPolicy policy = RetryPolicy.DEFAULT;

    RetryReader(Problems problems) {
        this.problems = problems;
    }

    RetryPolicy read(YamlValue value) {
        if (value.isList()) {
            for (YamlValue item : value.list("`retry`", EXAMPLE)) readMap(item);
        } else if (value.isText()) {
            for (Failure failure : byDefault()) answer(failure, backoff(attempts(value), DEFAULT_FIRST), value.place());
        } else {
            readMap(value);
        }
        return policy.onlyExitCodes(exitCodes.keySet());
    }

    /** What a second try may help against; a lost agent has an answer of its own, and memory does not come by waiting. */
    private static List<Failure> byDefault() {
        return List.of(Failure.EXIT, Failure.TIMEOUT);
    }

    private void readMap(YamlValue value) {
        Optional<YamlMap> read = value.map("`retry`", EXAMPLE);
        if (read.isEmpty()) return;
        YamlMap keys = read.get();
        keys.refuseOthersThan(KEYS);
        int attempts = keys.value("attempts").map(this::attempts).orElse(DEFAULT_ATTEMPTS);
        Backoff backoff = keys.value("backoff")
                .map(wait -> backoff(attempts, wait))
                .orElseGet(() -> backoff(attempts, DEFAULT_FIRST));
        Optional<YamlValue> on = keys.value("on");
        if (on.isPresent()) readFailures(on.get(), backoff);
        else for (Failure failure : byDefault()) answer(failure, backoff, value.place());
    }

    private int attempts(YamlValue value) {
        Optional<String> text = value.text("`attempts`", "attempts: 3");
        if (text.isEmpty()) return DEFAULT_ATTEMPTS;
        Optional<Integer> attempts = whole(text.get()).filter(number -> number >= 1 && number <= MOST_ATTEMPTS);
        if (attempts.isPresent()) return attempts.get();
        problems.add(
                value.place(),
                "`" + text.get() + "` is no number of attempts",
                "write how often it is tried in all, from 1 to " + MOST_ATTEMPTS);
        return DEFAULT_ATTEMPTS;
    }

    private static Optional<Integer> whole(String text) {
        return WHOLE.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Backoff backoff(int attempts, Duration first) {
        return first.isZero() ? Backoff.atOnce(attempts) : Backoff.doubling(attempts, first);
    }

    private Backoff backoff(int attempts, YamlValue value) {
        if (!value.isMap()) return backoff(attempts, wait(value, "backoff", DEFAULT_FIRST));
        Optional<YamlMap> read = value.map("`backoff`", "backoff: {first: 10s, factor: 2, most: 5m}");
        if (read.isEmpty()) return backoff(attempts, DEFAULT_FIRST);
        YamlMap keys = read.get();
        keys.refuseOthersThan(BACKOFF_KEYS);
        Duration first = keys.value("first")
                .map(wait -> wait(wait, "first", DEFAULT_FIRST))
                .orElse(DEFAULT_FIRST);
        double factor = keys.value("factor")
                .flatMap(number -> number(number, "factor", 1, 100))
                .orElse(DEFAULT_FACTOR);
        double jitter = keys.value("jitter")
                .flatMap(number -> number(number, "jitter", 0, 1))
                .orElse(DEFAULT_JITTER);
        Duration most =
                keys.value("most").map(wait -> wait(wait, "most", first)).orElse(longer(first, DEFAULT_MOST));
        if (most.compareTo(first) < 0) {
            keys.find("most")
                    .ifPresent(entry -> problems.add(
                            entry.value().place(),
                            "the longest wait is shorter than the first",
                            "let `most` be at least `first`, or leave it away"));
        }
        return new Backoff(attempts, first, factor, longer(first, most), jitter);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Duration wait(YamlValue value, String key, Duration otherwise) {
        Optional<String> text = value.text("`" + key + "`", key + ": 10s");
        Optional<Duration> wait = text.flatMap(Amounts::wait);
        if (text.isPresent() && wait.isEmpty()) {
            problems.add(
                    value.place(), "`" + text.get() + "` is no duration", "write for example `0s`, `10s` or `1m30s`");
        }
        return wait.orElse(otherwise);
    }

    private Optional<Double> number(YamlValue value, String key, int least, int most) {
        Optional<String> text = value.text("`" + key + "`", key + ": " + most);
        Optional<Double> number = text.filter(written -> NUMBER.matcher(written).matches())
                .map(Double::valueOf)
                .filter(read -> read >= least && read <= most);
        if (text.isPresent() && number.isEmpty()) {
            problems.add(
                    value.place(),
                    "`" + text.get() + "` cannot be a " + key,
                    "write a number from " + least + " to " + most + ", such as `"
                            + (key.equals("factor") ? DEFAULT_FACTOR : DEFAULT_JITTER) + "`");
        }
        return number;
    }

    private void readFailures(YamlValue value, Backoff backoff) {
        List<YamlValue> items = value.isText() ? List.of(value) : value.texts("`on`", "on: [exit, timeout]");
        if (value.isList() && items.isEmpty()) {
            problems.add(value.place(), "`on` names no failure", "write for example `on: [exit, timeout]`");
        }
        boolean isFirstCode = true;
        for (YamlValue item : items) {
            if (!isCode(item)) {
                readFailure(item, backoff);
            } else if (readExitCode(item) && isFirstCode) {
                isFirstCode = false;
                answer(Failure.EXIT, backoff, item.place());
            }
        }
    }

    private static boolean isCode(YamlValue item) {
        return WHOLE.matcher(item.knownText()).matches();
    }

    private void readFailure(YamlValue item, Backoff backoff) {
        String text = item.knownText();
        Failure failure = FAILURES.get(text);
        if (failure != null) answer(failure, backoff, item.place());
        else
            problems.add(
                    item.place(),
                    "unknown failure `" + text + "`",
                    DidYouMean.among(text, FAILURES.keySet())
                            .map(meant -> "did you mean `" + meant + "`?")
                            .orElse("write `exit`, `timeout`, `lost`, `exceeded` or an exit code"));
    }

    private boolean readExitCode(YamlValue item) {
        String text = item.knownText();
        int code = Integer.parseInt(text);
        if (code < 1 || code > HIGHEST_EXIT_CODE) {
            problems.add(
                    item.place(),
                    "`" + text + "` is no exit code of a command that failed",
                    "write a number from 1 to " + HIGHEST_EXIT_CODE);
            return false;
        }
        Place first = exitCodes.putIfAbsent(code, item.place());
        if (first == null) return true;
        problems.add(item.place(), "exit code " + code + " was named already (" + first + ")", "keep one of the two");
        return false;
    }

    private void answer(Failure failure, Backoff backoff, Place place) {
        Place first = named.putIfAbsent(failure, place);
        if (first == null) {
            policy = policy.with(failure, backoff);
            return;
        }
        String what = failure == Failure.EXIT ? "`exit`, or an exit code," : "`" + failure.text() + "`";
        problems.add(place, what + " was answered already (" + first + ")", "keep one of the two");
    }

    /** Says so when a lost agent is answered here, and elsewhere it is said that the task is not tried again then. */
    void refuseVainAnswer(Optional<OnLost> onLost, TaskKind kind) {
        Place place = named.get(Failure.LOST);
        boolean isTriedAgain = onLost.map(answer -> answer == OnLost.RETRY).orElse(kind.isReusable());
        if (place == null || isTriedAgain) return;
        problems.add(
                place,
                onLost.map(answer ->
                                "with `on-lost: " + answer.text() + "` it is not tried again when its agent is lost")
                        .orElse("a deploy is not tried again by itself when its agent is lost"),
                "write `on-lost: retry` if it may run twice, or take `lost` out of `on`");
    }
}
