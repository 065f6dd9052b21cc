package io.slipway.core.imported;

import io.slipway.core.agent.Agent;
import io.slipway.core.graph.CriticalPath;
import io.slipway.core.graph.Dag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What can be said of an imported pipeline without running it. Immutable.
 *
 * @param criticalPath the chain of jobs that decides when all is done
 * @param finish when all is done with as many machines as are wanted; absent when no job's duration is known
 * @param unknown how many jobs were never seen; an average job stands for each
 * @param advice what would make it sooner or cheaper, the most telling first
 */
public record Insights(List<String> criticalPath, Optional<Duration> finish, int unknown, List<Advice> advice) {
    private static final long NOTHING_KNOWN_MILLIS = 1_000;

    /** Commands that fetch or build the same things again and again, by the tool's name. */
    private static final Map<String, Pattern> FETCHING = new TreeMap<>(Map.ofEntries(
            Map.entry("Bundler", command("bundle (install|exec)")),
            Map.entry("Cargo", command("cargo (build|test|check|clippy|install)")),
            Map.entry("Composer", command("composer (install|update)")),
            Map.entry("Go", command("go (build|test|mod download|install)")),
            Map.entry("Gradle", command("(\\./)?gradlew?")),
            Map.entry("Maven", command("(\\./)?mvnw?")),
            Map.entry("npm", command("npm (ci|i|install)")),
            Map.entry("pip", command("(python3? -m )?pip3? install")),
            Map.entry("pnpm", command("pnpm (i|install)")),
            Map.entry("Poetry", command("poetry install")),
            Map.entry("sbt", command("sbt")),
            Map.entry("Yarn", command("yarn( install)?"))));

    public Insights {
        criticalPath = List.copyOf(criticalPath);
        advice = List.copyOf(advice);
    }

    /** What kind of advice it is. Names freeze: they are printed as JSON. */
    public enum Kind {
        /** No machine, or no rule, lets it run. */
        NOBODY_CAN_RUN,
        /** It waits for jobs that hand it nothing. */
        NEEDLESS_WAIT,
        /** It fetches or builds the same things in every run. */
        NO_CACHE
    }

    /**
     * Something that could be better.
     *
     * @param jobs that it is about, at least one
     * @param text a sentence that ends with what to do
     */
    public record Advice(Kind kind, List<String> jobs, String text) {
        public Advice {
            jobs = List.copyOf(jobs);
        }
    }

    private static Pattern command(String words) {
        return Pattern.compile("(?m)(^|[;&|(]\\s*|\\s)" + words + "(\\s|$)");
    }

    /**
     * Looks at a pipeline. O(jobs + edges + length of scripts).
     *
     * @param durations how long a job usually takes, by its name
     * @param fleet machines that jobs may run on; empty when they are not known
     */
    public static Insights of(
            ImportedPipeline pipeline, Function<String, Optional<Duration>> durations, List<Agent> fleet) {
        Map<String, Long> millis = new HashMap<>();
        long sum = 0;
        int known = 0;
        for (String name : pipeline.graph().nodes()) {
            Optional<Duration> duration = durations.apply(name);
            if (duration.isEmpty()) continue;
            millis.put(name, duration.get().toMillis());
            sum += duration.get().toMillis();
            known++;
        }
        long average = known == 0 ? NOTHING_KNOWN_MILLIS : sum / known;
        CriticalPath<String> path = CriticalPath.of(pipeline.graph(), name -> millis.getOrDefault(name, average));
        List<Advice> advice = new ArrayList<>();
        addUnrunnable(pipeline, fleet, advice);
        addNeedlessWaits(pipeline, advice);
        addNeedlessNeeds(pipeline, advice);
        addUncached(pipeline, advice);
        return new Insights(
                path.path(),
                known == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(path.length())),
                pipeline.graph().nodes().size() - known,
                advice);
    }

    private static void addUnrunnable(ImportedPipeline pipeline, List<Agent> fleet, List<Advice> advice) {
        List<String> never = new ArrayList<>();
        Map<List<String>, List<String>> homeless = new LinkedHashMap<>();
        for (ImportedJob job : pipeline.jobs()) {
            if (job.presence() == Presence.NEVER) never.add(job.name());
            else if (!fleet.isEmpty() && fleet.stream().noneMatch(agent -> offers(agent, job.labels())))
                homeless.computeIfAbsent(job.labels(), labels -> new ArrayList<>())
                        .add(job.name());
        }
        if (!never.isEmpty())
            advice.add(
                    new Advice(
                            Kind.NOBODY_CAN_RUN,
                            never,
                            "with what is known no rule lets these jobs run; if that is always so, remove them or mend their rules"));
        homeless.forEach((labels, jobs) -> advice.add(new Advice(
                Kind.NOBODY_CAN_RUN,
                jobs,
                "no machine of the fleet offers " + String.join(" and ", labels) + "; add one, or change the labels")));
    }

    /** A label is offered by its name, its value, or both as {@code name=value}; a variable may be anything. */
    private static boolean offers(Agent agent, List<String> labels) {
        Map<String, String> offered = agent.labels().values();
        for (String label : labels) {
            int equals = label.indexOf('=');
            boolean met = label.contains("$")
                    || offered.containsKey(label)
                    || offered.containsValue(label)
                    || (equals > 0 && label.substring(equals + 1).equals(offered.get(label.substring(0, equals))));
            if (!met) return false;
        }
        return true;
    }

    /** Jobs that wait for stages although no job of those hands on a file. */
    private static void addNeedlessWaits(ImportedPipeline pipeline, List<Advice> advice) {
        Map<String, List<ImportedJob>> byStage = new LinkedHashMap<>();
        for (String stage : pipeline.stages()) byStage.put(stage, new ArrayList<>());
        for (ImportedJob job : pipeline.jobs())
            byStage.computeIfAbsent(job.stage(), stage -> new ArrayList<>()).add(job);
        boolean handedOn = false;
        for (Map.Entry<String, List<ImportedJob>> stage : byStage.entrySet()) {
            List<String> waiting = new ArrayList<>();
            for (ImportedJob job : stage.getValue()) {
                if (waitsForStages(pipeline, job) && !job.manual() && !job.deploys()) waiting.add(job.name());
            }
            if (!handedOn && !waiting.isEmpty())
                advice.add(new Advice(
                        Kind.NEEDLESS_WAIT,
                        waiting,
                        "the jobs of stage " + stage.getKey()
                                + " wait for the stages before, whose jobs hand on no file;"
                                + " give `needs: []` to those that need no other's success, and they start at once"));
            for (ImportedJob job : stage.getValue())
                handedOn |= !job.outputs().isEmpty() || job.reports().containsKey("dotenv");
        }
    }

    /** Where the host has no stages: jobs that need others, and take nothing from any of them. */
    private static void addNeedlessNeeds(ImportedPipeline pipeline, List<Advice> advice) {
        Set<String> waiting = new LinkedHashSet<>();
        for (ImportedJob job : pipeline.jobs()) {
            List<ImportedNeed> needs = job.needs().orElse(List.of());
            boolean serial = job.stage().isEmpty()
                    && !needs.isEmpty()
                    && needs.stream().noneMatch(ImportedNeed::outputs)
                    && !job.manual()
                    && !job.deploys()
                    && pipeline.graph().contains(job.name());
            if (serial) waiting.add(job.group());
        }
        if (!waiting.isEmpty())
            advice.add(new Advice(
                    Kind.NEEDLESS_WAIT,
                    List.copyOf(waiting),
                    "these jobs take neither files nor outputs from the jobs that they need;"
                            + " drop `needs` where their success is not required, and they start at once"));
    }

    private static boolean waitsForStages(ImportedPipeline pipeline, ImportedJob job) {
        Dag<String> graph = pipeline.graph();
        return job.needs().isEmpty()
                && graph.contains(job.name())
                && !graph.predecessors(job.name()).isEmpty();
    }

    private static void addUncached(ImportedPipeline pipeline, List<Advice> advice) {
        Map<String, Set<String>> byTool = new LinkedHashMap<>();
        for (ImportedJob job : pipeline.jobs()) {
            if (job.cached()) continue;
            FETCHING.forEach((tool, command) -> {
                if (command.matcher(job.script()).find())
                    byTool.computeIfAbsent(tool, any -> new LinkedHashSet<>()).add(job.group());
            });
        }
        byTool.forEach((tool, jobs) -> advice.add(new Advice(
                Kind.NO_CACHE,
                List.copyOf(jobs),
                tool + " fetches everything anew in every run; keep its downloads in a cache")));
    }
}
