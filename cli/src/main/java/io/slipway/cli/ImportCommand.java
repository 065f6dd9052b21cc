package io.slipway.cli;

import static java.util.Objects.requireNonNull;

import io.slipway.cli.view.ImportGraph;
import io.slipway.cli.view.ImportJson;
import io.slipway.cli.view.ImportText;
import io.slipway.core.agent.Agent;
import io.slipway.core.imported.DefinitionText;
import io.slipway.core.imported.ImportedPipeline;
import io.slipway.core.imported.Insights;
import io.slipway.core.inventory.Inventory;
import io.slipway.core.inventory.InventoryReader;
import io.slipway.core.local.source.GitChanges;
import io.slipway.core.pipeline.Problem;
import io.slipway.github.read.Known;
import io.slipway.gitlab.read.ChangedFiles;
import io.slipway.gitlab.read.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway import}. */
@Command(
        name = "import",
        header = "Reads the definition of another CI system and says what it would run, and what could be better.",
        description = "Fetches nothing: what lies elsewhere is told and left out. Ends with 2 when something is wrong.")
final class ImportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "SYSTEM", description = "Whose definition: ${COMPLETION-CANDIDATES}.")
    private @Nullable Host host;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The definition, such as .gitlab-ci.yml, or a workflow.")
    private String file = "";

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; text when not said.")
    private Format format = Format.text;

    @Option(
            names = "--variable",
            paramLabel = "NAME=VALUE",
            description = "A variable that rules may ask for, such as CI_COMMIT_BRANCH=main; for GitHub a value of a"
                    + " context, such as github.ref=refs/heads/main.")
    private Map<String, String> variables = new TreeMap<>();

    @Option(
            names = "--since",
            paramLabel = "REV",
            description =
                    "What rules and filters ask about changed files is answered by what git says changed since this"
                            + " revision; else it stays open.")
    private @Nullable String since;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "What the host tells of earlier jobs, for a forecast: for GitLab the answer to"
                    + " GET /projects/:id/jobs, for GitHub to GET /repos/OWNER/REPO/actions/runs/ID/jobs.")
    private @Nullable String history;

    @Option(
            names = "--fleet",
            paramLabel = "FILE",
            description = "An inventory of the machines that jobs run on, to find jobs that none can run.")
    private @Nullable String fleet;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private CommonOptions common = new CommonOptions();

    /** As written on the command line. */
    enum Host {
        github,
        gitlab
    }

    /** As written on the command line. */
    enum Format {
        text,
        json,
        dot,
        mermaid,
        slipway
    }

    ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ImportedPipeline imported = read(surroundings.resolve(file));
        Insights insights = Insights.of(imported, durations(), agents());
        switch (surroundings.isJson() ? Format.json : format) {
            case text -> surroundings.out().print(ImportText.of(imported, insights));
            case json -> surroundings.out().println(ImportJson.of(imported, insights));
            case dot -> surroundings.out().print(ImportGraph.dot(imported, insights));
            case mermaid -> surroundings.out().print(ImportGraph.mermaid(imported, insights));
            case slipway -> writeDefinition(imported);
        }
        return imported.problems().isEmpty() ? ExitCode.DONE : ExitCode.WRONG_REQUEST;
    }

    private void writeDefinition(ImportedPipeline imported) {
        for (Problem problem : imported.problems()) surroundings.warn(problem.toString());
        for (Problem note : imported.notes()) surroundings.warn(note.toString());
        if (imported.graph().nodes().isEmpty())
            throw new IllegalArgumentException(file + " has no job that could run; name a file with jobs");
        DefinitionText definition = DefinitionText.of(imported, "ci");
        for (Problem note : definition.notes()) surroundings.warn(note.toString());
        surroundings.out().print(definition.text());
    }

    private Function<String, Optional<Duration>> durations() {
        if (history == null) return name -> Optional.empty();
        byte[] bytes = bytes(history, "a list of jobs");
        Consumer<Problem> warn = problem -> surroundings.warn(problem.toString());
        return switch (requireNonNull(host, "host")) {
            case github -> io.slipway.github.read.JobHistory.read(history, bytes, warn)::expected;
            case gitlab -> io.slipway.gitlab.read.JobHistory.read(history, bytes, warn)::expected;
        };
    }

    private List<Agent> agents() {
        if (fleet == null) return List.of();
        Inventory inventory = new InventoryReader().read(fleet, bytes(fleet, "an inventory"));
        return inventory.agents().stream().map(Inventory.Listed::agent).toList();
    }

    private byte[] bytes(String name, String what) {
        try {
            return Files.readAllBytes(surroundings.resolve(name));
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " cannot be read; name " + what, e);
        }
    }

    private ImportedPipeline read(Path path) {
        byte[] bytes = bytes(
                file,
                host == Host.github ? "a file such as .github/workflows/ci.yml" : "a file such as .gitlab-ci.yml");
        Path root = projectRoot(path);
        String shown = root.relativize(path).toString().replace('\\', '/');
        return switch (requireNonNull(host, "host")) {
            case github ->
                new io.slipway.github.read.PipelineReader(
                                new io.slipway.github.read.DirectoryFiles(root),
                                Known.of(new TreeMap<>(variables)),
                                changed(root))
                        .read(shown, bytes);
            case gitlab ->
                new io.slipway.gitlab.read.PipelineReader(
                                new io.slipway.gitlab.read.DirectoryFiles(root),
                                new Variables(
                                        new TreeMap<>(variables),
                                        false,
                                        changed(root).map(ChangedFiles::new)))
                        .read(shown, bytes);
        };
    }

    private Optional<Set<String>> changed(Path root) {
        return Optional.ofNullable(since).map(revision -> GitChanges.since(root, revision));
    }

    /** The repository that the file lies in, else its directory: what it includes is named from there. */
    private static Path projectRoot(Path file) {
        Path directory = file.getParent() == null ? file : file.getParent();
        for (Path at = directory; at != null; at = at.getParent()) if (Files.exists(at.resolve(".git"))) return at;
        return directory;
    }
}
