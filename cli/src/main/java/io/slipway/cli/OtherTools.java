package io.slipway.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Words that people bring along from Bazel, Nx, Turborepo, just, make and Gradle, and what to write here instead: no slip of
 * the finger explains them. Stateless.
 */
final class OtherTools {
    private static final String CHOOSE =
            "name services, directories or tasks behind the command, such as `orders:build`";
    private static final String RUN_ALL = "write `slipway run`, or `slipway run orders:build` for one task";

    private static final Map<String, String> COMMANDS = new HashMap<>();
    /** By name; each with options that do it where a command has one, and a sentence for elsewhere. */
    private static final Map<String, Option> OPTIONS = new HashMap<>();

    private record Option(List<String> here, String elsewhere) {}

    static {
        commands(RUN_ALL, "build", "make", "exec", "run-many", "start", "do", "up", "ci");
        commands("write `slipway run --kind test`, or `slipway run orders:test` for one task", "test", "check", "t");
        commands(
                "write `slipway graph` for all tasks and what they need",
                "list",
                "ls",
                "tasks",
                "targets",
                "query",
                "projects",
                "show",
                "info",
                "dep-graph",
                "deps");
        commands("write `slipway run --affected`, or --since REV", "affected", "changed");
        commands(
                "write `slipway run --rebuild` to reuse nothing, or `slipway cache gc` to shrink the store",
                "clean",
                "reset",
                "daemon");
        commands("write `slipway cache gc`", "prune", "clear", "purge");
        commands("write `slipway --version`", "version");
        commands("write `slipway fmt`", "format");
        commands("write `slipway explain TASK`", "why");
        commands("write `slipway validate`", "lint");
        options(List.of("--jobs"), "", "--parallel", "--max-parallel", "--max-workers", "--threads", "--workers");
        options(
                List.of("--rebuild"),
                "",
                "--force",
                "--no-cache",
                "--skip-nx-cache",
                "--rerun-tasks",
                "--always-make",
                "--skip-cache",
                "--no-reuse");
        options(List.of("--since"), "", "--base", "--from", "--diff");
        options(List.of("--affected"), "", "--changed", "--only-changed");
        options(List.of("--keep-going"), "", "--continue", "--no-bail", "--nx-bail", "--keep_going");
        options(List.of("--dry-run"), "`slipway plan` shows what a run would do", "--dry-run", "--dry", "-n", "--plan");
        options(List.of("--follow"), "`slipway watch` runs again what a saved file affects", "--watch", "-w");
        options(
                List.of("--task"),
                CHOOSE,
                "--filter",
                "--projects",
                "--project",
                "-p",
                "--target",
                "--targets",
                "-t",
                "--scope",
                "--exclude",
                "--service");
        options(List.of(), "`slipway graph` shows all tasks and what they need", "--list", "-l", "--tasks");
        options(List.of("--no-input"), "", "--yes", "-y", "--batch", "--non-interactive");
        options(List.of("--verbose"), "", "--debug", "--info", "--stacktrace", "--trace");
        options(List.of("--output"), "", "--out", "--file");
        options(List.of("--param"), "", "-D", "--set", "--define", "--arg");
        options(
                List.of("--directory"),
                "it stands behind the command: `slipway run -C DIR`",
                "-C",
                "--directory",
                "--cwd",
                "--chdir",
                "--root");
    }

    private OtherTools() {}

    private static void commands(String here, String... words) {
        for (String word : words) COMMANDS.put(word, here);
    }

    private static void options(List<String> here, String elsewhere, String... words) {
        for (String word : words) OPTIONS.put(word, new Option(here, elsewhere));
    }

    /** What to write instead of a command, where these are the ones there are. */
    static Optional<String> command(String word, Set<String> known) {
        boolean ofStore = known.contains("gc"); // those below `cache`
        if (ofStore && (word.equals("clean") || word.equals("reset")))
            return Optional.ofNullable(COMMANDS.get("prune"));
        return known.contains("watch") || ofStore ? Optional.ofNullable(COMMANDS.get(word)) : Optional.empty();
    }

    /** What to write instead of an option, where these are the ones there are. */
    static Optional<String> option(String word, Set<String> known) {
        Option meant = OPTIONS.get(word);
        if (meant == null) return Optional.empty();
        for (String each : meant.here()) if (known.contains(each)) return Optional.of("write `" + each + "`");
        return Optional.of(meant.elsewhere()).filter(text -> !text.isEmpty());
    }
}
