package io.slipway.cli;

/** Where the {@code slipway} program begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.err.println("slipway: no command is built in yet; build from a newer commit");
        System.exit(2);
    }
}
