package io.slipway.core.local.process;

/** The two signals that end processes, and the names of those a person may meet. Numbers as on Linux and macOS. */
enum Signal {
    TERM(15),
    KILL(9);

    final int number;

    Signal(int number) {
        this.number = number;
    }

    /** {@code " (SEGV)"}, or nothing if the number has no common name. */
    static String nameInBrackets(int number) {
        return switch (number) {
            case 1 -> " (HUP)";
            case 2 -> " (INT)";
            case 3 -> " (QUIT)";
            case 4 -> " (ILL)";
            case 6 -> " (ABRT)";
            case 8 -> " (FPE)";
            case 9 -> " (KILL)";
            case 11 -> " (SEGV)";
            case 13 -> " (PIPE)";
            case 14 -> " (ALRM)";
            case 15 -> " (TERM)";
            default -> "";
        };
    }
}
