package io.slipway.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.slipway.core.agent.Agent;
import io.slipway.core.agent.Labels;
import io.slipway.core.graph.Dag;
import io.slipway.core.pipeline.Resources;
import io.slipway.core.pipeline.Selector;
import io.slipway.core.plan.Work;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A planning problem from a public collection. Times are whole milliseconds of the planner's clock: a PSPLIB period is one
 * second.
 *
 * @param set such as {@code j60}
 * @param dag jobs by number, from 0, in the order of the file
 * @param takes by job, milliseconds
 * @param demands by job and resource
 * @param capacity by resource
 * @param goal best makespan known, or a simple lower bound where none is, in milliseconds
 */
record Project(String id, String set, Dag<Integer> dag, long[] takes, int[][] demands, int[] capacity, double goal) {
    private static final JsonFactory JSON = new JsonFactory();

    int size() {
        return takes.length;
    }

    /** One agent that has all there is. */
    List<Agent> agents() {
        return List.of(new Agent("all", Labels.of(Map.of()), counts(capacity)));
    }

    List<Work> works() {
        List<Work> works = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            works.add(new Work(Duration.ofMillis(takes[i]), counts(demands[i]), Selector.any()));
        }
        return works;
    }

    private static Resources counts(int[] amounts) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (int r = 0; r < amounts.length; r++) counts.put("r" + (r + 1), amounts[r]);
        return new Resources(0, 0, 0, counts);
    }

    /** PSPLIB: jobs on four resources. */
    static List<Project> psplib(Path data) throws IOException {
        List<Project> projects = new ArrayList<>();
        for (Map<?, ?> line : lines(data.resolve("dag-psplib/instances.jsonl.gz"))) {
            List<?> durations = (List<?>) value(line, "duration");
            int size = durations.size();
            long[] takes = new long[size];
            int[][] demands = new int[size][];
            Dag.Builder<Integer> dag = Dag.builder();
            for (int i = 0; i < size; i++) dag.add(i);
            for (int i = 0; i < size; i++) {
                takes[i] = 1000 * number(durations.get(i)).longValue();
                demands[i] = ints(((List<?>) value(line, "demand")).get(i));
                for (int next : ints(((List<?>) value(line, "successors")).get(i))) dag.edge(i, next - 1);
            }
            projects.add(new Project(
                    (String) value(line, "id"),
                    (String) value(line, "set"),
                    dag.build(),
                    takes,
                    demands,
                    ints(value(line, "capacity")),
                    1000 * number(value(line, "best_known_ub")).doubleValue()));
        }
        return projects;
    }

    /** WfCommons on equal slots; the goal is the longer of critical path and work by slots. */
    static List<Project> workflows(Path data, int slots) throws IOException {
        List<Project> projects = new ArrayList<>();
        for (Map<?, ?> line : lines(data.resolve("dag-wfcommons/instances.jsonl.gz"))) {
            List<?> seconds = (List<?>) value(line, "runtime_s");
            int size = seconds.size();
            long[] takes = new long[size];
            int[][] demands = new int[size][];
            Dag.Builder<Integer> dag = Dag.builder();
            for (int i = 0; i < size; i++) dag.add(i);
            double work = 0;
            for (int i = 0; i < size; i++) {
                takes[i] = Math.round(1000 * number(seconds.get(i)).doubleValue());
                work += takes[i];
                demands[i] = new int[] {1};
                for (int parent : ints(((List<?>) value(line, "parents")).get(i))) dag.edge(parent, i);
            }
            Dag<Integer> built = dag.build();
            double goal = Math.max(work / slots, SimpleRules.criticalPath(built, takes));
            projects.add(new Project(
                    (String) value(line, "id"), "wfcommons", built, takes, demands, new int[] {slots}, goal));
        }
        return projects;
    }

    private static List<Map<?, ?>> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("--data: there is no " + file
                    + " (expected: a directory with dag-psplib and dag-wfcommons, each with an instances.jsonl.gz)");
        }
        List<Map<?, ?>> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                try (JsonParser json = JSON.createParser(line)) {
                    json.nextToken();
                    lines.add((Map<?, ?>) read(json));
                }
            }
        }
        return lines;
    }

    private static Object read(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    fields.put(name, read(json));
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<Object> values = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) values.add(read(json));
                yield values;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            default -> json.getText() == null ? "" : json.getText();
        };
    }

    private static Object value(Map<?, ?> line, String name) {
        Object value = line.get(name);
        if (value == null) throw new BenchException("an instance without " + name + ": " + line.get("id"));
        return value;
    }

    private static Number number(Object value) {
        return (Number) value;
    }

    private static int[] ints(Object values) {
        return ((List<?>) values)
                .stream().mapToInt(value -> number(value).intValue()).toArray();
    }
}
