package io.slipway.github.command;

import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.TestSplit;
import java.io.IOException;
import java.util.List;

/** {@code slipway github split}: prints the test files of this part of a matrix, and gives them as the output {@code files}. */
public record SplitCommand(Runner runner, TestSplit split) {
    public int call() throws IOException {
        Host host = runner.host();
        List<String> files = split.files(host.directory(), message -> host.err().println("warning: " + message));
        for (String file : files) host.out().println(file);
        if (!host.variable("GITHUB_OUTPUT").isEmpty()) runner.output("files", String.join("\n", files));
        return Host.DONE;
    }
}
