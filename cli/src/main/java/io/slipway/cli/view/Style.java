package io.slipway.cli.view;

import java.util.Map;

/**
 * Colours, or none. {@code NO_COLOR} switches them off, {@code CLICOLOR_FORCE} on where nobody watches; a terminal that
 * calls itself {@code dumb} gets none and nothing that moves. Immutable.
 *
 * @param colour whether text is coloured
 * @param moving whether lines may be drawn over
 */
public record Style(boolean colour, boolean moving) {
    /** For files and pipes. */
    public static final Style PLAIN = new Style(false, false);

    public static Style of(Map<String, String> environment, boolean terminal) {
        boolean moves = terminal && !environment.getOrDefault("TERM", "").equals("dumb");
        String force = environment.getOrDefault("CLICOLOR_FORCE", "");
        boolean forced = !force.isEmpty() && !force.equals("0");
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty() && (moves || forced);
        return new Style(colour, moves);
    }

    String green(String text) {
        return painted("32", text);
    }

    String red(String text) {
        return painted("1;31", text);
    }

    public String yellow(String text) {
        return painted("33", text);
    }

    public String faint(String text) {
        return painted("2", text);
    }

    private String painted(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
