package io.slipway.github.write;

import io.slipway.core.bridge.Complaint;

/**
 * Lines that GitHub's runner acts on when it finds them in the log, written so that no text in them can become another one.
 * Stateless.
 */
public final class WorkflowCommands {
    /** The runner keeps no more of a message. */
    private static final int LONGEST_MESSAGE = 4_096;

    private WorkflowCommands() {}

    public static String warning(String message) {
        return "::warning title=Slipway::" + message(message);
    }

    /** Shown beside the line of the file. */
    public static String annotation(Complaint complaint) {
        return at(
                complaint.error() ? "error" : "warning",
                complaint.file(),
                complaint.line(),
                complaint.column(),
                complaint.message());
    }

    /** @param column from 1; 0 when it is not known */
    public static String at(String level, String file, int line, int column, String message) {
        return "::" + level + " file=" + property(file) + ",line=" + line + (column > 0 ? ",col=" + column : "") + "::"
                + message(message);
    }

    public static String error(String message) {
        return "::error title=Slipway::" + message(message);
    }

    public static String group(String title) {
        return "::group::" + message(title);
    }

    public static String endGroup() {
        return "::endgroup::";
    }

    /** From here on the runner hides it. */
    public static String mask(String secret) {
        return "::add-mask::" + escaped(secret);
    }

    /**
     * Text that a task printed, in which nothing is a command.
     *
     * @param text ends with a line break, or is empty
     * @param token nobody else knows it; what follows it is heeded again
     */
    public static String unheeded(String text, String token) {
        if (text.contains(token))
            throw new IllegalArgumentException("token: the text has it (expected: one that nobody can know)");
        return "::stop-commands::" + token + "\n" + text + "::" + token + "::\n";
    }

    private static String message(String text) {
        int end = text.length() <= LONGEST_MESSAGE ? text.length() : text.offsetByCodePoints(0, LONGEST_MESSAGE / 2);
        return escaped(text.substring(0, end));
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return escaped(text).replace(":", "%3A").replace(",", "%2C");
    }
}
