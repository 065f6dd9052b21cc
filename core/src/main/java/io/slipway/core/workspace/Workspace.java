package io.slipway.core.workspace;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.PathSet;
import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.pipeline.WrittenPlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All services below one root and the one pipeline of their tasks. Immutable.
 *
 * @param services sorted by name
 * @param places where the tasks were written
 * @param found needs of the pipeline that nobody wrote down, by task
 * @param throttles how much of each throttle class may be in use at a time; a class that is not there has no limit
 * @param parameters their values
 * @param concurrency of its runs; absent when they do not mind each other
 */
public record Workspace(
        List<Service> services,
        Pipeline pipeline,
        WrittenPlaces places,
        List<FoundNeed> found,
        SortedMap<String, Integer> throttles,
        SortedMap<String, String> parameters,
        Optional<Concurrency> concurrency) {
    /** Name of the file at the workspace root; need not exist. */
    public static final String WORKSPACE_FILE = "slipway-workspace.yaml";

    private static final int MOST_ALIKE = 3;

    /** One whose runs do not mind each other. */
    public Workspace(
            List<Service> services,
            Pipeline pipeline,
            WrittenPlaces places,
            List<FoundNeed> found,
            SortedMap<String, Integer> throttles,
            SortedMap<String, String> parameters) {
        this(services, pipeline, places, found, throttles, parameters, Optional.empty());
    }

    public Workspace {
        requireNonNull(concurrency, "concurrency");
        services = services.stream().sorted(Comparator.comparing(Service::name)).toList();
        requireNonNull(pipeline, "pipeline");
        requireNonNull(places, "places");
        found = List.copyOf(found);
        throttles = Collections.unmodifiableSortedMap(new TreeMap<>(throttles));
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        throttles.forEach((name, value) -> {
            if (value < 1)
                throw new IllegalArgumentException("throttles: " + name + ": " + value + " (expected: >= 1)");
        });
    }

    /** The same services, with a pipeline in which nothing has another address. */
    public Workspace with(Pipeline other) {
        return new Workspace(services, other, places, found, throttles, parameters, concurrency);
    }

    public Optional<Service> find(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    /**
     * The tasks that someone means, with all they need, sorted by address. Where a deploy is not asked for, tasks that need
     * it stay out as well. O(tasks + needs), and with changed files O(tasks × files).
     *
     * @throws IllegalArgumentException when an argument means nothing here, saying what to write instead
     */
    public List<TaskAddress> select(Selection wanted) {
        Set<TaskAddress> allowed = allowed(wanted.with());
        Set<TaskAddress> meant = new LinkedHashSet<>();
        if (wanted.arguments().isEmpty()) meant.addAll(inDirectory(".", wanted.from()));
        for (String argument : wanted.arguments()) {
            if (argument.indexOf(':') >= 0) {
                meant.addAll(allowed(argument, named(argument), allowed));
            } else if (find(argument).isPresent()) {
                meant.addAll(ofService(argument));
            } else {
                meant.addAll(inDirectory(argument, wanted.from()));
            }
        }
        meant.retainAll(allowed);
        if (!wanted.kinds().isEmpty())
            meant.removeIf(
                    address -> !wanted.kinds().contains(pipeline.get(address).kind()));
        if (!wanted.labels().isEmpty())
            meant.removeIf(address -> Collections.disjoint(pipeline.get(address).labels(), wanted.labels()));
        wanted.changed().ifPresent(files -> meant.retainAll(affectedBy(files)));
        return new ArrayList<>(new TreeSet<>(pipeline.graph().withAllBefore(meant)));
    }

    /**
     * Tasks that could do something else because these files changed, and all that come after them. A definition counts
     * for all tasks that are written in it, the workspace file for all.
     */
    private Set<TaskAddress> affectedBy(Set<String> files) {
        if (files.contains(WORKSPACE_FILE)) return Set.copyOf(pipeline.graph().nodes());
        Set<TaskAddress> affected = new LinkedHashSet<>();
        for (Task task : pipeline.tasks()) {
            boolean isDefinedAnew = find(task.address().service())
                    .filter(service -> files.contains(service.definitionFile()))
                    .isPresent();
            PathSet inputs = task.inputs().in(task.directory());
            if (isDefinedAnew || files.stream().anyMatch(inputs::matches)) affected.add(task.address());
        }
        return pipeline.graph().withAllAfter(affected);
    }

    /**
     * The tasks of this address: one, those of a matrix that have the values in its brackets, or those that it fits with
     * {@code *} for any letters. At least one.
     *
     * @throws IllegalArgumentException when there is none, saying what was probably meant
     */
    public List<TaskAddress> named(String address) {
        Predicate<TaskAddress> isMeant = address.indexOf('*') < 0 ? exactly(address) : fitting(address);
        List<TaskAddress> named =
                pipeline.graph().nodes().stream().filter(isMeant).toList();
        if (!named.isEmpty()) return named;
        List<String> known =
                pipeline.graph().nodes().stream().map(TaskAddress::toString).toList();
        throw new IllegalArgumentException("There is no task `" + address + "`; " + meant(address, known));
    }

    private static Predicate<TaskAddress> exactly(String address) {
        try {
            TaskAddress wish = TaskAddress.parse(address);
            return task -> task.isMeantBy(wish);
        } catch (IllegalArgumentException e) {
            return task -> false; // it is nobody's address
        }
    }

    /** Fits the address with its variant, or without. */
    private static Predicate<TaskAddress> fitting(String pattern) {
        Pattern expression = Pattern.compile(
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        return task -> expression.matcher(task.toString()).matches()
                || expression.matcher(task.group().toString()).matches();
    }

    /** Who leaves the service away means the tasks that have this name in theirs. */
    private String meant(String word, List<String> known) {
        List<String> alike = pipeline.tasks().stream()
                .map(Task::address)
                .filter(address -> address.task().equals(word))
                .map(address -> "`" + address + "`")
                .limit(MOST_ALIKE)
                .toList();
        return alike.isEmpty() ? DidYouMean.suggest(word, known) : "did you mean " + String.join(" or ", alike) + "?";
    }

    /** Tasks of the kinds asked for that wait for no task of another kind. */
    private Set<TaskAddress> allowed(Set<TaskKind> with) {
        Set<TaskAddress> unasked = new LinkedHashSet<>();
        for (Task task : pipeline.tasks()) {
            if (!task.kind().runsUnasked() && !with.contains(task.kind())) unasked.add(task.address());
        }
        Set<TaskAddress> allowed = new LinkedHashSet<>(pipeline.graph().nodes());
        allowed.removeAll(pipeline.graph().withAllAfter(unasked));
        return allowed;
    }

    private static List<TaskAddress> allowed(String argument, List<TaskAddress> named, Set<TaskAddress> allowed) {
        List<TaskAddress> some = named.stream().filter(allowed::contains).toList();
        if (!some.isEmpty()) return some;
        throw new IllegalArgumentException(
                "`" + argument + "` is or needs a deploy; `slipway run --with deploy` runs it");
    }

    private List<TaskAddress> ofService(String name) {
        return pipeline.tasks().stream()
                .map(Task::address)
                .filter(address -> address.service().equals(name))
                .toList();
    }

    private List<TaskAddress> inDirectory(String argument, String from) {
        Optional<String> directory = resolve(argument, from);
        List<TaskAddress> found = new ArrayList<>();
        for (Service service : services) {
            if (directory.isPresent() && service.isAtOrUnder(directory.get())) found.addAll(ofService(service.name()));
        }
        if (!found.isEmpty()) return found;
        List<String> names = services.stream().map(Service::name).toList();
        throw new IllegalArgumentException(
                "There is no service called or in `" + argument + "`; " + meant(argument, names));
    }

    /** The directory relative to the workspace root; empty when it lies outside. */
    private static Optional<String> resolve(String argument, String from) {
        if (argument.startsWith("/")) return Optional.empty();
        List<String> names = new ArrayList<>();
        for (String name : (from + "/" + argument).split("/")) {
            if (name.isEmpty() || name.equals(".")) continue;
            if (!name.equals("..")) {
                names.add(name);
            } else if (names.isEmpty()) {
                return Optional.empty();
            } else {
                names.remove(names.size() - 1);
            }
        }
        return Optional.of(String.join("/", names));
    }
}
