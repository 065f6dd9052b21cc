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
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        classPath,
                        InterruptedRun.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
