package io.slipway.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many tasks may run at a time, the same for every command that runs some or thinks of it. */
final class JobsOption {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            description = "Run at most N tasks at a time; as many as the machine carries when not said.")
    private @Nullable Integer jobs;

    /** 0 when it is not said. */
    int atMost() {
        if (jobs == null) return 0;
        if (jobs < 1) throw Refusal.of(spec, "--jobs " + jobs + " (expected: a number from 1)");
        return jobs;
    }
}
