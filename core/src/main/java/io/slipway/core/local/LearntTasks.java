package io.slipway.core.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.slipway.core.estimate.Covariates;
import io.slipway.core.estimate.Estimate;
import io.slipway.core.estimate.ResourceModel;
import io.slipway.core.estimate.Subject;
import io.slipway.core.estimate.TaskModels;
import io.slipway.core.journal.JournalEntry;
import io.slipway.core.local.WorkspacePast.PastTask;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunEvent;
import io.slipway.core.run.RunId;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the models have learnt of the tasks of a workspace, in one file that is read when somebody asks. Runs that are not
 * in it yet, as Slipway was killed before it could write, are learnt from their journals; when the file is missing, damaged
 * or of another version, all is learnt again from what {@link WorkspacePast} still knows.
 *
 * <p>Thread-safe; whoever asks first waits for the file.
 */
final class LearntTasks {
    private static final String NO_RUN = "-";

    private final WorkspaceLayout layout;
    private final Pipeline pipeline;
    private Optional<TaskModels> models = Optional.empty();

    /** @param pipeline that says which tasks were called otherwise */
    LearntTasks(WorkspaceLayout layout, Pipeline pipeline) {
        this.layout = layout;
        this.pipeline = pipeline;
    }

    /** @param before runs from this one on are not looked at, as it is going on */
    synchronized TaskModels models(Optional<RunId> before) {
        if (models.isEmpty()) models = Optional.of(read(before));
        return models.get();
    }

    /** What tasks use, as far as it was written down; that is a small part of all, and read by itself. */
    ResourceModel resources() {
        try (InputStream saved = new BufferedInputStream(Files.newInputStream(layout.learntTasks()))) {
            int read = saved.read();
            while (read >= 0 && read != '\n') read = saved.read();
            return TaskModels.loadResources(saved).orElseGet(ResourceModel::new);
        } catch (IOException e) {
            return new ResourceModel(); // nothing ran yet, or the next run learns it again
        }
    }

    private TaskModels read(Optional<RunId> before) {
        byte[] saved = saved();
        int end = 0;
        while (end < saved.length && saved[end] != '\n') end++;
        String last = new String(saved, 0, end, US_ASCII);
        Optional<TaskModels> known = end == saved.length
                ? Optional.empty()
                : TaskModels.load(Arrays.copyOfRange(saved, end + 1, saved.length));
        if (known.isEmpty())
            return learn(new TaskModels(), WorkspacePast.before(layout, before).renaming(pipeline));
        for (Task task : pipeline.tasks())
            task.terms().renamedFrom().ifPresent(old -> inherit(known.get(), task.address(), old));
        List<RunId> runs = layout.allRuns();
        Collections.reverse(runs);
        for (RunId run : runs) {
            boolean isNew = run.value().compareTo(last) > 0
                    && (before.isEmpty() || run.value().compareTo(before.get().value()) < 0);
            if (isNew && someRan(layout.journal(run)))
                learn(known.get(), WorkspacePast.of(FileJournal.read(layout.journal(run))));
        }
        return known.get();
    }

    private byte[] saved() {
        try {
            return Files.readAllBytes(layout.learntTasks());
        } catch (IOException e) {
            return new byte[0]; // learnt again from history
        }
    }

    /** Of most runs nothing is to be learnt, and to find that out needs no JSON. */
    private static boolean someRan(Path journal) {
        try {
            return new String(Files.readAllBytes(journal), ISO_8859_1).contains("\"attemptFinished\"");
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + journal + "; make it readable for you", e);
        }
    }

    private static TaskModels learn(TaskModels models, WorkspacePast past) {
        for (PastTask task : past.tasks()) {
            if (task.met().isAfterWork()) models.reuse().observe(task.subject(), task.isReused());
            if (!task.isReused()) models.observe(task.observation());
        }
        return models;
    }

    private static void inherit(TaskModels models, TaskAddress heir, TaskAddress before) {
        models.inherit(Subject.of(heir), Subject.of(before));
    }

    /** A run has ended: what it tells is learnt, and what is now expected of the tasks that ran is put into the history. */
    synchronized void learn(RunId run, List<JournalEntry> entries, TaskHistory history, Instant now) {
        Set<TaskAddress> ran = new TreeSet<>();
        for (JournalEntry entry : entries)
            if (entry.event() instanceof RunEvent.AttemptFinished finished) ran.add(finished.task());
        Map<TaskAddress, TaskAddress> heirs = history.heirs();
        if (ran.isEmpty() && heirs.isEmpty()) return;
        WorkspacePast past = WorkspacePast.of(entries);
        TaskModels learnt = models(Optional.of(run));
        heirs.forEach((heir, before) -> inherit(learnt, heir, before));
        learn(learnt, past);
        ran.addAll(heirs.keySet());
        expect(ran, likeTheLast(past), history, now);
        save(run.value());
    }

    /** All of the past is looked at anew, as there is more of it than before. */
    synchronized void learnAgain(Collection<TaskAddress> tasks, TaskHistory history, Instant now) {
        List<RunId> runs = layout.allRuns();
        models = Optional.of(learn(new TaskModels(), WorkspacePast.of(layout).renaming(pipeline)));
        expect(tasks, Covariates.NONE, history, now);
        save(runs.isEmpty() ? NO_RUN : runs.get(0).value());
    }

    /** Of the next run it is thought that it is asked for like the last, and finds what that one left. */
    private static Covariates likeTheLast(WorkspacePast past) {
        if (past.tasks().isEmpty()) return Covariates.NONE;
        Covariates last = past.tasks().get(past.tasks().size() - 1).met().covariates();
        return Covariates.builder()
                .branch(last.branch())
                .event(last.event())
                .agent(last.agentClass(), last.agentSpeed())
                .cache(Covariates.CacheState.WARM)
                .build();
    }

    private void expect(Collection<TaskAddress> tasks, Covariates like, TaskHistory history, Instant now) {
        TaskModels learnt = models.orElseThrow();
        for (TaskAddress task : tasks) {
            Subject subject = Subject.of(task);
            learnt.durations()
                    .estimate(subject, like, now)
                    .filter(estimate -> estimate.basis() == Estimate.Basis.TASK)
                    .ifPresent(estimate -> history.rememberExpected(
                            task, estimate, learnt.resources().memoryBytes(subject)));
        }
    }

    private void save(String last) {
        Path file = layout.learntTasks();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((last + '\n').getBytes(US_ASCII));
        bytes.writeBytes(models.orElseThrow().save());
        try {
            Path aside = file.resolveSibling(file.getFileName() + ".new");
            Files.createDirectories(file.getParent());
            Files.write(aside, bytes.toByteArray());
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; make the workspace writable for you", e);
        }
    }
}
