package io.slipway.gitlab.command;

import io.slipway.core.bridge.Host;
import io.slipway.core.bridge.TestSplit;
import java.io.IOException;

/** {@code slipway gitlab split}: prints the test files of this part of a parallel job. */
public record SplitCommand(Host host, TestSplit split) {
    public int call() throws IOException {
        for (String file : split.files(host.directory(), message -> Warnings.say(host, message)))
            host.out().println(file);
        return Host.DONE;
    }
}
