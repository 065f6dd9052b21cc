package io.slipway.jenkins.run;

import io.slipway.core.cache.Action;
import io.slipway.core.cache.ActionFactory;
import io.slipway.core.cache.ActionKey;
import io.slipway.core.cache.ActionResult;
import io.slipway.core.cache.Invalidation;
import io.slipway.core.cache.Invalidation.Cause.Kind;
import io.slipway.core.content.ContentStore;
import io.slipway.core.content.ContentStoreException;
import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.MissReason;
import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.RunEvent;
import io.slipway.core.schedule.Effect;
import io.slipway.core.schedule.Input;
import io.slipway.jenkins.desk.Doing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One run of a workspace for a build: looks results up, has tasks run on the nodes that were chosen for them, and brings
 * what they made back into the build's workspace when the run has ended.
 *
 * <p>Thread-safe. The desk decides; whatever blocks is done by the background threads or by the host's executors.
 */
public final class WorkspaceRun implements Doing, EventListener {
    private final SourceRead source;
    private final Pipeline pipeline;
    private final RunParts parts;
    private final boolean rebuild;
    private final ActionFactory actions;
    private final MissReason missReason;
    private final MadeTrees made;
    private final RunStory story = new RunStory();
    private final Map<TaskAddress, TaskAttempt> current = new ConcurrentHashMap<>();

    /** The last attempt of each task that was to be stopped: it may be, before anybody has begun with it. */
    private final Map<TaskAddress, Integer> stopped = new ConcurrentHashMap<>();

    private final InOrder said;
    private final List<JournalEntry> entries = new ArrayList<>();

    /** What it was told before it was told what came before that; absent when nothing came before. */
    private Optional<List<JournalEntry>> early = Optional.empty();

    private final CompletableFuture<List<JournalEntry>> ended = new CompletableFuture<>();

    /**
     * @param rebuild whether every task runs though its result may be there
     */
    public WorkspaceRun(SourceRead source, RunParts parts, boolean rebuild) {
        this.source = source;
        this.pipeline = source.workspace().pipeline();
        this.parts = parts;
        this.rebuild = rebuild;
        this.actions = new ActionFactory(pipeline, source.tree(), parts.environment(), source.os(), source.arch());
        this.missReason = new MissReason(
                parts.history(), parts.results().actions(), parts.results().contents());
        this.made = new MadeTrees(parts.files());
        this.said = new InOrder(parts.background());
    }

    /** One that a former life of the controller began: {@link #resume} is to be called once it listens. */
    public static WorkspaceRun takingUp(SourceRead source, RunParts parts, boolean rebuild) {
        WorkspaceRun run = new WorkspaceRun(source, parts, rebuild);
        run.early = Optional.of(new ArrayList<>());
        return run;
    }

    /** Done with all entries of the run when it has ended and its results are back; fails when they cannot be brought. */
    public CompletionStage<List<JournalEntry>> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public void resolve(Effect.Resolve wanted, Consumer<Input> answers) {
        parts.background().execute(() -> answers.accept(lookUp(wanted)));
    }

    private Input lookUp(Effect.Resolve wanted) {
        try {
            return lookUp(wanted, prepare(wanted.task()));
        } catch (RuntimeException e) {
            parts.log().say(wanted.task() + " cannot be looked up: " + e.getMessage());
            return new Input.Miss(
                    wanted.run(), wanted.task(), Optional.empty(), Invalidation.because(Kind.STORE_UNAVAILABLE, ""));
        }
    }

    private Input lookUp(Effect.Resolve wanted, PreparedAction prepared) {
        ActionKey key = prepared.key();
        try {
            if (rebuild) return miss(wanted, key, Invalidation.because(Kind.REBUILD_ASKED, ""));
            Optional<ActionResult> found = parts.results().actions().find(key);
            if (found.isEmpty()) return miss(wanted, key, missReason.of(wanted.task(), prepared.action(), key));
            return hit(wanted, key, found.get());
        } catch (ContentStoreException e) {
            return miss(wanted, key, Invalidation.because(Kind.STORE_UNAVAILABLE, ""));
        }
    }

    /** Nothing is moved yet: whoever needs what it made fetches it. */
    private Input hit(Effect.Resolve wanted, ActionKey key, ActionResult result) {
        for (Digest digest : result.stored()) {
            if (parts.results().contents().contains(digest)) continue;
            parts.results().actions().remove(key);
            return miss(wanted, key, Invalidation.because(Kind.RESULT_GONE, ""));
        }
        unpack(result);
        made.add(wanted.task(), new TaskMade(result.outputs(), result.reports(), Optional.empty(), true));
        parts.history().rememberKey(wanted.task(), key);
        return new Input.Hit(wanted.run(), wanted.task(), key, result.outputs().digest(), result.wall());
    }

    /** What the result itself carries goes where the rest is: nodes are given what they lack from one place. */
    private void unpack(ActionResult result) {
        ContentStore contents = parts.results().contents();
        for (Tree tree : List.of(result.outputs(), result.reports())) {
            for (Digest digest : PreparedAction.files(tree).values()) {
                if (result.carried().contains(digest))
                    result.contents(contents).read(digest).ifPresent(contents::put);
            }
        }
    }

    private static Input miss(Effect.Resolve wanted, ActionKey key, Invalidation because) {
        return new Input.Miss(wanted.run(), wanted.task(), Optional.of(key), because);
    }

    private PreparedAction prepare(TaskAddress address) {
        Task task = pipeline.get(address);
        Action action = actions.of(task, made::outputs);
        return new PreparedAction(task, action, action.key());
    }

    @Override
    public void execute(Effect.Dispatch given, Consumer<Input> answers) {
        parts.background().execute(() -> begin(given, report -> ended(given, report, answers)));
    }

    private void begin(Effect.Dispatch given, Consumer<Input.Report> reports) {
        try {
            PreparedAction prepared = prepare(given.task());
            TaskAttempt work = new TaskAttempt(given, prepared, variables(prepared.task()), parts, made, reports);
            TaskAttempt before = current.put(given.task(), work);
            if (before != null) before.stop(); // its node was given up, and may still come to it
            if (stopped.getOrDefault(given.task(), 0) == given.attempt()) work.stop();
            work.begin(parts.places());
        } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            reports.accept(Doing.report(given, new Outcome(Outcome.Kind.COULD_NOT_START, -1, why)));
        }
    }

    private void ended(Effect.Dispatch given, Input.Report report, Consumer<Input> answers) {
        current.computeIfPresent(given.task(), (task, now) -> now.isOf(given.attempt()) ? null : now);
        if (report.outcome().isSuccess()) {
            parts.history().rememberDuration(given.task(), report.usage().wall());
            given.key().ifPresent(key -> parts.history().rememberKey(given.task(), key));
        }
        answers.accept(report);
    }

    /** What the command sees in addition to what its node gives to every process. */
    private Map<String, String> variables(Task task) {
        TreeMap<String, String> variables = new TreeMap<>();
        variables.put("SOURCE_DATE_EPOCH", source.commitSeconds());
        for (Map.Entry<String, Optional<String>> counted :
                ActionFactory.counted(task, parts.environment()).entrySet()) {
            if (counted.getValue().isPresent())
                variables.put(counted.getKey(), counted.getValue().get());
        }
        return variables;
    }

    @Override
    public void stop(Effect.Stop wanted) {
        stopped.put(wanted.task(), wanted.attempt()); // first, so that whoever begins now sees it
        TaskAttempt now = current.get(wanted.task());
        if (now != null && now.isOf(wanted.attempt())) parts.background().execute(now::stop);
    }

    @Override
    public void refused(Effect.Refuse why) {
        ended.completeExceptionally(new IllegalStateException(why.reason()));
    }

    @Override
    public void onEvents(List<JournalEntry> told) {
        synchronized (entries) {
            if (early.isPresent()) {
                early.get().addAll(told);
                return;
            }
            entries.addAll(told);
        }
        tell(told);
    }

    /**
     * Takes up a run again whose controller was started anew. What it was told meanwhile, since it listens already, comes
     * after that: the end of the run, too, which would else be the end of a run of which nothing is known.
     */
    public void resume(List<JournalEntry> before) {
        for (JournalEntry entry : before) story.tell(entry); // who reads the log has read it
        while (true) {
            List<JournalEntry> since;
            synchronized (entries) {
                if (entries.isEmpty()) entries.addAll(before);
                since = early.orElseThrow();
                early = since.isEmpty() ? Optional.empty() : Optional.of(new ArrayList<>());
                if (since.isEmpty()) break;
                entries.addAll(since);
            }
            tell(since);
        }
        if (before.stream().anyMatch(entry -> entry.event() instanceof RunEvent.RunFinished))
            said.execute(this::finish);
    }

    private void tell(List<JournalEntry> told) {
        for (JournalEntry entry : told) {
            String sentence = story.tell(entry);
            if (!sentence.isEmpty()) said.execute(() -> parts.log().say(sentence));
            if (entry.event() instanceof RunEvent.RunFinished) said.execute(this::finish);
        }
    }

    private void finish() {
        try {
            parts.history().save(); // whatever happens to the workspace
            List<Delivery> deliveries = deliveries();
            ContentStore contents = parts.results().contents();
            for (Delivery each : deliveries)
                parts.files().keepReports(each.task().address(), each.reports(), contents);
            for (String problem : parts.workspace().restore(deliveries, contents))
                parts.log().say(problem);
            ended.complete(entries());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.completeExceptionally(e);
        } catch (IOException | RuntimeException e) {
            ended.completeExceptionally(new IOException(
                    "the tasks have ended, and what they made is kept for the next run, but it cannot be brought back: "
                            + e.getMessage(),
                    e));
        }
    }

    private List<JournalEntry> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    private List<Delivery> deliveries() {
        List<Delivery> deliveries = new ArrayList<>();
        for (TaskAddress task : story.done()) {
            Optional<TaskMade> of = made.find(task);
            if (of.isEmpty()) continue;
            deliveries.add(new Delivery(
                    pipeline.get(task), of.get().outputs(), of.get().reports()));
        }
        return deliveries;
    }
}
