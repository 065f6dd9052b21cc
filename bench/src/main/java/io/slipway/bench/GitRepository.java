package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Git, as much of it as a workspace needs. */
final class GitRepository {
    private GitRepository() {}

    /** Makes {@code directory} a repository in which all files are committed. */
    static void commitAll(Path directory) throws IOException, InterruptedException {
        TimedProcess.succeed(directory, "git", "init", "-q");
        TimedProcess.succeed(directory, "git", "add", "-A");
        TimedProcess.succeed(
                directory,
                "git",
                "-c",
                "user.name=bench",
                "-c",
                "user.email=bench@localhost",
                "-c",
                "gc.auto=0",
                "commit",
                "-q",
                "-m",
                "Begin");
    }
}
