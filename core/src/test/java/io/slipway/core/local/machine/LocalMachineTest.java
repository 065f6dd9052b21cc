package io.slipway.core.local.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.pipeline.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalMachineTest {
    @TempDir
    private Path directory;

    private Path bin;
    private final Map<String, String> answers = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void makeSearchPath() throws IOException {
        bin = Files.createDirectories(directory.resolve("bin"));
    }

    @Test
    void names_the_tools_that_it_knows_how_to_ask() {
        install("podman", "podman version 5.4.1");

        assertThat(LocalMachine.toolLabels()).isSorted().contains("jdk", "docker", "podman", "git");
        assertThat(machine().labels(LocalMachine.toolLabels()).values())
                .containsExactly(Map.entry("arch", "amd64"), Map.entry("os", "linux"), Map.entry("podman", "5.4.1"));
    }

    @Test
    void always_says_what_it_runs_on_and_asks_no_tool_for_that() {
        install("javac", "javac 17.0.15");

        assertThat(machine().labels(Set.of()).values())
                .containsExactly(Map.entry("arch", "amd64"), Map.entry("os", "linux"));
        assertThat(asked).isEmpty();
    }

    @Test
    void asks_only_the_tools_that_are_wanted() {
        install("javac", "javac 17.0.15");
        install("node", "v20.19.2");

        assertThat(machine().labels(Set.of("node", "os")).values())
                .containsOnlyKeys("arch", "node", "os")
                .containsEntry("node", "20.19.2");
        assertThat(asked).containsExactly("node");
    }

    @Test
    void a_tool_that_is_not_there_or_not_known_or_does_not_tell_is_no_label() throws IOException {
        install("git", "no version in here");
        Files.writeString(bin.resolve("mvn"), "not executable");

        assertThat(machine().labels(Set.of("git", "maven", "go", "gpu")).values())
                .containsOnlyKeys("arch", "os");
    }

    @Test
    void remembers_what_a_tool_said_until_its_executable_changes() throws IOException {
        install("javac", "javac 17.0.15");
        machine().labels(Set.of("jdk"));

        assertThat(machine().labels(Set.of("jdk")).find("jdk")).contains("17.0.15");
        assertThat(asked).containsExactly("javac");

        install("javac", "javac 21.0.1");
        assertThat(machine().labels(Set.of("jdk")).find("jdk")).contains("21.0.1");
        assertThat(asked).containsExactly("javac", "javac");
    }

    @Test
    void follows_links_to_the_executable_so_that_a_switched_alternative_is_asked() throws IOException {
        Path jdks = Files.createDirectories(directory.resolve("jdks"));
        executable(jdks.resolve("javac17"));
        executable(jdks.resolve("javac21"));
        Files.createSymbolicLink(bin.resolve("javac"), jdks.resolve("javac17"));
        answers.put("javac", "javac 17.0.1");
        machine().labels(Set.of("jdk"));

        Files.delete(bin.resolve("javac"));
        Files.createSymbolicLink(bin.resolve("javac"), jdks.resolve("javac21"));
        answers.put("javac", "javac 21.0.1");

        assertThat(machine().labels(Set.of("jdk")).find("jdk")).contains("21.0.1");
    }

    @Test
    void the_version_that_a_jdk_has_written_down_is_read_without_starting_it() throws IOException {
        Path home = Files.createDirectories(directory.resolve("jdk-17"));
        executable(Files.createDirectories(home.resolve("bin")).resolve("javac"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Debian 12\"\nJAVA_VERSION=\"17.0.15\"\n");
        Files.createSymbolicLink(bin.resolve("javac"), home.resolve("bin/javac"));

        assertThat(machine().labels(Set.of("jdk")).find("jdk")).contains("17.0.15");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_jdk_that_has_written_down_something_else_is_asked() throws IOException {
        install("javac", "javac 17.0.15");
        Files.writeString(directory.resolve("release"), "VERSION=3\n");

        assertThat(machine().labels(Set.of("jdk")).find("jdk")).contains("17.0.15");
        assertThat(asked).containsExactly("javac");
    }

    @Test
    void a_launcher_that_answers_by_where_it_is_asked_is_asked_each_time() throws IOException {
        bin = Files.createDirectories(directory.resolve("pyenv/shims"));
        install("python3", "Python 3.11.7");

        machine().labels(Set.of("python"));
        machine().labels(Set.of("python"));

        assertThat(asked).containsExactly("python3", "python3");
    }

    @Test
    void a_damaged_memo_counts_as_none() throws IOException {
        install("go", "go version go1.21.3 linux/amd64");
        Files.writeString(memo(), "torn");

        assertThat(machine().labels(Set.of("go")).find("go")).contains("1.21.3");
        assertThat(machine().labels(Set.of("go")).find("go")).contains("1.21.3");
        assertThat(asked).containsExactly("go");
    }

    @Test
    void the_first_on_the_search_path_is_asked() throws IOException {
        install("git", "git version 2.39.5");
        Path first = Files.createDirectories(directory.resolve("first"));
        executable(first.resolve("git"));

        machine(first + ":" + directory.resolve("absent") + "::" + bin).labels(Set.of("git"));

        assertThat(askedPaths).containsExactly(first.resolve("git").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux, amd64",
        "Mac OS X, aarch64, macos, arm64",
        "Windows 11, x86_64, windows, amd64",
        "FreeBSD, riscv64, freebsd, riscv64"
    })
    void systems_and_processors_have_one_name_each(String osName, String archName, String os, String arch) {
        LocalMachine machine = new LocalMachine(osName, archName, 4, 1 << 20, tools("", (command) -> Optional.empty()));

        assertThat(machine.os()).isEqualTo(os);
        assertThat(machine.arch()).isEqualTo(arch);
        assertThat(machine.capacity()).isEqualTo(new Resources(4000, 1 << 20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "javac 17.0.15 | 17.0.15",
                "openjdk version \"21\" 2023-09-19 | 21",
                "Apache Maven 3.8.7 (b89d5959fcde851dcb1c8946a785a163f14e1e29) | 3.8.7",
                "v20.19.2 | 20.19.2",
                "go version go1.21.3 linux/amd64 | 1.21.3",
                "Docker version 24.0.5, build ced0996 | 24.0.5",
                "rustc 1.74.0-nightly (79e9716c9 2023-11-13) | 1.74.0",
                "GNU Make 4.3. Built for x86_64 | 4.3",
                "13 | 13"
            })
    void reads_the_version_from_what_a_tool_prints(String printed, String version) {
        assertThat(Tool.version(printed)).contains(version);
    }

    @Test
    void this_machine_has_a_jdk_and_git_and_room() {
        LocalMachine machine = LocalMachine.here(System.getenv(), memo());

        assertThat(machine.capacity().milliCpu()).isEqualTo(Runtime.getRuntime().availableProcessors() * 1000);
        assertThat(machine.capacity().memoryBytes()).isGreaterThan(64L << 20);
        assertThat(machine.labels(Set.of("git")).find("git"))
                .hasValueSatisfying(version -> assertThat(version).matches("\\d+\\.\\d+.*"));
    }

    private final List<String> askedPaths = new ArrayList<>();

    private Optional<String> answer(List<String> command) {
        String program = command.get(0).substring(command.get(0).lastIndexOf('/') + 1);
        asked.add(program);
        askedPaths.add(command.get(0));
        return Optional.ofNullable(answers.get(program));
    }

    private void install(String program, String answer) {
        executable(bin.resolve(program));
        answers.put(program, answer);
    }

    /** As an installation does it: another file under the same name. */
    private void executable(Path file) {
        try {
            Files.deleteIfExists(file);
            Path aside = Files.createFile(file.resolveSibling("installing" + asked.size()));
            Files.writeString(aside, "#!/bin/sh\n");
            assertThat(aside.toFile().setExecutable(true)).isTrue();
            Files.move(aside, file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private LocalMachine machine() {
        return machine(bin.toString());
    }

    private LocalMachine machine(String searchPath) {
        return new LocalMachine("Linux", "x86_64", 2, 1 << 30, tools(searchPath, this::answer));
    }

    private ToolVersions tools(String searchPath, ToolRun runs) {
        return new ToolVersions(searchPath, runs, memo());
    }

    private Path memo() {
        return directory.resolve("tools");
    }
}
