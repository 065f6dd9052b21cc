package io.slipway.cli;

import io.slipway.cli.view.InitText;
import io.slipway.cli.view.ProblemText;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.WorkspaceRoot;
import io.slipway.core.local.source.SourceFiles;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.suggest.ProjectFiles;
import io.slipway.core.suggest.SuggestedService;
import io.slipway.core.suggest.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway init}. */
@Command(
        name = "init",
        header = "Writes a first slipway.yaml for each Maven, Gradle, Go and npm project found here.",
        description =
                "Looks at the files that git does not ignore, asks nothing and overwrites nothing. Ends with 2 when"
                        + " there is nothing to write a definition for.")
final class InitCommand implements Callable<Integer> {
    private static final String WORKSPACE_FILE = "slipway-workspace.yaml";
    private static final String SERVICE_FILE = "slipway.yaml";
    private static final Pattern SERVICE = Pattern.compile("(?m)^service:\\s*[\"']?([^\\s\"'#]+)");

    private final Surroundings surroundings;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Print what would be written, and write nothing.")
    private boolean dryRun;

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    InitCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path start = surroundings.resolve(where.directory());
        Path root = WorkspaceRoot.of(start);
        SourceFiles sources = SourceFiles.under(start);
        ProjectFiles files = new ProjectFiles(new TreeSet<>(sources.all()), path -> read(start.resolve(path)));
        Set<String> defined = new TreeSet<>();
        Set<String> taken = new TreeSet<>();
        for (String path : sources.named(SERVICE_FILE)) defined.add(directoryOf(path));
        for (String path : SourceFiles.under(root).named(SERVICE_FILE)) {
            Matcher service = SERVICE.matcher(new String(read(root.resolve(path)), StandardCharsets.UTF_8));
            if (service.find()) taken.add(service.group(1));
        }
        Suggestions suggested = Suggestions.of(files, defined, taken);
        if (dryRun) {
            for (SuggestedService service : suggested.services())
                surroundings.out().print("# " + service.path() + '\n' + service.text());
            return ending(suggested, defined);
        }
        List<String> written = write(suggested, start, root);
        InitText text = new InitText(
                written, defined.stream().map(InitCommand::definitionIn).toList(), suggested.notes());
        surroundings.tell(surroundings.isJson() ? text.json() + '\n' : text.text());
        int valid = validate(start);
        return valid == ExitCode.DONE ? ending(suggested, defined) : valid;
    }

    /** Somebody who has all definitions already has asked for nothing wrong. */
    private static int ending(Suggestions suggested, Set<String> defined) {
        return suggested.services().isEmpty() && defined.isEmpty() ? ExitCode.WRONG_REQUEST : ExitCode.DONE;
    }

    private static String directoryOf(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String definitionIn(String directory) {
        return directory.isEmpty() ? SERVICE_FILE : directory + "/" + SERVICE_FILE;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0]; // a link to nowhere, or a file that is tracked and gone: it asks for nothing
        }
    }

    private static List<String> write(Suggestions suggested, Path start, Path root) {
        List<String> written = new ArrayList<>();
        for (SuggestedService service : suggested.services())
            if (writeNew(start.resolve(service.path()), service.text())) written.add(service.path());
        boolean hasRoot = Files.exists(root.resolve(WORKSPACE_FILE)) || Files.exists(root.resolve(".git"));
        // Without it a part of the project would be another workspace, whenever one starts there.
        if (!hasRoot && !written.isEmpty() && writeNew(start.resolve(WORKSPACE_FILE), "slipway: 1\n"))
            written.add(WORKSPACE_FILE);
        return written;
    }

    /** False when the file is there, even if it came a moment ago. */
    private static boolean writeNew(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; make its directory writable for you", e);
        }
    }

    private int validate(Path start) {
        try (LocalEngine engine = surroundings.open(start, Map.of())) {
            return engine.pipeline().tasks().isEmpty() ? ExitCode.WRONG_REQUEST : ExitCode.DONE;
        } catch (InvalidPipelineException invalid) {
            surroundings.err().print(new ProblemText(surroundings.style()).all(invalid.problems()));
            return ExitCode.WRONG_REQUEST;
        }
    }
}
