package io.slipway.core.local.machine;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.local.source.FileStamp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Versions of the tools on a search path. A tool is asked once, which takes as long as it takes to start; the answer is
 * remembered with how its executable looked.
 *
 * <p>What a launcher such as {@code ~/.pyenv/shims/python} says depends on where it is asked, so it is asked each time.
 */
final class ToolVersions {
    private static final int FORMAT = 1;

    private final String searchPath;
    private final ToolRun runs;
    private final Path memo;
    private final SortedMap<String, String> remembered;

    ToolVersions(String searchPath, ToolRun runs, Path memo) {
        this.searchPath = searchPath;
        this.runs = runs;
        this.memo = memo;
        this.remembered = load(memo);
    }

    /** The version of the first executable of that name; absent when there is none or it does not tell. */
    Optional<String> find(Tool tool) {
        try {
            Optional<Path> executable = findExecutable(tool.program());
            return executable.isEmpty() ? Optional.empty() : find(tool, executable.get());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> find(Tool tool, Path executable) throws IOException {
        Path real = executable.toRealPath();
        if (isShim(executable) || isShim(real)) return ask(tool, executable);
        String key = tool + " " + real + " " + FileStamp.of(real);
        String known = remembered.get(key);
        if (known != null) return Optional.of(known);
        Optional<String> version = tool.written(real);
        if (version.isEmpty()) version = ask(tool, executable);
        if (version.isPresent()) remember(tool + " ", key, version.get());
        return version;
    }

    private static boolean isShim(Path executable) {
        return executable.toString().contains("/shims/");
    }

    private Optional<String> ask(Tool tool, Path executable) {
        return runs.printed(tool.command(executable.toString())).flatMap(Tool::version);
    }

    private Optional<Path> findExecutable(String program) {
        for (String directory : searchPath.split(File.pathSeparator, -1)) {
            if (directory.isEmpty()) continue;
            Optional<Path> candidate = executable(directory, program);
            if (candidate.isPresent()) return candidate;
        }
        return Optional.empty();
    }

    private static Optional<Path> executable(String directory, String program) {
        try {
            Path candidate = Path.of(directory, program);
            boolean runs = Files.isRegularFile(candidate) && Files.isExecutable(candidate);
            return runs ? Optional.of(candidate) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** One entry for each tool: what an older executable said is of no use any more. */
    private void remember(String prefix, String key, String version) {
        remembered.keySet().removeIf(other -> other.startsWith(prefix));
        remembered.put(key, version);
        try {
            Path aside = memo.resolveSibling(memo.getFileName() + ".new");
            Files.write(
                    aside,
                    new CanonicalOutput()
                            .writeByte(FORMAT)
                            .writeTextMap(remembered)
                            .toByteArray());
            Files.move(aside, memo, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            return; // it is asked again next time
        }
    }

    private static SortedMap<String, String> load(Path memo) {
        try {
            CanonicalInput in = new CanonicalInput(Files.readAllBytes(memo));
            if (in.readByte() != FORMAT) return new TreeMap<>();
            Map<String, String> read = in.readTextMap();
            in.expectEnd();
            return new TreeMap<>(read);
        } catch (IOException | MalformedContentException e) {
            return new TreeMap<>();
        }
    }
}
