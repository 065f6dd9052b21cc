package io.slipway.core.simulate;

import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.WrittenPlaces;
import io.slipway.core.run.RunId;
import io.slipway.core.run.RunOptions;
import io.slipway.core.schedule.Input;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs from a table: one line for each task, the columns named in the first line.
 *
 * <pre>{@code
 * submit_s,tenant,run,task,needs,requires,milli_cpu,memory_bytes,duration_s
 * 0,shop,run-1,orders:compile,,os=linux;jdk=>=17,2000,2147483648,41.5
 * 0,shop,run-1,orders:test,orders:compile,os=linux,1000,1073741824,120
 * }</pre>
 *
 * <p>{@code submit_s}, {@code run}, {@code task} and {@code duration_s} have to be there. Several needs, and several
 * requirements, are parted by {@code ;}; {@code jdk>=17} is the same as {@code jdk=>=17}. A task without a service belongs to one named as its tenant. Columns may stand in
 * any order; a field with a comma stands in double quotes.
 */
public final class CsvWorkload {
    private static final List<String> COLUMNS = List.of(
            "submit_s", "tenant", "run", "task", "needs", "requires", "milli_cpu", "memory_bytes", "duration_s");
    private static final List<String> REQUIRED = List.of("submit_s", "run", "task", "duration_s");
    private static final Map<String, String> EXAMPLES = Map.of(
            "tenant", "acme/web",
            "task", "orders:test",
            "needs", "orders:compile;contracts:api",
            "requires", "os=linux;jdk>=17");
    private static final double NANOS = 1e9;
    private static final double MOST_SECONDS = 1e9;

    private CsvWorkload() {}

    /**
     * Reads a table.
     *
     * @param file its name, for messages
     * @throws InvalidPipelineException with every problem, each with file, line and column
     */
    public static Workload read(String file, String text) {
        return Workload.of(new Reading(file).read(text));
    }

    /** All lines of one run. */
    private static final class Run {
        final String name;
        final double submitSeconds;
        final Tenant tenant;
        final List<Task> tasks = new ArrayList<>();
        final Map<TaskAddress, Work> work = new HashMap<>();
        final TreeMap<TaskAddress, WrittenPlaces.OfTask> places = new TreeMap<>();

        Run(String name, double submitSeconds, Tenant tenant) {
            this.name = name;
            this.submitSeconds = submitSeconds;
            this.tenant = tenant;
        }
    }

    /** A table while it is read. */
    private static final class Reading {
        private final String file;
        private final List<Problem> problems = new ArrayList<>();
        private final Map<String, Integer> columns = new HashMap<>();
        private final Map<String, Run> runs = new LinkedHashMap<>();
        private CsvRow row;

        Reading(String file) {
            this.file = file;
            this.row = CsvRow.of(file, 1, "");
        }

        List<Arrival> read(String text) {
            int line = 0;
            boolean header = true;
            for (String each : (Iterable<String>) text.lines()::iterator) {
                row = CsvRow.of(file, ++line, each);
                if (row.isBlank()) continue;
                if (header) readHeader();
                else readTask();
                header = false;
                if (columns.isEmpty()) break;
            }
            if (!header && runs.isEmpty() && problems.isEmpty())
                problem(0, "no task follows the columns' names", "write one on each line below");
            if (header) problem(0, "there is nothing in it", "begin with the line " + String.join(",", COLUMNS));
            List<Arrival> arrivals = new ArrayList<>();
            for (Run run : runs.values()) arrival(run).ifPresent(arrivals::add);
            problems.sort(Comparator.comparing(problem -> problem.place().orElse(row.place(0))));
            if (!problems.isEmpty()) throw new InvalidPipelineException(problems);
            return arrivals;
        }

        private void problem(int field, String what, String suggestion) {
            problems.add(Problem.at(row.place(field), what, suggestion));
        }

        private void readHeader() {
            for (int i = 0; i < row.fields().size(); i++) {
                String name = row.fields().get(i).text();
                if (!COLUMNS.contains(name)) {
                    String meant = DidYouMean.among(name, COLUMNS)
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("there are " + String.join(", ", COLUMNS));
                    problem(i, "unknown column \"" + name + "\"", meant);
                } else if (columns.put(name, i) != null) {
                    problem(i, "column \"" + name + "\" comes twice", "leave one out");
                }
            }
            for (String name : REQUIRED) {
                if (!columns.containsKey(name)) problem(0, "column \"" + name + "\" is missing", "add it");
            }
            if (!problems.isEmpty()) columns.clear();
        }

        private void readTask() {
            if (row.fields().size() != columns.size()) {
                problem(
                        row.fields().size() - 1,
                        row.fields().size() + " fields for " + columns.size() + " columns",
                        "write one for each; a field with a comma stands in double quotes");
                return;
            }
            int before = problems.size();
            double submit = number("submit_s", MOST_SECONDS);
            double duration = number("duration_s", MOST_SECONDS);
            int milliCpu = (int) number("milli_cpu", Integer.MAX_VALUE);
            long memory = (long) number("memory_bytes", Long.MAX_VALUE);
            Tenant tenant = tenant();
            String service = tenant.names().get(tenant.names().size() - 1);
            if (text("run").isEmpty()) problem(column("run"), "it has no run", "give the run a name");
            TaskAddress address = address("task", text("task"), service);
            Selector requires = valid("requires", text("requires"), Reading::selector);
            SortedMap<TaskAddress, Place> needs = needs(service);
            if (problems.size() > before || address == null || requires == null) return;

            Run run = runs.computeIfAbsent(text("run"), name -> new Run(name, submit, tenant));
            checkSame(run, submit, tenant);
            Task.Builder task = Task.builder(address)
                    .run("simulated")
                    .requires(requires)
                    .resources(new Resources(text("milli_cpu").isEmpty() ? 1000 : milliCpu, memory));
            for (TaskAddress need : needs.keySet()) task.need(Need.of(need, NeedKind.BUILD));
            run.tasks.add(task.build());
            run.work.put(address, Work.lasting(Duration.ofNanos((long) (duration * NANOS))));
            run.places.put(
                    address,
                    new WrittenPlaces.OfTask(row.place(column("task")), needs, new TreeMap<>(), new TreeMap<>()));
        }

        private void checkSame(Run run, double submit, Tenant tenant) {
            String same = "say the same for all tasks of a run";
            if (run.submitSeconds != submit)
                problem(
                        column("submit_s"),
                        "run " + run.name + " was submitted at " + run.submitSeconds + " above",
                        same);
            if (!run.tenant.equals(tenant))
                problem(column("tenant"), "run " + run.name + " was of " + run.tenant + " above", same);
        }

        private Tenant tenant() {
            if (text("tenant").isEmpty()) return RunOptions.ANYBODY;
            Tenant tenant = valid("tenant", text("tenant"), Tenant::of);
            return tenant == null ? RunOptions.ANYBODY : tenant;
        }

        private SortedMap<TaskAddress, Place> needs(String service) {
            SortedMap<TaskAddress, Place> needs = new TreeMap<>();
            for (String need : text("needs").split(";", -1)) {
                if (need.isBlank()) continue;
                TaskAddress needed = address("needs", need.strip(), service);
                if (needed != null && needs.put(needed, row.place(column("needs"))) != null)
                    problem(column("needs"), needed + " comes twice", "leave one out");
            }
            return needs;
        }

        private @Nullable TaskAddress address(String column, String text, String service) {
            return valid(column, text, written -> TaskAddress.parse(written, service));
        }

        private static Selector selector(String text) {
            Map<String, String> ranges = new HashMap<>();
            for (String one : text.split(";", -1)) {
                if (one.isBlank()) continue;
                int end = firstOf("=<>", one);
                if (end < 1)
                    throw new IllegalArgumentException("'" + one + "' (expected: label=range, as jdk=>=17 or jdk>=17)");
                int begin = one.charAt(end) == '=' ? end + 1 : end;
                ranges.put(one.substring(0, end).strip(), one.substring(begin).strip());
            }
            return Selector.of(ranges);
        }

        /** Where the first of these characters is; -1 when there is none. */
        private static int firstOf(String characters, String text) {
            for (int i = 0; i < text.length(); i++) if (characters.indexOf(text.charAt(i)) >= 0) return i;
            return -1;
        }

        private int column(String name) {
            return columns.getOrDefault(name, 0);
        }

        private String text(String name) {
            Integer column = columns.get(name);
            return column == null ? "" : row.fields().get(column).text();
        }

        private double number(String name, double most) {
            String text = text(name);
            if (text.isEmpty() && !REQUIRED.contains(name)) return 0;
            try {
                double number = Double.parseDouble(text);
                if (number >= 0 && number <= most) return number;
            } catch (NumberFormatException e) {
                // said below
            }
            problem(column(name), name + " is \"" + text + "\"", "write a number from 0 on");
            return 0;
        }

        private <T> @Nullable T valid(String column, String text, Function<String, T> read) {
            try {
                return read.apply(text);
            } catch (IllegalArgumentException e) {
                problem(column(column), String.valueOf(e.getMessage()), "write it as " + EXAMPLES.get(column));
                return null;
            }
        }

        private Optional<Arrival> arrival(Run run) {
            try {
                Pipeline pipeline = Pipeline.of(run.tasks, new WrittenPlaces(run.places));
                Digest digest = Digest.of(run.name.getBytes(StandardCharsets.UTF_8));
                List<TaskAddress> tasks =
                        pipeline.tasks().stream().map(Task::address).toList();
                Input.Submit submit = new Input.Submit(
                        new RunId(run.name), pipeline, digest, digest, tasks, RunOptions.DEFAULT.forTenant(run.tenant));
                Duration at = Duration.ofNanos((long) (run.submitSeconds * NANOS));
                return Optional.of(new Arrival(at, submit, run.work));
            } catch (InvalidPipelineException e) {
                problems.addAll(e.problems());
                return Optional.empty();
            }
        }
    }
}
