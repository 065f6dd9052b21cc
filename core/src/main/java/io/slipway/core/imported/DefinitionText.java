package io.slipway.core.imported;

import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Problem;
import io.slipway.core.pipeline.RetryPolicy;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An imported pipeline as a definition of ours: one service, one task for each job that may run. What the definition has no
 * word for becomes a comment in it, and a note. Immutable.
 *
 * @param pipeline the same tasks, checked
 * @param text of a {@code slipway.yaml}
 * @param notes one for everything that could not be said
 */
public record DefinitionText(Pipeline pipeline, String text, List<Problem> notes) {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final int LONGEST_NAME = 90;

    public DefinitionText {
        notes = List.copyOf(notes);
    }

    /**
     * Says as much of a pipeline as can be said. O(jobs + edges).
     *
     * @param service what the service is called
     */
    public static DefinitionText of(ImportedPipeline imported, String service) {
        return new Writing(imported, service).write();
    }

    /** Puts one definition together. */
    private static final class Writing {
        private final ImportedPipeline imported;
        private final String service;
        private final StringBuilder text = new StringBuilder();
        private final List<Problem> notes = new ArrayList<>();
        private final Map<String, String> taskNames = new HashMap<>();
        private final Map<String, ImportedJob> byName;

        Writing(ImportedPipeline imported, String service) {
            this.imported = imported;
            this.byName = imported.byName();
            this.service = service;
        }

        DefinitionText write() {
            nameTasks();
            boolean outputs = true;
            Optional<Pipeline> pipeline = checked(true);
            if (pipeline.isEmpty()) {
                outputs = false;
                pipeline = checked(false);
                imported.jobs().stream()
                        .findFirst()
                        .ifPresent(job -> notes.add(Problem.at(
                                job.place(),
                                "several jobs hand on the same files, which no two tasks may; no outputs are written",
                                "give each task outputs of its own")));
            }
            text.append("# Written from ")
                    .append(oneLine(imported.file()))
                    .append(".\nslipway: 1\nservice: ")
                    .append(service);
            text.append("\ntasks:\n");
            for (ImportedJob job : imported.jobs()) {
                if (taskNames.containsKey(job.name())) write(job, outputs);
            }
            return new DefinitionText(pipeline.orElseThrow(), text.toString(), notes);
        }

        private void nameTasks() {
            Set<String> taken = new HashSet<>();
            for (ImportedJob job : imported.jobs()) {
                if (!imported.graph().contains(job.name())) {
                    note(job, "is never part of a pipeline and is left out");
                    continue;
                }
                String base = NOT_IN_A_NAME.matcher(job.name()).replaceAll("-").replaceAll("^[._-]+|[._-]+$", "");
                if (base.isEmpty()) base = "job";
                if (base.length() > LONGEST_NAME) base = base.substring(0, LONGEST_NAME);
                String name = base;
                for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) name = base + "-" + i;
                taskNames.put(job.name(), name);
            }
        }

        private Optional<Pipeline> checked(boolean outputs) {
            List<Task> tasks = new ArrayList<>();
            for (ImportedJob job : imported.jobs()) {
                if (taskNames.containsKey(job.name())) tasks.add(task(job, outputs));
            }
            try {
                return Optional.of(Pipeline.of(tasks));
            } catch (InvalidPipelineException e) {
                if (!outputs) throw e;
                return Optional.empty();
            }
        }

        private Task task(ImportedJob job, boolean outputs) {
            Task.Builder task = Task.builder(address(job.name()))
                    .directory("")
                    .kind(kind(job))
                    .run(new Command.Shell(script(job)));
            for (String needed : imported.graph().predecessors(job.name()))
                task.need(new Need(address(needed), NeedKind.BUILD, isOptional(needed), Optional.empty()));
            if (outputs) task.outputs(new PathSet(usable(job.outputs())));
            job.timeout().ifPresent(task::timeout);
            job.lock().map(Writing::lockName).ifPresent(lock -> task.locks(lock));
            job.env().forEach((name, value) -> {
                if (VARIABLE.matcher(name).matches()) task.env(name, value);
            });
            if (job.retries() > 0) task.retry(retry(job));
            return task.build();
        }

        private static RetryPolicy retry(ImportedJob job) {
            RetryPolicy.Backoff backoff = RetryPolicy.Backoff.doubling(job.retries() + 1, Duration.ofSeconds(1));
            return RetryPolicy.DEFAULT
                    .with(RetryPolicy.Failure.EXIT, backoff)
                    .with(RetryPolicy.Failure.TIMEOUT, backoff);
        }

        private TaskAddress address(String job) {
            return new TaskAddress(service, taskNames.getOrDefault(job, "job"));
        }

        /** What a person starts, or what changes the world, does not run unasked. */
        private static TaskKind kind(ImportedJob job) {
            if (job.deploys() || job.manual()) return TaskKind.DEPLOY;
            return job.reports().containsKey("junit") ? TaskKind.TEST : TaskKind.BUILD;
        }

        private boolean isOptional(String job) {
            ImportedJob needed = byName.get(job);
            return needed != null && needed.mayFail();
        }

        private static String script(ImportedJob job) {
            if (!job.script().isBlank()) return job.script();
            String said = job.calls().map(pipeline -> "calls " + pipeline).orElse("gives a shell nothing to run");
            return "echo " + shellQuoted(said);
        }

        private static String shellQuoted(String text) {
            return "'" + oneLine(text).replace("'", "'\\''") + "'";
        }

        private static String lockName(String text) {
            return NOT_IN_A_NAME.matcher(text).replaceAll("-").replaceAll("^[._-]+", "")
                    + (text.isEmpty() ? "lock" : "");
        }

        /** Patterns with variables in them mean nothing before the host has filled them in. */
        private static List<String> usable(List<String> patterns) {
            List<String> usable = new ArrayList<>();
            for (String pattern : patterns) {
                String path = pattern.startsWith("./") ? pattern.substring(2) : pattern;
                if (path.endsWith("/")) path = path + "**";
                if (path.contains("$") || path.startsWith("/") || path.startsWith("..") || path.startsWith("!"))
                    continue;
                if (isPattern(path)) usable.add(path);
            }
            return usable;
        }

        private static boolean isPattern(String path) {
            try {
                return PathSet.of(path).leadingOutOfWorkspace("").isEmpty();
            } catch (IllegalArgumentException e) {
                return false; // a pattern of the host that is none of ours
            }
        }

        private void write(ImportedJob job, boolean outputs) {
            text.append("  # ").append(oneLine(job.name())).append('\n');
            unsaid(job);
            text.append("  ")
                    .append(quoted(taskNames.getOrDefault(job.name(), "job")))
                    .append(":\n");
            if (kind(job) != TaskKind.BUILD) field("kind", kind(job).text());
            field("run", quoted(script(job)));
            field("inputs", "[\"**\"]");
            List<String> kept = usable(job.outputs());
            if (outputs && !kept.isEmpty()) field("outputs", list(kept));
            List<String> needs = new ArrayList<>();
            for (String needed : imported.graph().predecessors(job.name())) {
                String task = quoted(taskNames.getOrDefault(needed, "job"));
                needs.add(isOptional(needed) ? "{task: " + task + ", optional: true}" : task);
            }
            if (!needs.isEmpty()) field("needs", "[" + String.join(", ", needs) + "]");
            job.timeout().ifPresent(timeout -> field("timeout", timeout.toString()));
            job.lock().ifPresent(lock -> field("locks", list(List.of(lockName(lock)))));
            if (job.retries() > 0) field("retry", String.valueOf(job.retries() + 1));
            List<String> env = new ArrayList<>();
            job.env().forEach((name, value) -> {
                if (VARIABLE.matcher(name).matches()) env.add(quoted(name) + ": " + quoted(value));
            });
            if (!env.isEmpty()) field("env", "{" + String.join(", ", env) + "}");
        }

        private void unsaid(ImportedJob job) {
            List<String> all = new ArrayList<>(job.unsaid());
            if (!job.labels().isEmpty()) all.add("labels: " + String.join(", ", job.labels()));
            if (job.presence() == Presence.MAYBE) all.add("only if " + job.condition());
            if (job.calls().isPresent()) all.add("calls " + job.calls().get());
            for (String pattern : job.outputs()) if (usable(List.of(pattern)).isEmpty()) all.add("outputs: " + pattern);
            if (isComputed(script(job)) || job.env().values().stream().anyMatch(Writing::isComputed))
                all.add("${{ }}: the host puts values in; here these are the characters themselves");
            for (String line : all) {
                text.append("  # not said: ").append(oneLine(line)).append('\n');
                note(job, "has `" + oneLine(line) + "`, which a definition has no word for yet");
            }
        }

        private static boolean isComputed(String text) {
            return text.contains("${{");
        }

        private void note(ImportedJob job, String what) {
            notes.add(Problem.at(job.place(), "`" + job.name() + "` " + what, "see the comment in what was written"));
        }

        private void field(String key, String value) {
            text.append("    ").append(key).append(": ").append(value).append('\n');
        }

        private static String list(List<String> values) {
            return "[" + String.join(", ", values.stream().map(Writing::quoted).toList()) + "]";
        }

        /** A double-quoted scalar may hold anything; what looks like a name to put in is none of ours. */
        private static String quoted(String value) {
            StringBuilder quoted = new StringBuilder("\"");
            value.replace("${{", "$${{").codePoints().forEach(c -> {
                if (c == '"' || c == '\\') quoted.append('\\').appendCodePoint(c);
                else if (c == '\n') quoted.append("\\n");
                else if (c == '\t') quoted.append("\\t");
                else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff)
                    quoted.append(String.format("\\u%04x", c));
                else quoted.appendCodePoint(c);
            });
            return quoted.append('"').toString();
        }

        private static String oneLine(String value) {
            return value.replaceAll("\\p{Cntrl}+", " ").strip();
        }
    }
}
