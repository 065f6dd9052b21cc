package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Git, as much of it as a workspace needs. */
final class GitRepository {
    private GitRepository() {}

    /** Makes {@code directory} a repository in which all files are committed. */
    static void commitAll(Path directory) throws IOException, InterruptedException {
        git(directory, "init", "-q");
        // One uncompressed pack: a file of its own for each object takes longer than some benches may.
        git(directory, "-c", "core.bigFileThreshold=1", "-c", "core.compression=0", "add", "-A");
        git(directory, "-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "-q", "-m", "Begin");
    }

    private static void git(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "gc.auto=0"));
        command.addAll(List.of(arguments));
        TimedProcess.run(directory, Map.of(), command).succeeded();
    }
}
