package io.slipway.cli.view;

import java.time.Duration;

/** Durations and sizes as people read them: three digits or so, and a unit. */
final class Amounts {
    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int STEP = 1024;

    private Amounts() {}

    /** {@code 0.42s}, {@code 12.3s}, {@code 2m05s}, {@code 1h02m}. */
    static String duration(Duration duration) {
        long millis = Math.max(0, duration.plusNanos(500_000).toMillis());
        if (millis < 9_995) return decimal((millis + 5) / 10, 2) + "s";
        if (millis < 59_950) return decimal((millis + 50) / 100, 1) + "s";
        long seconds = (millis + 500) / 1000;
        if (seconds < 3600) return seconds / 60 + "m" + twoDigits(seconds % 60) + "s";
        long minutes = (seconds + 30) / 60;
        return minutes / 60 + "h" + twoDigits(minutes % 60) + "m";
    }

    /** As {@link #duration}, for a number that changes before one's eyes: {@code 0.4s}, {@code 12.3s}, {@code 2m05s}. */
    static String passing(Duration duration) {
        long tenths = Math.max(0, duration.toMillis()) / 100;
        return tenths < 600 ? decimal(tenths, 1) + "s" : duration(duration);
    }

    /** {@code 812 B}, {@code 1.4 MiB}, {@code 181 MiB}. */
    static String bytes(long bytes) {
        int unit = 0;
        double amount = bytes;
        while (amount >= STEP - 0.5 && unit < SIZES.length - 1) {
            amount /= STEP;
            unit++;
        }
        boolean whole = unit == 0 || amount >= 9.95;
        return (whole ? Long.toString(Math.round(amount)) : decimal(Math.round(amount * 10), 1)) + " " + SIZES[unit];
    }

    /** {@code 1 task}, {@code 31 tasks}. */
    static String count(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }

    private static String decimal(long scaled, int places) {
        long scale = places == 1 ? 10 : 100;
        String fraction = Long.toString(scaled % scale);
        return scaled / scale + "." + "0".repeat(places - fraction.length()) + fraction;
    }

    private static String twoDigits(long number) {
        return (number < 10 ? "0" : "") + number;
    }
}
