package io.slipway.core.local;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.orchestrate.TaskSummary;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.run.RunOptions;
import io.slipway.core.run.SkipReason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example of docs/definition.md, each as a service of one workspace, with stand-ins for programs such as a database. */
@Timeout(300)
class DefinitionExamplesTest {
    // tests run in the module's directory
    private static final Path PAGE = Path.of("../docs/definition.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern SERVICE = Pattern.compile("# (\\S+)/slipway.yaml\n");
    private static final String TEMPLATES = "# templates/slipway-workspace.yaml\n";
    private static final Pattern WORKSPACE =
            Pattern.compile("(?s)```yaml\n# (?:(\\S+)/)?slipway-workspace.yaml\n(.*?)```");
    private static final String STAND_IN = """
            #!/bin/sh
            case "${0##*/} $*" in
              'node --version') echo v20.0.0 ;;
              'node server.js') exec sleep 1000 ;;
              postgres*) echo ready to accept connections; exec sleep 1000 ;;
              broker*) : >broker.sock; exec sleep 1000 ;;
              queue*) exec java ../Queue.java "$2" ;;
              pass*) echo a-signing-key ;;
              render-examples*) mkdir -p site/examples; : >site/examples/page ;;
              test*) mkdir -p "build/$2-linux" "build/$2-macos"; : >"build/$2-linux/passed"; : >"build/$2-macos/passed" ;;
              make*) mkdir -p build/classes; : >build/classes/made; : >build/all.jar ;;
            esac
            """;
    private static final String QUEUE = """
            public class Queue {
                public static void main(String[] arguments) throws Exception {
                    java.net.ServerSocket socket = new java.net.ServerSocket(Integer.parseInt(arguments[0]));
                    while (true) socket.accept().close();
                }
            }
            """;
    private static final String TESTS = """
            package shop.orders;
            public class Tests {
                public static void main(String[] none) {}
            }
            """;
    private static final String OTHER = """
            slipway: 1
            service: %s
            tasks:
              package: {run: make, inputs: [], outputs: [build/all.jar]}
              deploy: {run: make, inputs: [], kind: deploy}
            """;

    @TempDir
    Path directory;

    private Project project;

    @Test
    void every_example_runs() throws IOException {
        String page = Files.readString(PAGE);
        project = Project.in(directory, "nothing: {run: 'true', inputs: []}").write("Queue.java", QUEUE);
        for (String name : List.of("node", "npx", "curl", "postgres", "make", "pass")) standIn("bin/" + name);
        Matcher example = EXAMPLE.matcher(page);
        int parts = 0;
        while (example.find()) if (place(example.group(1), parts)) parts++;
        for (String name : List.of("payments", "database"))
            project.write(name + "/slipway.yaml", OTHER.formatted(name));
        project.write("orders/sources.txt", "src/main/Tests.java")
                .write("orders/src/main/Tests.java", TESTS)
                .write("contracts/src/order.json", "{}");
        String path = project.at("bin") + File.pathSeparator + System.getProperty("java.home") + "/bin"
                + File.pathSeparator + System.getenv("PATH");
        project.environment("PATH", path).environment("BRANCH_NAME", "main").environment("SLIPWAY_EVENT", "push");
        for (String name : List.of("NPM_TOKEN", "DB_PASSWORD", "CI_NPM_TOKEN"))
            project.environment(name, "value-" + name);
        project.commit();

        RunSummary summary = project.run(new RunRequest(
                        List.of(), Set.of(TaskKind.DEPLOY), TaskFilter.NONE, 0, false, new RunOptions(true, false))
                .approved(new Approvals(List.of("*"), Optional.empty())));

        List<TaskSummary> notDone = summary.tasks().stream()
                .filter(task -> !task.state().isDone())
                .filter(not(DefinitionExamplesTest::isForAnotherMachine))
                .toList();
        assertThat(notDone).isEmpty();
        Set<String> done = summary.tasks().stream()
                .filter(task -> task.state().isDone())
                .map(task -> task.task().service())
                .collect(Collectors.toSet());
        assertThat(parts).isGreaterThan(35);
        assertThat(done).hasSizeGreaterThanOrEqualTo(parts);
    }

    @Test
    void every_example_of_a_workspace_file_runs_with_a_task_that_uses_it() throws IOException {
        Map<String, String> uses = Map.of(
                "services", "{run: 'true'}",
                "limits", "{run: 'true', throttle: [registry, {class: database, weight: 2}]}",
                "secrets",
                        "{run: 'test $NPM_TOKEN/$DB_PASSWORD = an-npm-token/a-password', secrets: [NPM_TOKEN, DB_PASSWORD]}",
                "params",
                        "{run: [test, '${{ params.target }}/${{ params.copies }}/${{ vars.registry }}', =, staging/2/example.org]}",
                "groups", "{run: 'true'}");
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.writeString(Files.createDirectories(home.resolve(".config")).resolve("npm-token"), "an-npm-token\n");

        Matcher example = WORKSPACE.matcher(Files.readString(PAGE));
        Set<String> ran = new TreeSet<>();
        while (example.find()) {
            String name = example.group(1) == null ? "services" : example.group(1);
            if (name.equals("templates")) continue; // the services beside it are run with it
            assertThat(uses).as("a task that uses the example %s", name).containsKey(name);
            Project workspace = Project.in(Files.createDirectory(directory.resolve(name)), "unused: {run: 'false'}");
            workspace.write("vault", "#!/bin/sh\necho a-password\n");
            assertThat(workspace.at("vault").toFile().setExecutable(true)).isTrue();
            workspace.write(
                    "slipway-workspace.yaml", example.group(2).replace("[vault,", "[" + workspace.at("vault") + ","));
            for (String service : name.equals("services") ? List.of("orders", "contracts") : List.of("orders"))
                workspace.write(
                        service + "/slipway.yaml",
                        "slipway: 1\nservice: " + service + "\ntasks:\n  use: " + uses.get(name) + "\n");
            workspace
                    .environment("HOME", home.toString())
                    .environment("BRANCH_NAME", "main")
                    .commit();

            RunSummary summary = workspace.run(Project.request(RunOptions.DEFAULT, "*:use"));

            assertThat(summary.tasks())
                    .as(name)
                    .isNotEmpty()
                    .allMatch(task -> task.state().isDone());
            ran.add(name);
        }
        assertThat(ran).isEqualTo(uses.keySet());
    }

    /** Whether it is a part of a task, for which it is placed in a service of its own. */
    private boolean place(String example, int number) throws IOException {
        Matcher service = SERVICE.matcher(example);
        String name = service.lookingAt() ? service.group(1) : "example-" + number;
        for (String program :
                List.of("integration-test", "queue", "broker", "publish", "render-examples", "check-links"))
            standIn(name + "/" + program);
        project.write(name + "/site/index.html", "").write(name + "/app/server.js", "");
        if (example.contains("test/**")) project.write(name + "/test/a.test.js", "");
        else standIn(name + "/test");
        if (example.startsWith(TEMPLATES)) project.write("slipway-workspace.yaml", example);
        if (example.startsWith("# ")) {
            if (service.lookingAt()) project.write(name + "/slipway.yaml", example);
            return false;
        }
        String keys = (example.contains("run: ") ? "" : "run: make\n")
                + example.replace(
                        "[pass,", "[" + project.at("bin/pass") + ","); // the PATH of Slipway itself is as it is
        project.write(
                name + "/slipway.yaml",
                "slipway: 1\nservice: " + name + "\ntasks:\n  example:\n" + keys.indent(4)
                        + (example.contains("compile") ? "  compile: {run: 'true', inputs: []}\n" : ""));
        return true;
    }

    private void standIn(String path) {
        project.write(path, STAND_IN);
        assertThat(project.at(path).toFile().setExecutable(true)).isTrue();
    }

    /** Such as one with a licence of a GPU, or with Windows. */
    private static boolean isForAnotherMachine(TaskSummary task) {
        return task.skipped()
                .filter(why -> why.kind() == SkipReason.Kind.UNPLACEABLE)
                .isPresent();
    }
}
