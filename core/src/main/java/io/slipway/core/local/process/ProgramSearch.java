package io.slipway.core.local.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the file of a task's program the way a shell in the task would, and says in a person's words why a start failed. Looking
 * it up here, not in the C library, is what makes the task's own {@code PATH} count instead of Slipway's.
 */
final class ProgramSearch {

    /** What the C library uses when a process has no {@code PATH}. */
    private static final String DEFAULT_PATH = "/bin:/usr/bin";

    private ProgramSearch() {}

    /** The absolute file to execute. */
    static Path find(ProcessSpec spec) throws StartFailed {
        String name = spec.argv().get(0);
        Path directory = spec.workingDirectory().toAbsolutePath();
        if (name.indexOf('/') >= 0) return directory.resolve(name.replaceFirst("^(\\./+)+", ""));

        String path = spec.environment().getOrDefault("PATH", DEFAULT_PATH);
        List<Path> candidates = new ArrayList<>();
        for (String entry : path.split(":", -1)) {
            Path candidate = directory.resolve(entry).resolve(name);
            File file = candidate.toFile(); // says no without making an exception of it first
            if (file.canExecute() && !file.isDirectory()) return candidate;
            candidates.add(candidate);
        }
        for (Path candidate : candidates) {
            if (Files.isRegularFile(candidate)) throw notExecutable(candidate);
        }
        throw new StartFailed("command not found: " + name + " (looked in " + path.replace(":", ", ")
                + "); install it, or add its directory to the task's PATH");
    }

    /** Why starting {@code program} failed: looks at what there is now, and quotes {@code cause} if that is all in order. */
    static StartFailed explain(ProcessSpec spec, Path program, String cause) {
        Path directory = spec.workingDirectory();
        if (!Files.isDirectory(directory)) {
            return new StartFailed(
                    "no such working directory: " + directory + "; create it or correct the task's directory");
        }
        Path logs = spec.log().toAbsolutePath().getParent();
        if (logs == null || !Files.isDirectory(logs)) {
            return new StartFailed("cannot write the log " + spec.log() + ": no such directory; create it");
        }
        if (Files.exists(spec.log()) ? !Files.isWritable(spec.log()) : !Files.isWritable(logs)) {
            return new StartFailed("cannot write the log " + spec.log() + "; allow this user to write there");
        }
        if (!Files.exists(program)) {
            return new StartFailed("no such file: " + program + "; correct the command, or create the file first");
        }
        if (Files.isDirectory(program)) {
            return new StartFailed(program + " is a directory; name the program in it");
        }
        if (!Files.isExecutable(program)) return notExecutable(program);
        return interpreterOf(program)
                .filter(interpreter -> !Files.exists(interpreter))
                .map(interpreter -> new StartFailed(program + " asks for " + interpreter
                        + ", which does not exist; install it or correct its first line"))
                .orElseGet(() -> new StartFailed(program + " " + cause));
    }

    private static StartFailed notExecutable(Path file) {
        return new StartFailed(file + " is not executable; run chmod +x on it, or start it through its interpreter");
    }

    /** The program after {@code #!}. */
    private static Optional<Path> interpreterOf(Path script) {
        try (InputStream in = Files.newInputStream(script)) {
            String first = new String(in.readNBytes(256), StandardCharsets.ISO_8859_1);
            if (!first.startsWith("#!")) return Optional.empty();
            String line = first.lines().findFirst().orElseThrow().substring(2).strip();
            return line.isEmpty() ? Optional.empty() : Optional.of(Path.of(line.split("\\s+", 2)[0]));
        } catch (IOException unreadable) {
            // Only the explanation of another failure would have been better with it.
            return Optional.empty();
        }
    }
}
