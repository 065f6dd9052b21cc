package io.slipway.core.definition;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.InvalidPipelineException;
import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.PipelineCheck;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Problem;
import io.slipway.core.pipeline.SecretSource;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.WrittenPlaces;
import io.slipway.core.workspace.Concurrency;
import io.slipway.core.workspace.DependencyDetector;
import io.slipway.core.workspace.Findings;
import io.slipway.core.workspace.FoundNeed;
import io.slipway.core.workspace.FoundNeeds;
import io.slipway.core.workspace.MavenReading;
import io.slipway.core.workspace.OutputReading;
import io.slipway.core.workspace.Service;
import io.slipway.core.workspace.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * Reads all definitions of a workspace at once: every {@code slipway.yaml}, and {@code slipway-workspace.yaml} where
 * there is one. Finds needs that nobody wrote down in them and in build files. Touches no file itself; whoever found the
 * files hands their bytes in. Stateless and thread-safe.
 *
 * <p>Whatever is in the files, the answer is a workspace or the list of everything that is wrong with them.
 */
public final class DefinitionReader {
    /** Name of the file that defines one service, in the service's directory. */
    public static final String SERVICE_FILE = "slipway.yaml";
    /** Name of the file at the workspace root; need not exist. */
    public static final String WORKSPACE_FILE = Workspace.WORKSPACE_FILE;
    /** Names of all files that {@link #read} looks into, in whatever directory they lie. */
    public static final Set<String> FILES = Set.of(SERVICE_FILE, WORKSPACE_FILE, MavenReading.FILE, NpmReading.FILE);

    private final List<DependencyDetector> detectors;

    /** Finds needs in declared outputs, in Maven's and in npm's files. */
    public DefinitionReader() {
        this(List.of(new OutputReading(), new MavenReading(), new NpmReading()));
    }

    public DefinitionReader(List<DependencyDetector> detectors) {
        this.detectors = List.copyOf(detectors);
    }

    /**
     * @param files content by path relative to the workspace root, with {@code /}; those whose name is none of
     *     {@link #FILES} are left alone. When the workspace file lists services, others are left alone too
     * @throws InvalidPipelineException with every problem of all files, in the order of their places
     */
    public Workspace read(Map<String, byte[]> files) {
        return read(files, ParameterValues.NONE, Map.of(), Runnable::run);
    }

    /**
     * As {@link #read(Map)}, with several files read at a time: the calling thread reads too, so an executor that is busy or
     * closed only makes it slower.
     *
     * @param values of the workspace's parameters; a wrong one is a problem too
     * @param shards how many parts tasks have that leave it to recorded times, by their address as a whole; one when it is
     *     not said
     */
    public Workspace read(
            Map<String, byte[]> files, ParameterValues values, Map<TaskAddress, Integer> shards, Executor executor) {
        return new Reading(files, values, shards, executor).read();
    }

    /** One call. Confined to one thread. */
    private final class Reading {
        private final Map<String, byte[]> files;
        private final ParameterValues values;
        private final Map<TaskAddress, Integer> shards;
        private final Executor executor;
        private final Problems problems = new Problems();
        private final List<Service> services = new ArrayList<>();
        private final List<Task> tasks = new ArrayList<>();
        private final TreeMap<TaskAddress, WrittenPlaces.OfTask> places = new TreeMap<>();
        private final Map<TaskAddress, SortedMap<TaskAddress, Place>> denied = new TreeMap<>();
        /** Services that may have more tasks than could be read. */
        private final Set<String> unreadable = new HashSet<>();

        private final Map<TaskAddress, SortedMap<String, Place>> throttled = new TreeMap<>();
        private final Map<TaskAddress, Place> conditions = new HashMap<>();
        private Optional<SortedMap<String, Integer>> throttles = Optional.empty();
        private SortedMap<String, String> parameters = Collections.emptySortedMap();
        private Optional<Concurrency> concurrency = Optional.empty();

        Reading(
                Map<String, byte[]> files,
                ParameterValues values,
                Map<TaskAddress, Integer> shards,
                Executor executor) {
            this.files = files;
            this.values = values;
            this.shards = shards;
            this.executor = executor;
        }

        Workspace read() {
            takeServices();
            refuseUnknownDenials();
            refuseUnknownThrottles();
            refuseNamesInUse();
            refuseShownSecrets();
            WrittenPlaces written = new WrittenPlaces(places);
            if (!problems.isEmpty()) throw refused(PipelineCheck.problems(tasks, written, unreadable));
            Map<TaskAddress, List<FoundNeed>> found =
                    FoundNeeds.in(new Findings(services, tasks, written, files), detectors, deniedBySomeone());
            Workspace workspace = found.isEmpty()
                    ? new Workspace(
                            services,
                            Pipeline.of(tasks, written),
                            written,
                            List.of(),
                            limits(),
                            parameters,
                            concurrency)
                    : withFoundNeeds(found);
            refuseVainConditions(workspace.pipeline());
            if (!problems.isEmpty()) throw refused(List.of());
            return workspace;
        }

        private void takeServices() {
            Map<String, Place> starts = new HashMap<>();
            List<TaskReader.ReadTask> read = new ArrayList<>();
            for (ServiceReader.Draft draft : readFiles()) {
                if (!draft.isComplete()) unreadable.add(draft.name());
                if (draft.service().isEmpty()) continue;
                Place first = starts.putIfAbsent(draft.name(), draft.start());
                if (first == null) {
                    services.add(draft.service().get());
                    read.addAll(draft.tasks());
                } else {
                    unreadable.add(draft.name());
                    problems.add(
                            draft.start(),
                            "there is already a service `" + draft.name() + "` (" + first + ")",
                            "rename one of the two");
                }
            }
            for (TaskReader.ReadTask task : new VariantNeeds(read, problems).resolved()) take(task);
        }

        private void take(TaskReader.ReadTask read) {
            tasks.add(read.task());
            places.put(read.task().address(), read.places());
            denied.put(read.task().address(), read.denied());
            throttled.put(read.task().address(), read.throttles());
            read.condition().ifPresent(place -> conditions.put(read.task().address(), place));
        }

        private List<ServiceReader.Draft> readFiles() {
            SortedMap<String, byte[]> definitions = new TreeMap<>();
            files.forEach((path, bytes) -> {
                if (path.equals(SERVICE_FILE) || path.endsWith("/" + SERVICE_FILE)) definitions.put(path, bytes);
            });
            WorkspaceFileReader reader = new WorkspaceFileReader(values, shards, problems);
            WorkspaceFileReader.Read workspace = Optional.ofNullable(files.get(WORKSPACE_FILE))
                    .map(reader::read)
                    .orElseGet(reader::readNothing);
            workspace.services().ifPresent(listed -> keepOnly(listed, definitions));
            throttles = workspace.throttles();
            concurrency = workspace.concurrency();
            parameters = workspace.shared().parameters();
            if (definitions.isEmpty() && problems.isEmpty()) {
                problems.add(Problem.of(
                        Optional.empty(),
                        "there is no " + SERVICE_FILE + " in this workspace",
                        "write one in the directory of each service, beginning with `slipway: 1`"));
            }
            List<ServiceFile> read = new ArrayList<>();
            definitions.forEach((path, bytes) -> read.add(new ServiceFile(path, bytes, workspace.shared())));
            for (ServiceFile file : read) file.beginOn(executor);
            List<ServiceReader.Draft> drafts = new ArrayList<>();
            for (ServiceFile file : read) drafts.add(file.finish(problems));
            return drafts;
        }

        private void keepOnly(SortedMap<String, Place> directories, SortedMap<String, byte[]> definitions) {
            Set<String> wanted = new HashSet<>();
            directories.forEach((directory, place) -> {
                String path = directory.isEmpty() ? SERVICE_FILE : directory + "/" + SERVICE_FILE;
                wanted.add(path);
                if (definitions.containsKey(path)) return;
                problems.add(
                        place,
                        "there is no " + path + ", or git ignores it",
                        "write one, or take the directory out of the list");
            });
            definitions.keySet().retainAll(wanted);
        }

        private void refuseUnknownDenials() {
            List<String> known =
                    places.keySet().stream().map(TaskAddress::toString).toList();
            denied.forEach((task, needs) -> needs.forEach((needed, place) -> {
                if (places.containsKey(needed) || unreadable.contains(needed.service())) return;
                problems.add(
                        place,
                        "`" + task + "` denies a need of `" + needed + "`, but there is no such task",
                        DidYouMean.suggest(needed.toString(), known));
            }));
        }

        /** Where the workspace limits some classes, one that it does not name is most likely a mistake. */
        private void refuseUnknownThrottles() {
            if (throttles.isEmpty()) return;
            Set<String> known = throttles.get().keySet();
            throttled.forEach((task, classes) -> classes.forEach((name, place) -> {
                if (known.contains(name)) return;
                problems.add(
                        place,
                        WORKSPACE_FILE + " has no throttle class `" + name + "`",
                        DidYouMean.among(name, known)
                                .map(meant -> "did you mean `" + meant + "`?")
                                .orElse("add it there: `throttles: {" + name + ": 4}`"));
            }));
        }

        /** Two tasks cannot have one past. */
        private void refuseNamesInUse() {
            Map<TaskAddress, TaskAddress> heirs = new HashMap<>();
            for (Task task : tasks) {
                Optional<TaskAddress> old = task.terms().renamedFrom();
                WrittenPlaces.OfTask written = places.get(task.address());
                if (old.isEmpty() || written == null) continue;
                TaskAddress other = places.containsKey(old.get()) ? old.get() : heirs.put(old.get(), task.address());
                if (other == null) continue;
                problems.add(
                        written.start(),
                        "`" + task.address() + "` was renamed from `" + old.get() + "`, but that is the past of `"
                                + other + "`",
                        "take `renamed-from` out of one of them");
            }
        }

        /** What one task keeps from everybody, no other may have counted: it would be in keys and what explains them. */
        private void refuseShownSecrets() {
            Map<String, TaskAddress> secret = new TreeMap<>();
            for (Task task : tasks) {
                for (SecretSource source : task.secrets().values()) {
                    if (source instanceof SecretSource.Variable variable)
                        secret.putIfAbsent(variable.name(), task.address());
                }
            }
            for (Task task : tasks) {
                WrittenPlaces.OfTask written = places.get(task.address());
                for (String name : task.pass()) {
                    if (written == null || !secret.containsKey(name)) continue;
                    problems.add(
                            written.start(),
                            "`" + task.address() + "` passes `" + name + "`, whose value is a secret of `"
                                    + secret.get(name) + "` and would be shown",
                            "write `secrets: [" + name + "]` instead of `pass`");
                }
            }
        }

        /** Last, as a condition may ask for needs that were found. */
        private void refuseVainConditions(Pipeline pipeline) {
            ConditionNames names = new ConditionNames(parameters.keySet(), problems);
            conditions.forEach((address, place) -> {
                Task task = pipeline.get(address);
                task.when().ifPresent(condition -> names.check(task, condition, place));
            });
        }

        private SortedMap<String, Integer> limits() {
            return throttles.orElseGet(Collections::emptySortedMap);
        }

        private Map<TaskAddress, Set<TaskAddress>> deniedBySomeone() {
            Map<TaskAddress, Set<TaskAddress>> all = new TreeMap<>();
            denied.forEach((task, needs) -> all.put(task, needs.keySet()));
            return all;
        }

        private Workspace withFoundNeeds(Map<TaskAddress, List<FoundNeed>> found) {
            List<Task> connected = new ArrayList<>();
            for (Task task : tasks) {
                List<FoundNeed> ofTask = found.getOrDefault(task.address(), List.of());
                connected.add(ofTask.isEmpty() ? task : task.alsoNeeding(needs(ofTask)));
            }
            WrittenPlaces written = new WrittenPlaces(places);
            found.forEach(
                    (task, needs) -> places.computeIfPresent(task, (address, of) -> of.alsoNeeding(places(needs))));
            WrittenPlaces all = new WrittenPlaces(places);
            try {
                return new Workspace(
                        services, Pipeline.of(connected, all), all, inOrder(found), limits(), parameters, concurrency);
            } catch (InvalidPipelineException e) {
                List<Problem> withoutFound = PipelineCheck.problems(tasks, written, unreadable);
                throw refused(withoutFound.isEmpty() ? deniable(e.problems()) : withoutFound);
            }
        }

        private InvalidPipelineException refused(List<Problem> more) {
            for (Problem problem : more) problems.add(problem);
            return new InvalidPipelineException(problems.sorted());
        }
    }

    private static List<Need> needs(List<FoundNeed> found) {
        return found.stream().map(FoundNeed::need).toList();
    }

    private static Map<TaskAddress, Place> places(List<FoundNeed> found) {
        Map<TaskAddress, Place> places = new TreeMap<>();
        for (FoundNeed need : found) places.put(need.need().task(), need.place());
        return places;
    }

    private static List<FoundNeed> inOrder(Map<TaskAddress, List<FoundNeed>> found) {
        List<FoundNeed> all = new ArrayList<>();
        new TreeMap<>(found).values().forEach(all::addAll);
        return all;
    }

    /** Problems that are there only because of found needs: nobody wrote those, so nobody can remove them. */
    private static List<Problem> deniable(List<Problem> problems) {
        return problems.stream()
                .map(problem -> Problem.of(
                        problem.place(),
                        problem.message(),
                        "some of these needs were found, not written; deny one: `needs: [{task: …, deny: true}]`"))
                .toList();
    }
}
