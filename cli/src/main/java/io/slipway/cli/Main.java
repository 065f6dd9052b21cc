package io.slipway.cli;

import java.util.Optional;

/**
 * Where the {@code slipway} program begins.
 *
 * <p>A plain {@code slipway run} with well-known options is read without the option parser, whose classes alone cost
 * more than a whole run in which everything is reused; {@link PlainRun} says which those are. The same holds for
 * {@code slipway validate} alone, which editors and hooks call all the time. Everything else goes through
 * {@link CommandLines}.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Surroundings process = Surroundings.ofThisProcess();
        int code = execute(args, process);
        process.out().flush();
        process.err().flush();
        process.interruption().over();
        System.exit(code);
    }

    static int execute(String[] args, Surroundings surroundings) {
        try {
            Optional<RunArguments> plain = PlainRun.read(args);
            if (plain.isPresent()) return new WorkspaceRun(surroundings, plain.get()).call();
            if (args.length == 1 && args[0].equals("validate")) return new ValidateCommand(surroundings).call();
            return CommandLines.execute(args, surroundings);
        } catch (Exception | Error e) {
            return Faults.report(e, surroundings);
        }
    }
}
