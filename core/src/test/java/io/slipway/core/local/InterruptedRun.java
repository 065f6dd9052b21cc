package io.slipway.core.local;

import java.io.IOException;
import java.nio.file.Path;

/** A Slipway of its own that runs all tasks of a {@link Project}, for tests that kill it. */
final class InterruptedRun {
    private InterruptedRun() {}

    /** Runs the project in the directory that is named first. */
    public static void main(String[] arguments) {
        Project.at(Path.of(arguments[0])).run();
    }

    static Process start(Path directory) throws IOException {
        return ChildJvm.start(InterruptedRun.class, directory.toString());
    }
}
