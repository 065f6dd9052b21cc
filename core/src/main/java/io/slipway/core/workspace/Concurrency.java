package io.slipway.core.workspace;

import static java.util.Objects.requireNonNull;

/**
 * That of all runs of one group on this machine one at a time goes on. Immutable.
 *
 * @param group its name; may hold <code>${{ branch }}</code>, <code>${{ tag }}</code> and <code>${{ event }}</code>, which
 *     only a run knows
 * @param whenBusy what a run does that finds another one going on
 */
public record Concurrency(String group, WhenBusy whenBusy) {
    /** Longer names are most likely a mistake. */
    public static final int LONGEST = 200;

    public Concurrency {
        if (group.isBlank() || group.length() > LONGEST)
            throw new IllegalArgumentException(
                    "group: '" + group + "' (expected: from 1 to " + LONGEST + " characters)");
        requireNonNull(whenBusy, "whenBusy");
    }

    /** What becomes of an older run of the group. */
    public enum WhenBusy {
        /** It goes on, and the newer one waits for its end. */
        QUEUE("queue"),
        /** It is cancelled; a deploy that runs may end. */
        CANCEL_OLDER("cancel-older"),
        /** It is cancelled with all that runs. */
        KILL_OLDER("kill-older");

        private final String text;

        WhenBusy(String text) {
            this.text = text;
        }

        /** As it is written. */
        public String text() {
            return text;
        }

        /**
         * @throws IllegalArgumentException when the text is none
         */
        public static WhenBusy parse(String text) {
            for (WhenBusy each : values()) if (each.text.equals(text)) return each;
            throw new IllegalArgumentException(
                    "when busy: '" + text + "' (expected: queue, cancel-older or kill-older)");
        }
    }

    /**
     * Reads {@code GROUP} or {@code GROUP=cancel-older}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static Concurrency parse(String text) {
        int sign = text.lastIndexOf('=');
        if (sign < 0) return new Concurrency(text, WhenBusy.QUEUE);
        return new Concurrency(text.substring(0, sign), WhenBusy.parse(text.substring(sign + 1)));
    }
}
