package io.slipway.core.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Where the tests of this package run real programs: a directory, a scheduler that the test drives, and ways to hear of them. */
record Ground(Path directory, ManualScheduler scheduler, TaskProcesses processes) {

    static final String PATH = "/usr/bin:/bin";

    static Ground on(Path directory, ChildFactory children) {
        return on(directory, children, Optional.empty());
    }

    static Ground on(Path directory, ChildFactory children, Optional<MemoryCgroups> cgroups) {
        ManualScheduler scheduler = new ManualScheduler();
        return new Ground(
                directory,
                scheduler,
                new TaskProcesses(children, cgroups, scheduler, System::nanoTime, Ground::inThread));
    }

    private static void inThread(Runnable pump) {
        Thread thread = new Thread(pump, "pump");
        thread.setDaemon(true);
        thread.start();
    }

    ProcessSpec program(String... argv) {
        return ProcessSpec.of(List.of(argv), Map.of("PATH", PATH), directory, directory.resolve("log"));
    }

    ProcessSpec shell(String script) {
        return program("sh", "-c", script);
    }

    ProcessOutcome run(ProcessSpec spec) {
        return processes.start(spec).await();
    }

    /** Awaits in a thread of its own. */
    CompletableFuture<ProcessOutcome> awaiting(RunningProcess process) {
        CompletableFuture<ProcessOutcome> outcome = new CompletableFuture<>();
        Thread waiter = new Thread(() -> outcome.complete(process.await()), "waiter");
        waiter.setDaemon(true);
        waiter.start();
        return outcome;
    }

    String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    /** A pipe with a name, in the directory: who reads waits for who writes. */
    Path pipe(String name) throws IOException, InterruptedException {
        Path pipe = directory.resolve(name);
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        return pipe;
    }

    /** Waits until every program that has the pipe open for writing has closed it; the process ids that they wrote. */
    List<Integer> pidsFrom(Path pipe) throws IOException {
        return Stream.of(Files.readString(pipe).strip().split("\\s+"))
                .map(Integer::valueOf)
                .toList();
    }

    Path script(String name, String text) throws IOException {
        Path script = directory.resolve(name);
        Files.writeString(script, text);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Whether it runs: one that has ended and was not collected does not. */
    static boolean isRunning(int pid) {
        return ProcessEntry.of(pid).filter(entry -> !entry.zombie()).isPresent();
    }
}
