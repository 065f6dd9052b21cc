package io.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher in a checkout of nothing, with a {@code java} and a {@code mvn} that only tell what they were asked. */
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "bash", "cat", "cp", "find", "flock", "grep", "mkdir", "mktemp", "mv", "readlink", "rm", "sed", "touch");

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new TreeMap<>();
    private Path checkout = Path.of("");
    private Path bin = Path.of("");

    @BeforeEach
    void lay_out_a_checkout() throws IOException {
        checkout = Files.createDirectories(directory.toRealPath().resolve("a checkout"));
        bin = Files.createDirectory(directory.resolve("bin"));
        Files.copy(Path.of(System.getProperty("basedir", "."), "../slipway"), checkout.resolve("slipway"));
        for (String source : List.of(
                "pom.xml",
                "core/pom.xml",
                "gitlab-adapter/pom.xml",
                "github-actions-adapter/pom.xml",
                "cli/pom.xml",
                "core/src/main/A.java",
                "gitlab-adapter/src/main/C.java",
                "github-actions-adapter/src/main/D.java",
                "cli/src/main/B.java")) {
            Path file = checkout.resolve(source);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "as checked out");
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }
        for (String tool : TOOLS) {
            Path real = Path.of("/usr/bin", tool);
            Files.createSymbolicLink(bin.resolve(tool), Files.exists(real) ? real : Path.of("/bin", tool));
        }
        program("mvn", """
                echo "$*" >> builds
                mkdir building || echo overlap >> builds
                [[ ! -e failing ]] || { echo "[ERROR] a.java:1 no such thing"; exit 1; }
                [[ ! -e online || $* != *' -o'* ]] || { echo "[ERROR] cannot reach it in offline mode"; rm -r building; exit 1; }
                mkdir -p cli/target/lib
                echo built > cli/target/slipway.jar
                echo built > cli/target/lib/slipway-core.jar
                rm -r building
                """);
        java(17);
        environment.put("PATH", bin.toString());
    }

    @Test
    void builds_once_and_then_runs_what_it_was_asked() throws Exception {
        Answer first = launch("run", "a b");
        Answer second = launch("plan");

        assertThat(first.stderr).containsExactly("Building Slipway (first run only)…");
        assertThat(first.stdout).singleElement().asString().endsWith("slipway.jar run a b");
        assertThat(second.stderr).isEmpty();
        assertThat(second.stdout).singleElement().asString().endsWith("-jar " + first.jar() + " plan");
        assertThat(builds()).containsExactly("-B -P launcher -pl cli -am package -o");
    }

    @Test
    void runs_with_the_classes_of_a_training_run_at_hand() throws Exception {
        Answer answer = launch("plan");

        Path archive = checkout.resolve("cli/target/launch/slipway.jsa");
        assertThat(archive).exists();
        assertThat(answer.stdout).singleElement().asString().contains("-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void options_for_java_come_from_the_environment() throws Exception {
        environment.put("SLIPWAY_JAVA_OPTIONS", "-Xmx1g -XX:TieredStopAtLevel=4");

        Answer answer = launch("plan");

        assertThat(answer.stdout)
                .singleElement()
                .asString()
                .endsWith(" -Xmx1g -XX:TieredStopAtLevel=4 -jar " + answer.jar() + " plan");
    }

    @Test
    void an_archive_that_fails_its_checks_is_not_used() throws Exception {
        environment.put("CANNOT_SHARE", "yes");

        Answer answer = launch("plan");

        assertThat(answer.status).isZero();
        assertThat(answer.stdout).singleElement().asString().doesNotContain("-XX:SharedArchiveFile");
        assertThat(launch("plan").stderr).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void builds_again_when_a_source_is_newer() throws Exception {
        launch("plan");
        Files.setLastModifiedTime(
                checkout.resolve("core/src/main/A.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        Answer answer = launch("plan");

        assertThat(answer.stderr).containsExactly("Building Slipway (its sources changed)…");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void a_build_leaves_alone_what_another_slipway_may_be_running_from() throws Exception {
        String before = launch("plan").jar();
        Object jar =
                Files.readAttributes(Path.of(before), BasicFileAttributes.class).fileKey();
        Files.setLastModifiedTime(
                checkout.resolve("core/src/main/A.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        String after = launch("plan").jar();

        assertThat(after).isNotEqualTo(before);
        assertThat(Path.of(before).resolveSibling("lib/slipway-core.jar")).exists();
        assertThat(Files.readAttributes(Path.of(before), BasicFileAttributes.class)
                        .fileKey())
                .isEqualTo(jar);
    }

    @Test
    void only_the_last_two_builds_are_kept() throws Exception {
        String first = launch("plan").jar();
        for (int i = 1; i <= 2; i++) {
            Files.setLastModifiedTime(
                    checkout.resolve("core/src/main/A.java"),
                    FileTime.from(Instant.now().plusSeconds(60 * i)));
            launch("plan");
        }

        assertThat(Path.of(first)).doesNotExist();
        assertThat(builds()).hasSize(3);
    }

    @Test
    void builds_again_when_a_source_is_gone() throws Exception {
        launch("plan");
        Files.delete(checkout.resolve("cli/src/main/B.java"));
        Files.setLastModifiedTime(
                checkout.resolve("cli/src/main"), FileTime.from(Instant.now().plusSeconds(60)));

        launch("plan");

        assertThat(builds()).hasSize(2);
    }

    @Test
    void trains_again_for_another_java() throws Exception {
        launch("plan");
        Path other = directory.resolve("jdk");
        Files.createDirectories(other.resolve("bin"));
        Files.copy(bin.resolve("java"), other.resolve("bin/java"));
        Files.delete(checkout.resolve("cli/target/launch/slipway.jsa"));
        environment.put("JAVA_HOME", other.toString());

        Answer answer = launch("plan");

        assertThat(answer.status).isZero();
        assertThat(checkout.resolve("cli/target/launch/slipway.jsa")).exists();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void asks_servers_only_when_something_is_missing() throws Exception {
        Files.createFile(checkout.resolve("online"));

        Answer answer = launch("plan");

        assertThat(answer.status).isZero();
        assertThat(builds())
                .containsExactly("-B -P launcher -pl cli -am package -o", "-B -P launcher -pl cli -am package");
    }

    @Test
    void a_failed_build_points_to_its_log() throws Exception {
        Files.createFile(checkout.resolve("failing"));

        Answer answer = launch("plan");

        assertThat(answer.status).isEqualTo(3);
        assertThat(answer.stdout).isEmpty();
        assertThat(answer.stderr)
                .containsExactly(
                        "Building Slipway (first run only)…",
                        "[ERROR] a.java:1 no such thing",
                        "slipway: Slipway could not be built: read " + checkout.resolve("target/launcher.log")
                                + ", then run this again");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void launches_at_once_build_once() throws Exception {
        List<Process> launches = new ArrayList<>();
        for (int i = 0; i < 8; i++)
            launches.add(start(checkout, checkout.resolve("slipway").toString(), "plan"));

        for (Process launch : launches) assertThat(answer(launch).status).isZero();

        assertThat(builds()).containsExactly("-B -P launcher -pl cli -am package -o");
    }

    @Test
    void runs_from_anywhere_through_links() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createSymbolicLink(directory.resolve("second"), checkout.resolve("slipway"));
        Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../second"));

        Answer answer = answer(start(elsewhere, "./first", "plan"));

        assertThat(answer.stdout).singleElement().asString().endsWith("slipway.jar plan");
        assertThat(answer.jar()).startsWith(checkout + "/cli/target/launch/app.");
    }

    @Test
    void an_old_java_is_refused_with_what_to_do() throws Exception {
        java(11);

        Answer answer = launch("plan");

        assertThat(answer.status).isEqualTo(3);
        assertThat(answer.stderr)
                .containsExactly(
                        "slipway: " + bin.resolve("java")
                                + " is Java 11: Slipway needs a JDK, 17 or newer; install one (Debian: openjdk-17-jdk-headless) or point JAVA_HOME at one");
        assertThat(checkout.resolve("builds")).doesNotExist();
    }

    @Test
    void no_java_and_no_maven_are_told_with_what_to_do() throws Exception {
        Files.delete(bin.resolve("mvn"));
        Answer withoutMaven = launch("plan");
        Files.delete(bin.resolve("java"));
        Answer withoutJava = launch("plan");

        assertThat(withoutMaven.status).isEqualTo(3);
        assertThat(withoutMaven.stderr).singleElement().asString().contains("no mvn on the PATH: install Maven");
        assertThat(withoutJava.status).isEqualTo(3);
        assertThat(withoutJava.stderr).singleElement().asString().contains("no java on the PATH: install a JDK");
    }

    private Answer launch(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("slipway").toString()));
        command.addAll(List.of(arguments));
        return answer(start(directory, command.toArray(String[]::new)));
    }

    private Process start(Path workingDirectory, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Answer answer(Process process) throws Exception {
        List<String> stdout = lines(process.getInputStream().readAllBytes());
        List<String> stderr = lines(process.getErrorStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("the launcher ended")
                .isTrue();
        return new Answer(process.exitValue(), stdout, stderr);
    }

    private static List<String> lines(byte[] text) {
        return new String(text, UTF_8).lines().toList();
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(checkout.resolve("builds"));
    }

    private void java(int version) throws IOException {
        program("java", """
                if [[ $1 == -version ]]; then echo 'openjdk version "%d.0.1" 2021-10-19' >&2; exit; fi
                [[ " $* " != *' -Xshare:on '* || -z ${CANNOT_SHARE:-} ]] || exit 134
                for argument; do
                  [[ $argument != -XX:DumpLoadedClassList=* ]] || echo 'some/Class id: 7' > "${argument#*=}"
                  [[ $argument != -XX:SharedClassListFile=* ]] || grep -qx 'some/Class' "${argument#*=}" || exit 1
                  [[ $1 != -Xshare:dump || $argument != -XX:SharedArchiveFile=* ]] || echo classes > "${argument#*=}"
                done
                echo "$@"
                """.formatted(version));
    }

    private void program(String name, String script) throws IOException {
        Path file = bin.resolve(name);
        Files.writeString(file, "#!/usr/bin/env bash\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Answer(int status, List<String> stdout, List<String> stderr) {
        /** Which jar Java was told to run. */
        String jar() {
            String line = String.join("\n", stdout);
            int from = line.indexOf("-jar ") + "-jar ".length();
            return line.substring(from, line.indexOf("slipway.jar", from) + "slipway.jar".length());
        }
    }
}
