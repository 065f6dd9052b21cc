package io.slipway.cli;

import io.slipway.cli.view.ProblemText;
import io.slipway.cli.view.ValidationJson;
import io.slipway.core.definition.DefinitionFormat;
import io.slipway.core.definition.DefinitionReader;
import io.slipway.core.local.WorkspaceRoot;
import io.slipway.core.local.source.SourceFiles;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway fmt}. */
@Command(
        name = "fmt",
        header = "Writes definitions in their canonical form; comments stay.",
        description = "Names the files that it changes. What could not be kept is refused, and the file left as it is.")
final class FmtCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Definitions; all of the workspace when none is said.")
    private List<String> files = List.of();

    @Option(names = "--check", description = "Change nothing; end with 1 when a file is not in its canonical form.")
    private boolean check;

    @Mixin
    private PlaceOptions place = new PlaceOptions();

    FmtCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path start = surroundings.resolve(place.directory());
        List<Problem> problems = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (Path file : files.isEmpty() ? all(start) : named(start)) {
            String name = file.startsWith(start) ? start.relativize(file).toString() : file.toString();
            if (format(file, name, problems)) changed.add(name);
        }
        if (surroundings.isJson()) {
            surroundings.out().println(ValidationJson.formatted(changed, check, problems));
        } else {
            for (String name : changed) surroundings.tell(name + '\n');
            if (!problems.isEmpty()) surroundings.err().print(new ProblemText(surroundings.style()).all(problems));
        }
        if (!problems.isEmpty()) return ExitCode.WRONG_REQUEST;
        return check && !changed.isEmpty() ? ExitCode.TASK_FAILED : ExitCode.DONE;
    }

    private List<Path> named(Path start) {
        return files.stream().map(file -> start.resolve(file).normalize()).toList();
    }

    private static List<Path> all(Path start) {
        SourceFiles sources = SourceFiles.under(WorkspaceRoot.of(start));
        List<Path> all = new ArrayList<>();
        for (String name : List.of(DefinitionReader.WORKSPACE_FILE, DefinitionReader.SERVICE_FILE)) {
            for (String path : sources.named(name)) {
                Path file = sources.root().resolve(path);
                if (Files.exists(file)) all.add(file);
            }
        }
        return all;
    }

    /** Whether it was in another form. */
    private boolean format(Path file, String name, List<Problem> problems) {
        try {
            byte[] before = Files.readAllBytes(file);
            byte[] form = DefinitionFormat.canonical(name, before);
            if (Arrays.equals(before, form)) return false;
            if (!check) Files.write(file, form);
            return true;
        } catch (InvalidPipelineException refused) {
            problems.addAll(refused.problems());
        } catch (NoSuchFileException e) {
            problems.add(Problem.of(Optional.empty(), "there is no " + name, "name a file that is there"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot format " + name + "; make it readable and writable for you", e);
        }
        return false;
    }
}
