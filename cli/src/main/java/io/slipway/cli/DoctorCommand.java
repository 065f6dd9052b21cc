package io.slipway.cli;

import io.slipway.cli.view.AdviceText;
import io.slipway.cli.view.Checkup;
import io.slipway.cli.view.Checkup.Finding;
import io.slipway.core.agent.Labels;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.estimate.ResourceAdvice;
import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.WorkspaceRoot;
import io.slipway.core.local.machine.LocalMachine;
import io.slipway.core.local.store.DirectoryStore;
import io.slipway.core.local.store.StoreListener;
import io.slipway.core.local.store.StoreStats;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.VersionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway doctor}. */
@Command(
        name = "doctor",
        header = "Looks whether this machine, this workspace and the store are well, and says what to do.",
        description = "Ends with 1 when something is broken.")
final class DoctorCommand implements Callable<Integer> {
    private static final long LITTLE_ROOM = 1L << 30;
    private static final long NO_ROOM = 100L << 20;
    private static final Duration TELLS_ANOTHER_TIME = Duration.ofSeconds(2);
    /** Before this was written. */
    private static final Instant PAST = Instant.parse("2024-01-01T00:00:00Z");

    private final Surroundings surroundings;
    private final List<Finding> findings = new ArrayList<>();

    @Mixin
    private DirectoryOptions where = new DirectoryOptions();

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path start = surroundings.resolve(where.directory());
        Path root = WorkspaceRoot.of(start);
        findings.add(Finding.ok("java", Runtime.version() + ", " + System.getProperty("java.home", "")));
        Optional<Pipeline> pipeline = definitions(start);
        tools(pipeline);
        directory("workspace", root);
        directory("store", surroundings.storeDirectory());
        store();
        Checkup checkup = new Checkup(findings);
        surroundings
                .out()
                .print(
                        surroundings.isJson()
                                ? checkup.json() + '\n'
                                : checkup.text(
                                        surroundings.outStyle(),
                                        surroundings.manner().isQuiet()));
        return checkup.isBroken() ? ExitCode.TASK_FAILED : ExitCode.DONE;
    }

    private Optional<Pipeline> definitions(Path start) {
        try (LocalEngine engine = surroundings.open(start, where.parameters(surroundings))) {
            Pipeline pipeline = engine.pipeline();
            int tasks = pipeline.tasks().size();
            findings.add(
                    tasks == 0
                            ? Finding.warn("definitions", "there is no slipway.yaml here", "`slipway init` writes one")
                            : Finding.ok("definitions", tasks + " tasks"));
            advice(engine);
            return Optional.of(pipeline);
        } catch (InvalidPipelineException invalid) {
            findings.add(Finding.fail(
                    "definitions", invalid.problems().size() + " problems", "`slipway validate` tells them"));
        } catch (RuntimeException e) {
            findings.add(Finding.fail("definitions", "cannot be read", String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private void advice(LocalEngine engine) {
        for (ResourceAdvice advice : engine.advice(
                engine.pipeline().tasks().stream().map(Task::address).toList()))
            findings.add(Finding.warn("resources", AdviceText.what(advice), AdviceText.todo(advice)));
    }

    /** Those that are here, and those that some task asks for and that are not. */
    private void tools(Optional<Pipeline> pipeline) {
        Path memo;
        try {
            memo = Files.createTempDirectory("slipway-doctor-");
        } catch (IOException e) {
            findings.add(Finding.fail(
                    "temporary", "no file can be made in " + System.getProperty("java.io.tmpdir"), "make room there"));
            return;
        }
        LocalMachine machine = LocalMachine.here(surroundings.environment(), memo.resolve("tools"));
        Labels labels = machine.labels(LocalMachine.toolLabels());
        delete(memo.resolve("tools"));
        delete(memo);
        findings.add(
                labels.find("git").isPresent()
                        ? Finding.ok("git", labels.find("git").orElse(""))
                        : Finding.warn("git", "is not on the PATH", "install it, or every file counts as a source"));
        Map<String, String> found = new TreeMap<>(labels.values());
        StringBuilder text = new StringBuilder();
        found.forEach((label, version) -> text.append(text.isEmpty() ? "" : ", ")
                .append(label)
                .append(' ')
                .append(version));
        findings.add(Finding.ok("tools", text.toString()));
        TreeMap<String, String> missing = new TreeMap<>();
        pipeline.ifPresent(read -> {
            for (Task task : read.tasks()) {
                SortedMap<String, VersionRange> unmet = labels.unmet(task.requires());
                unmet.forEach((label, range) -> missing.putIfAbsent(
                        label + " " + range + " (here: " + labels.find(label).orElse("none") + ")",
                        task.address().toString()));
            }
        });
        missing.forEach((what, task) -> findings.add(
                Finding.warn("tools", task + " asks for " + what, "install it, or run the task where it is")));
    }

    /** Whether files can be made there, whether there is room, and what its times say. */
    private void directory(String what, Path directory) {
        Path there = directory;
        while (!Files.isDirectory(there) && there.getParent() != null) there = there.getParent();
        Path probe;
        try {
            probe = Files.createTempFile(there, ".slipway-doctor-", "");
        } catch (IOException e) {
            findings.add(Finding.fail(what, directory + " cannot be written", "make it writable for you"));
            return;
        }
        try {
            findings.add(Finding.ok(what, directory + " can be written"));
            room(what, there);
            clock(what, probe);
            times(what, probe);
        } catch (IOException e) {
            findings.add(Finding.fail(what, directory + " cannot be used: " + e.getMessage(), "look at its disk"));
        } finally {
            delete(probe);
        }
    }

    private void room(String what, Path directory) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        String text = (free >> 20) + " MiB free where the " + what + " is";
        if (free < NO_ROOM) findings.add(Finding.fail("disk", text, "make room"));
        else if (free < LITTLE_ROOM) findings.add(Finding.warn("disk", text, "make room; `slipway cache gc` helps"));
        else findings.add(Finding.ok("disk", text));
    }

    private void clock(String what, Path justMade) throws IOException {
        Instant now = surroundings.clock().instant();
        Duration apart = Duration.between(Files.getLastModifiedTime(justMade).toInstant(), now)
                .abs();
        if (now.isBefore(PAST)) findings.add(Finding.fail("clock", "it is " + now + " here", "set the clock"));
        else if (apart.compareTo(TELLS_ANOTHER_TIME) > 0)
            findings.add(Finding.warn(
                    "clock",
                    "the disk of the " + what + " is " + apart.toSeconds() + " s away from this machine's clock",
                    "set both by the same time server"));
        else findings.add(Finding.ok("clock", now + ", and so says the disk of the " + what));
    }

    /** A file that is saved twice within what the file system can tell apart looks the same. */
    private void times(String what, Path probe) throws IOException {
        Instant exact = Instant.ofEpochSecond(1_700_000_001L, 123_456_789);
        Files.setLastModifiedTime(probe, FileTime.from(exact));
        Instant kept = Files.getLastModifiedTime(probe).toInstant();
        if (kept.equals(kept.truncatedTo(ChronoUnit.SECONDS)))
            findings.add(Finding.warn(
                    "file times",
                    "the disk of the " + what + " keeps whole seconds",
                    "files that were just saved are read again each time; use a local disk"));
        else findings.add(Finding.ok("file times", "the disk of the " + what + " keeps parts of a second"));
    }

    private void store() {
        if (!Files.isDirectory(surroundings.storeDirectory())) {
            findings.add(Finding.ok("store", "is empty: nothing ran yet"));
            return;
        }
        try (DirectoryStore store =
                DirectoryStore.open(surroundings.storeDirectory(), StoreListener.SILENT, surroundings.clock())) {
            StoreStats stats = store.maintenance().stats();
            String text = stats.actions() + " results, " + (stats.bytes() >> 20) + " MiB";
            findings.add(
                    stats.quarantined() == 0
                            ? Finding.ok("store", text)
                            : Finding.warn(
                                    "store",
                                    text + ", " + stats.quarantined() + " damaged entries were set aside",
                                    "look at its disk, and `slipway cache verify` reads all of it"));
        } catch (ContentStoreException e) {
            findings.add(Finding.fail("store", "cannot be used", String.valueOf(e.getMessage())));
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // an empty file of ours stays; the next line is about its disk anyway
        }
    }
}
