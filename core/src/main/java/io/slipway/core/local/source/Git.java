package io.slipway.core.local.source;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs git in a directory, whatever repository the caller's environment speaks of. Stateless. */
final class Git {
    private Git() {}

    /** What git printed; null when it is not installed, or when it ended with 1, its way to say no. */
    static byte @Nullable [] run(List<String> command, Path directory) {
        ProcessBuilder builder = in(directory, command).redirectError(Redirect.DISCARD);
        Process git;
        try {
            git = builder.start();
        } catch (IOException e) {
            return null;
        }
        byte[] printed = finish(git, git.getInputStream(), directory);
        if (git.exitValue() == 0) return printed;
        if (git.exitValue() == 1) return null;
        throw refused(command, directory);
    }

    /** Asks again for what git has to say, which nobody reads while all is well. */
    private static SourceException refused(List<String> command, Path directory) {
        String complaint;
        try {
            Process git =
                    in(directory, command).redirectOutput(Redirect.DISCARD).start();
            complaint = new String(finish(git, git.getErrorStream(), directory), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            complaint = String.valueOf(e.getMessage());
        }
        return new SourceException("git cannot list " + directory + ": " + complaint
                + "; make `git status` work there, then run it again");
    }

    private static byte[] finish(Process git, InputStream from, Path directory) {
        try (InputStream in = from) {
            git.getOutputStream().close();
            byte[] printed = in.readAllBytes();
            git.waitFor();
            return printed;
        } catch (IOException e) {
            throw new SourceException("cannot read what git says of " + directory + "; run it again", e);
        } catch (InterruptedException e) {
            git.destroy();
            Thread.currentThread().interrupt();
            throw new SourceException("interrupted while git read " + directory + "; run it again", e);
        }
    }

    private static ProcessBuilder in(Path directory, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        forgetOtherRepositories(builder.environment());
        return builder;
    }

    /** A git hook runs with variables that point every git at its own repository and index. */
    private static void forgetOtherRepositories(Map<String, String> environment) {
        environment.remove("GIT_DIR");
        environment.remove("GIT_WORK_TREE");
        environment.remove("GIT_INDEX_FILE");
        environment.remove("GIT_PREFIX");
        environment.remove("GIT_COMMON_DIR");
        environment.put("LC_ALL", "C");
    }
}
