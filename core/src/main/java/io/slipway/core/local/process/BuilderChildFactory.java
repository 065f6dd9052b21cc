package io.slipway.core.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts programs by {@link ProcessBuilder}, through {@code setsid} where that is installed: for machines without the native way. */
final class BuilderChildFactory implements ChildFactory {

    private static final Optional<Path> SETSID = Stream.of("/usr/bin/setsid", "/bin/setsid")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();

    @Override
    public Child start(ProcessSpec spec) throws StartFailed {
        Path program = ProgramSearch.find(spec);
        // setsid would start, and only then find nothing to run.
        if (!Files.isExecutable(program) || Files.isDirectory(program)) {
            throw ProgramSearch.explain(spec, program, "is gone; run it again");
        }
        List<String> argv = new ArrayList<>();
        SETSID.ifPresent(setsid -> argv.add(setsid.toString()));
        argv.add(program.toString());
        argv.addAll(spec.argv().subList(1, spec.argv().size()));

        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(spec.workingDirectory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        try {
            boolean piped = spec.filter().isPresent();
            if (!piped) {
                Files.write(spec.log(), new byte[0]);
                // Appending, so that programs which open it a second time do not write over each other.
                builder.redirectOutput(
                        ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
            }
            return new BuilderChild(builder.start(), SETSID.isPresent(), piped);
        } catch (IOException failure) {
            throw ProgramSearch.explain(
                    spec,
                    program,
                    "cannot be started: " + failure.getMessage() + "; try it by hand in the task's directory");
        }
    }
}
