package io.slipway.github.command;

import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.Masks;
import io.slipway.core.bridge.SafeText;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import io.slipway.github.write.JobSummary;
import io.slipway.github.write.OutputFile;
import io.slipway.github.write.Trust;
import io.slipway.github.write.WorkflowCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A job of GitHub Actions as its runner sees it: what we say goes into the files and the log that it reads. Elsewhere, at a
 * desk say, the same is printed as plain text. Immutable.
 *
 * @param tokens texts that nobody can know beforehand, each another
 */
public record Runner(Host host, Supplier<String> tokens) {
    /** GitHub shows no more annotations of a step and a kind. */
    static final int MOST_ANNOTATIONS = 10;

    /** Whether a runner reads what we print. */
    boolean listens() {
        return host.variable("GITHUB_ACTIONS").equals("true");
    }

    /** Says what is not as it should be but breaks nothing. */
    void warn(String message) {
        String line = SafeText.oneLine(message);
        if (listens()) host.out().println(WorkflowCommands.warning(line));
        else host.err().println("warning: " + line);
    }

    /** A value for later steps and jobs; printed where there is nobody to take it. */
    void output(String name, String value) throws IOException {
        Optional<Path> file = file("GITHUB_OUTPUT");
        if (file.isPresent()) new OutputFile(file.get()).add(name, value, tokens.get());
        else host.out().println(name + "=" + value);
    }

    /** Where the page of this step goes, if there is one. */
    Optional<JobSummary> summary() {
        return file("GITHUB_STEP_SUMMARY").map(JobSummary::new);
    }

    /** Text that others wrote: nothing in it is a command. Ends with a line break. */
    void print(String text) {
        host.out().print(listens() ? WorkflowCommands.unheeded(text, tokens.get()) : text);
    }

    /** Has the runner hide what by its name is secret; told to nobody else, as it would be told. */
    void hideSecrets() {
        if (!listens()) return;
        for (String secret : Masks.of(host.environment()).secrets()) host.out().println(WorkflowCommands.mask(secret));
    }

    /** Shows what is wrong in definitions where it is written. */
    void annotate(InvalidPipelineException invalid, Path root) {
        if (!listens()) return;
        int shown = 0;
        for (Problem problem : invalid.problems()) {
            Optional<Place> place = problem.place();
            if (place.isEmpty() || ++shown > MOST_ANNOTATIONS) continue;
            String message = problem.message()
                    + problem.suggestion().map(better -> "; " + better).orElse("");
            host.out()
                    .println(WorkflowCommands.at(
                            "error",
                            fromRepository(root, place.get().file()),
                            place.get().line(),
                            place.get().column(),
                            message));
        }
    }

    /** A file of the workspace as GitHub names it, whose paths begin at the repository. */
    String fromRepository(Path root, String file) {
        String repository = host.variable("GITHUB_WORKSPACE");
        Path absolute = root.toAbsolutePath().normalize();
        if (repository.isEmpty() || !absolute.startsWith(Path.of(repository))) return file;
        return Path.of(repository).relativize(absolute.resolve(file)).toString().replace('\\', '/');
    }

    Trust trust() {
        Optional<byte[]> event = file("GITHUB_EVENT_PATH").flatMap(path -> {
            try {
                return Optional.of(Files.readAllBytes(path));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
        return Trust.of(host.environment(), event);
    }

    private Optional<Path> file(String variable) {
        return Optional.of(host.variable(variable))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    }
}
