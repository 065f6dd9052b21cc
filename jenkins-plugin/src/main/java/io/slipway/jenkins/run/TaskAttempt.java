package io.slipway.jenkins.run;

import io.slipway.core.cache.ActionResult;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.local.output.OutputException;
import io.slipway.core.local.secret.SecretMask;
import io.slipway.core.pipeline.Task;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One attempt of a task on the node it was given to: brings there what the node lacks, runs the command in a private tree,
 * and keeps what it made. Gives its report exactly once.
 */
final class TaskAttempt implements TaskPlaces.Work {
    private final Effect.Dispatch given;
    private final PreparedAction prepared;
    private final Map<String, String> environment;
    private final Results results;
    private final RunFiles files;
    private final MadeTrees made;
    private final CallingWorkspace workspace;
    private final BuildLog log;
    private final Allowance allowance;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Consumer<Input.Report> reports;
    private volatile boolean stopped;
    private Optional<TaskPlaces.Allotted> allotted = Optional.empty();

    TaskAttempt(
            Effect.Dispatch given,
            PreparedAction prepared,
            Map<String, String> environment,
            RunParts parts,
            MadeTrees made,
            Consumer<Input.Report> reports) {
        this.given = given;
        this.prepared = prepared;
        this.environment = Map.copyOf(environment);
        this.results = parts.results();
        this.files = parts.files();
        this.workspace = parts.workspace();
        this.log = parts.log();
        this.allowance = parts.allowance();
        this.clock = parts.clock();
        this.nanos = parts.nanos();
        this.made = made;
        this.reports = reports;
    }

    boolean isOf(int attempt) {
        return given.attempt() == attempt;
    }

    /** Asks for its executor, unless it was ended before. */
    synchronized void begin(TaskPlaces places) {
        if (stopped) neverBegan(false, "it was ended before it began");
        else allotted = Optional.of(places.allot(given, this));
    }

    /** Somebody ends it: how it ends from now on is no fault of its node. It still reports. */
    synchronized void stop() {
        stopped = true;
        allotted.ifPresent(TaskPlaces.Allotted::end);
    }

    @Override
    public void run(Site site) {
        Input.Report report = lost("what ran it broke; see the log of the controller");
        try {
            report = attempt(site);
            log.ended(given, report, files.log(given.task()));
        } finally {
            reports.accept(report); // also when a class cannot be loaded, say
        }
    }

    @Override
    public void neverBegan(boolean isNodeGone, String why) {
        Outcome.Kind kind = isNodeGone && !stopped ? Outcome.Kind.LOST : Outcome.Kind.CANCELLED;
        reports.accept(report(new Outcome(kind, -1, why), Usage.NONE));
    }

    private Input.Report attempt(Site site) {
        if (stopped) return cancelled();
        try {
            return onSite(site);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return cancelled();
        } catch (OutputException | ContentStoreException e) {
            String why = Allowance.cut(String.valueOf(e.getMessage()));
            return report(new Outcome(Outcome.Kind.COULD_NOT_START, -1, why), Usage.NONE);
        } catch (IOException | RuntimeException e) {
            if (stopped) return cancelled();
            return lost("node " + given.agent() + " could not be used to its end (" + Allowance.cut(String.valueOf(e))
                    + "); see whether it is online");
        }
    }

    private Input.Report cancelled() {
        return report(new Outcome(Outcome.Kind.CANCELLED, -1, "it was ended"), Usage.NONE);
    }

    private Input.Report lost(String why) {
        return report(new Outcome(Outcome.Kind.LOST, -1, why), Usage.NONE);
    }

    private Input.Report onSite(Site site) throws IOException, InterruptedException {
        bring(site);
        Task task = prepared.task();
        String directory = site.prepare(task.address(), prepared.action());
        Path log = files.log(task.address());
        Files.createDirectories(log.getParent());
        long began = nanos.getAsLong();
        Site.End end;
        try (OutputStream file = Files.newOutputStream(log);
                OutputStream out = new CutLog(hiding(this.log.masking(file)), allowance.mostLogBytes())) {
            end = site.execute(task.command().argv(), directory, environment, out, task.timeout());
        }
        Duration wall = Duration.ofNanos(nanos.getAsLong() - began);
        Usage usage = new Usage(wall, Duration.ZERO, 0, prepared.sizeBytes(), 0);
        if (end.isTimedOut()) return report(timedOut(task), usage);
        if (end.exitCode() != 0) return report(failed(end.exitCode()), usage);
        return keep(site, usage);
    }

    /** Jenkins hides what is bound as a credential; this hides what the definition calls a secret, whoever set it. */
    private OutputStream hiding(OutputStream file) {
        List<String> secrets = new ArrayList<>();
        for (String name : prepared.task().secrets().keySet()) {
            String value = environment.get(name);
            if (value != null) secrets.add(value);
        }
        return secrets.isEmpty() ? file : SecretMask.of(secrets).over(file);
    }

    private Outcome timedOut(Task task) {
        String after = task.timeout().map(Duration::toString).orElse("");
        return new Outcome(Outcome.Kind.TIMED_OUT, -1, "it was ended after " + after + "; raise its timeout");
    }

    private Outcome failed(int exitCode) {
        if (stopped) return new Outcome(Outcome.Kind.CANCELLED, exitCode, "it was ended");
        return new Outcome(Outcome.Kind.FAILED, exitCode, "its command ended with exit code " + exitCode);
    }

    /** Only what the node lacks is moved; what the controller lacks too is among the sources. */
    private void bring(Site site) throws IOException, InterruptedException {
        List<Digest> lacking = site.lacking(prepared.contents());
        if (lacking.isEmpty()) return;
        TreeMap<String, Digest> sources = new TreeMap<>();
        for (Map.Entry<String, Digest> source : prepared.sources().entrySet()) {
            Digest digest = source.getValue();
            if (lacking.contains(digest) && !results.contents().contains(digest)) sources.put(source.getKey(), digest);
        }
        Optional<String> objection = allowance.objection(sources.values());
        if (objection.isPresent()) throw new OutputException(objection.get());
        if (!sources.isEmpty()) workspace.fetch(sources, results.contents());
        site.send(lacking, results.contents());
    }

    private Input.Report keep(Site site, Usage spent) throws IOException, InterruptedException {
        TaskMade left =
                allowance.check(prepared.task(), site.collect(prepared.task().address(), prepared.action()));
        Usage usage = new Usage(
                spent.wall(),
                spent.cpu(),
                spent.peakMemoryBytes(),
                spent.bytesIn(),
                left.outputs().sizeBytes());
        if (left.complaint().isPresent()) {
            return report(
                    new Outcome(Outcome.Kind.OUTPUT_MISSING, 0, left.complaint().get()), usage);
        }
        site.fetch(absent(left), results.contents());
        made.add(given.task(), left);
        boolean kept = given.key().isPresent() && left.isKept() && store(left, usage);
        return new Input.Report(
                given.run(),
                given.task(),
                given.attempt(),
                Outcome.succeeded(),
                usage,
                Optional.of(left.outputs().digest()),
                kept);
    }

    private Collection<Digest> absent(TaskMade left) {
        List<Digest> absent = new ArrayList<>();
        SortedMap<String, Digest> all = PreparedAction.files(left.outputs());
        all.putAll(PreparedAction.files(left.reports()));
        for (Digest digest : all.values()) if (!results.contents().contains(digest)) absent.add(digest);
        return absent;
    }

    /** A store that cannot take it costs a rebuild, never a build. */
    private boolean store(TaskMade left, Usage usage) {
        try {
            Digest log = results.contents().put(files.log(given.task()));
            Digest preimage = results.contents().put(prepared.action().encode());
            results.actions()
                    .put(
                            prepared.key(),
                            new ActionResult(
                                    left.outputs(),
                                    left.reports(),
                                    log,
                                    preimage,
                                    usage.wall(),
                                    usage.cpu(),
                                    usage.peakMemoryBytes(),
                                    clock.instant()));
            return true;
        } catch (ContentStoreException e) {
            return false;
        }
    }

    private Input.Report report(Outcome outcome, Usage usage) {
        return new Input.Report(given.run(), given.task(), given.attempt(), outcome, usage, Optional.empty(), false);
    }
}
