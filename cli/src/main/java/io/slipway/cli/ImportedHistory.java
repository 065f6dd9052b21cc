package io.slipway.cli;

import io.slipway.core.estimate.Subject;
import io.slipway.core.local.WorkspacePast.PastTask;
import io.slipway.core.run.Outcome;
import io.slipway.core.run.Usage;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads histories of other CI systems, whatever their form. A row that is wrong is named with its file and place and left out;
 * one of a run that has not ended, or was skipped, is left out without a word. A file that holds no history is named, too.
 *
 * <p>CSV and JSON lines: {@code name} (or {@code task}, {@code job}, {@code project}, {@code workflow}), {@code run} (or
 * {@code id}, {@code run_id}, {@code build_id}, {@code number}), {@code started} (seconds or milliseconds of the epoch, or
 * ISO-8601), {@code duration} in seconds (or {@code duration_ms}, or {@code finished}), {@code status} (or {@code result},
 * {@code conclusion}); commas, semicolons or tabs part the fields of CSV. Jenkins: {@code
 * api/json?tree=builds[number,timestamp,duration,result]}, also of a folder's {@code jobs}. GitLab: {@code jobs} and
 * {@code pipelines/:id/jobs}. GitHub: {@code actions/runs} and {@code actions/runs/:id/jobs}.
 */
final class ImportedHistory {
    private static final Duration LONGEST = Duration.ofDays(366);

    /** Numbers above it are milliseconds: the year 2286 in seconds, 1970 in milliseconds. */
    private static final double MILLIS_FROM = 1e10;

    private static final String[] NAME = {"name", "task", "job_name", "job", "project", "workflow", "fullDisplayName"};
    private static final String[] RUN = {"id", "run", "job_id", "run_id", "build_id", "number", "seq"};
    private static final String[] STARTED = {
        "started",
        "started_at",
        "run_started_at",
        "timestamp",
        "started_at_epoch",
        "executing_epoch",
        "created_at",
        "created_epoch"
    };
    private static final String[] FINISHED = {"finished", "finished_at", "completed_at", "updated_at", "finished_epoch"
    };
    private static final String[] SECONDS = {"duration", "duration_s", "seconds"};
    private static final String[] MILLIS = {"duration_ms", "durationMillis", "duration_millis"};
    private static final String[] STATUS = {"conclusion", "status", "result", "job_status", "outcome"};

    private final String usualName;
    private final List<PastTask> tasks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** @param usualName of rows that have none; empty when all have one */
    ImportedHistory(String usualName) {
        this.usualName = usualName;
    }

    List<PastTask> tasks() {
        return tasks;
    }

    /** One for each row that is wrong. */
    List<String> problems() {
        return problems;
    }

    void read(String file, String text) {
        String start = text.stripLeading();
        if (start.isEmpty()) {
            problems.add(file + " is empty; export it again");
        } else if (start.startsWith("<")) {
            problems.add(file + " is a web page; ask for it with a token that may read builds");
        } else if (start.startsWith("[")) {
            json(file, text);
        } else if (start.startsWith("{")) {
            // One object for all, or one a line.
            String first = start.lines().findFirst().orElse("").strip();
            boolean lines = first.endsWith("}") && text.strip().lines().count() > 1;
            if (lines) jsonLines(file, text);
            else json(file, text);
        } else {
            csv(file, text);
        }
    }

    private void json(String file, String text) {
        List<Object> values;
        try {
            values = JsonTree.all(text);
        } catch (IOException e) {
            problems.add(file + " is no JSON; export it again");
            return;
        }
        for (Object value : values) {
            if (value instanceof List<?> list) rows(file, list, "", false);
            else if (value instanceof JsonTree tree) document(file, tree);
        }
    }

    private void document(String file, JsonTree tree) {
        if (tree.fields().containsKey("builds")) {
            builds(file, tree);
        } else if (tree.fields().get("jobs") instanceof List<?> jobs) {
            List<JsonTree> folder = JsonTree.objects(jobs);
            boolean isFolder = folder.stream().anyMatch(job -> job.fields().containsKey("builds"));
            if (isFolder) folder.forEach(job -> document(file, job));
            else rows(file, jobs, "", false);
        } else if (tree.fields().get("workflow_runs") instanceof List<?> runs) {
            rows(file, runs, "", false);
        } else if (isRow(tree)) {
            row(file + ":" + tree.line(), tree, "", false);
        } else {
            String says = tree.text("message", "error", "error_description");
            problems.add(file + " has no `builds`, `jobs` or `workflow_runs`"
                    + (says.isEmpty() ? "" : " and says '" + says + "'") + "; export one of those");
        }
    }

    private static boolean isRow(JsonTree tree) {
        return !tree.text(STATUS).isEmpty() || !tree.text(STARTED).isEmpty();
    }

    /** Jenkins names the job beside its builds, or in each of them before its number. */
    private void builds(String file, JsonTree job) {
        String name = job.text("fullName", "fullDisplayName", "name");
        int number = 0;
        for (JsonTree build : job.objects("builds")) {
            number++;
            String shown = build.text("fullDisplayName");
            int hash = shown.lastIndexOf(" #");
            row(place(file, build, number), build, name.isEmpty() && hash > 0 ? shown.substring(0, hash) : name, true);
        }
    }

    private void rows(String file, List<?> rows, String name, boolean durationInMillis) {
        int number = 0;
        for (Object one : rows) {
            number++;
            if (one instanceof JsonTree row) row(place(file, row, number), row, name, durationInMillis);
            else problems.add(file + " row " + number + " is no JSON object; export it again");
        }
    }

    /** All rows of an answer may be in one line. */
    private static String place(String file, JsonTree row, int number) {
        return file + ":" + row.line() + " row " + number;
    }

    private void jsonLines(String file, String text) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isBlank()) continue;
            try {
                List<Object> values = JsonTree.all(line);
                if (values.size() == 1 && values.get(0) instanceof JsonTree tree) {
                    row(file + ":" + number, new JsonTree(number, tree.fields()), "", false);
                } else {
                    problems.add(file + ":" + number + " is no JSON object; write one a line");
                }
            } catch (IOException e) {
                problems.add(file + ":" + number + " is no JSON object; write one a line");
            }
        }
    }

    private void csv(String file, String text) {
        List<String> header = List.of();
        char separator = ',';
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (line.isBlank()) continue;
            if (header.isEmpty()) {
                separator = separator(line);
                header = fields(line, separator).stream()
                        .map(name -> name.strip().replace("\uFEFF", ""))
                        .toList();
                String missing = missing(header);
                if (missing.isEmpty()) continue;
                problems.add(file + ":" + number + " names no column for " + missing
                        + "; begin with a line like name,run,started,duration,status");
                return;
            }
            List<String> fields = fields(line, separator);
            if (fields.size() != header.size()) {
                problems.add(file + ":" + number + " has " + fields.size() + " fields where the first line has "
                        + header.size() + "; give it as many");
                continue;
            }
            Map<String, Object> row = new TreeMap<>();
            for (int i = 0; i < fields.size(); i++) {
                if (!fields.get(i).isBlank())
                    row.put(header.get(i), fields.get(i).strip());
            }
            row(file + ":" + number, new JsonTree(number, row), "", false);
        }
    }

    /** What parts the names of the columns, and so all fields: of what is used for that, what the line has most of. */
    private static char separator(String header) {
        char most = ',';
        for (char one : new char[] {';', '\t'})
            if (header.chars().filter(c -> c == one).count()
                    > header.chars().filter(c -> c == ',').count()) most = one;
        return most;
    }

    /** What every row needs and has no column; empty when all is there. */
    private static String missing(List<String> header) {
        if (!isIn(header, STATUS)) return "the status";
        if (!isIn(header, STARTED)) return "the start";
        if (!isIn(header, RUN)) return "the run";
        return isIn(header, SECONDS) || isIn(header, MILLIS) || isIn(header, FINISHED) ? "" : "the duration or the end";
    }

    private static boolean isIn(List<String> header, String[] names) {
        return List.of(names).stream().anyMatch(header::contains);
    }

    private static List<String> fields(String line, char separator) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private void row(String place, JsonTree row, String known, boolean durationInMillis) {
        try {
            Optional<Outcome.Kind> outcome = outcome(status(row));
            if (outcome.isEmpty()) return;
            boolean neverRan =
                    outcome.get() == Outcome.Kind.CANCELLED && row.text(STARTED).isEmpty();
            if (neverRan) return;
            String name = known.isEmpty() ? row.text(NAME) : known;
            if (name.isEmpty()) name = usualName;
            if (name.isEmpty()) throw new IllegalArgumentException("has no name; say it with --name");
            String run = row.text(RUN);
            if (run.isEmpty()) throw new IllegalArgumentException("has no run; add its number or id");
            Instant started = instant(row.text(STARTED), "start");
            Duration took = took(row, started, durationInMillis);
            if (took.isNegative()) throw new IllegalArgumentException("ends before it starts; correct its times");
            if (took.compareTo(LONGEST) > 0)
                throw new IllegalArgumentException("takes more than a year; correct its times");
            tasks.add(new PastTask(
                    new Subject(name, kind(name)),
                    run,
                    started,
                    outcome,
                    new Usage(took, Duration.ZERO, 0, 0, 0),
                    Optional.empty(),
                    ""));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            problems.add(place + " " + e.getMessage());
        }
    }

    /** GitHub says {@code completed} as the status of all that has ended, and how in the conclusion. */
    private static String status(JsonTree row) {
        return row.text(STATUS).toLowerCase(Locale.ROOT);
    }

    /** Of a matrix, or a job of several shards, the part before what differs. */
    private static String kind(String name) {
        int end = name.indexOf(':') >= 0 ? -1 : name.length();
        String kind = end < 0 ? name.substring(name.indexOf(':') + 1) : name;
        int part = kind.indexOf(" (");
        return part > 0 ? kind.substring(0, part) : kind;
    }

    /** Absent of what has not ended or never ran. */
    private static Optional<Outcome.Kind> outcome(String status) {
        return switch (status) {
            case "success", "successful", "succeeded", "passed", "completed", "unstable", "ok" ->
                Optional.of(Outcome.Kind.SUCCEEDED);
            case "failure", "failed", "errored", "error", "startup_failure" -> Optional.of(Outcome.Kind.FAILED);
            case "timed_out", "timedout", "timeout" -> Optional.of(Outcome.Kind.TIMED_OUT);
            case "cancelled", "canceled", "aborted" -> Optional.of(Outcome.Kind.CANCELLED);
            case "",
                    "skipped",
                    "not_built",
                    "manual",
                    "created",
                    "pending",
                    "running",
                    "queued",
                    "in_progress",
                    "neutral",
                    "action_required",
                    "stale",
                    "waiting",
                    "scheduled",
                    "preparing",
                    "waiting_for_resource" -> Optional.empty();
            default ->
                throw new IllegalArgumentException(
                        "has the status '" + status + "'; write success, failure, timed_out, cancelled or skipped");
        };
    }

    private static Duration took(JsonTree row, Instant started, boolean inMillis) {
        String millis = inMillis ? row.text("duration") : row.text(MILLIS);
        if (!millis.isEmpty()) return Duration.ofMillis((long) number(millis, "duration"));
        String seconds = row.text(SECONDS);
        if (!seconds.isEmpty()) {
            double value = number(seconds, "duration");
            return Duration.ofMillis((long) (value * 1000));
        }
        return Duration.between(started, instant(row.text(FINISHED), "end"));
    }

    private static Instant instant(String text, String what) {
        if (text.isEmpty()) throw new IllegalArgumentException("has no " + what + "; add when that was");
        if (Character.isDigit(text.charAt(0)) && text.matches("[0-9.eE+]+")) {
            double value = number(text, what);
            return Instant.ofEpochMilli((long) (value > MILLIS_FROM ? value : value * 1000));
        }
        try {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "has the " + what + " '" + text + "'; write it like 2026-03-02T08:00:00Z", e);
        }
    }

    private static double number(String text, String what) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("has the " + what + " '" + text + "'; write a number", e);
        }
        throw new IllegalArgumentException("has the " + what + " '" + text + "'; write a number");
    }
}
