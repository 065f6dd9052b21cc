package io.slipway.jenkins.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a directory takes what is written to it, found by writing. Stateless; waits for the disk. */
public final class WritableDirectory {
    /** One name, so that a kill in between leaves one file at most. */
    private static final String PROBE = "probe";

    private WritableDirectory() {}

    /** What is wrong, and what to do; absent when all is well. Makes the directory if it is not there. */
    public static Optional<String> problem(Path directory) {
        Path probe = directory.resolve(PROBE);
        try {
            Files.createDirectories(directory);
            Files.write(probe, new byte[] {1});
            Files.delete(probe);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("Cannot write to the cache directory " + directory + " (" + e
                    + "), so builds reuse nothing, and slipwayRun fails. See that it is there, has room and that"
                    + " Jenkins may write to it, or name another one under Manage Jenkins, System, Slipway.");
        }
    }

    /** Of one that has not answered since the last look. */
    public static String silent(Path directory) {
        return "The cache directory " + directory
                + " does not answer, so builds that use it wait. See whether its disk or"
                + " file server works, or name another one under Manage Jenkins, System, Slipway.";
    }
}
