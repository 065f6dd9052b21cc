package io.slipway.github.read;

import io.slipway.github.expression.Expression.Names;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** What expressions may name, by where they stand. */
final class Naming {
    private static final Set<String> STATUS = Set.of("always", "cancelled", "failure", "success");
    private static final Set<String> FILES = Set.of("hashfiles");

    static final Names NOTHING = new Names(Set.of(), Set.of());
    static final Names WORKFLOW = contexts("github", "inputs", "vars");
    static final Names WORKFLOW_ENV = more(WORKFLOW, Set.of(), "secrets");
    static final Names WORKFLOW_OUTPUT = more(WORKFLOW, Set.of(), "jobs");
    static final Names STRATEGY = more(WORKFLOW, Set.of(), "needs");
    static final Names JOB_IF = more(STRATEGY, STATUS);
    static final Names JOB = more(STRATEGY, Set.of(), "strategy", "matrix");
    static final Names JOB_SECRETS = more(JOB, Set.of(), "secrets");
    static final Names JOB_DEFAULTS = more(JOB, Set.of(), "env");
    static final Names CREDENTIALS = more(WORKFLOW, Set.of(), "secrets", "env");
    static final Names RUNNER_WITHOUT_SECRETS = more(JOB_DEFAULTS, Set.of(), "steps", "job", "runner");
    static final Names RUNNER = more(RUNNER_WITHOUT_SECRETS, Set.of(), "secrets");
    static final Names STEP = more(RUNNER, FILES);
    static final Names STEP_IF = more(more(RUNNER_WITHOUT_SECRETS, STATUS), FILES);

    private Naming() {}

    private static Names contexts(String... contexts) {
        return new Names(Set.of(contexts), Set.of());
    }

    private static Names more(Names names, Set<String> functions, String... contexts) {
        Set<String> allContexts = new TreeSet<>(names.contexts());
        allContexts.addAll(Arrays.asList(contexts));
        Set<String> allFunctions = new TreeSet<>(names.functions());
        allFunctions.addAll(functions);
        return new Names(allContexts, allFunctions);
    }
}
