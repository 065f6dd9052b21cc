package io.slipway.gitlab.read;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as GitLab writes them: {@code 1h 30m}, {@code 90 minutes}, {@code 3600}. Stateless. */
final class Times {
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*([a-z]*)[\\s,]*(?:and\\s+)?");

    private Times() {}

    static Optional<Duration> parse(String text) {
        String rest = text.strip().toLowerCase(Locale.ROOT);
        Matcher part = PART.matcher(rest);
        double seconds = 0;
        int end = 0;
        while (end < rest.length()) {
            if (!part.find(end) || part.start() != end) return Optional.empty();
            double unit = unit(part.group(2));
            if (unit == 0) return Optional.empty();
            seconds += Double.parseDouble(part.group(1)) * unit;
            end = part.end();
        }
        return seconds > 0 ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000))) : Optional.empty();
    }

    private static double unit(String name) {
        return switch (name) {
            case "", "s", "sec", "secs", "second", "seconds" -> 1;
            case "m", "min", "mins", "minute", "minutes" -> 60;
            case "h", "hr", "hrs", "hour", "hours" -> 3_600;
            case "d", "day", "days" -> 86_400;
            case "w", "week", "weeks" -> 604_800;
            case "mo", "mon", "mos", "month", "months" -> 2_592_000;
            case "y", "yr", "yrs", "year", "years" -> 31_536_000;
            default -> 0;
        };
    }
}
