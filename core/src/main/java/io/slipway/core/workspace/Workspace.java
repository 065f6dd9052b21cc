package io.slipway.core.workspace;

import static java.util.Objects.requireNonNull;

import io.slipway.core.pipeline.DidYouMean;
import io.slipway.core.pipeline.Pipeline;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import io.slipway.core.pipeline.WrittenPlaces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All services below one root and the one pipeline of their tasks. Immutable.
 *
 * @param services sorted by name
 * @param places where the tasks were written
 * @param found needs of the pipeline that nobody wrote down, by task
 * @param throttles how much of each throttle class may be in use at a time; a class that is not there has no limit
 */
public record Workspace(
        List<Service> services,
        Pipeline pipeline,
        WrittenPlaces places,
        List<FoundNeed> found,
        SortedMap<String, Integer> throttles) {
    private static final int MOST_ALIKE = 3;

    public Workspace {
        services = services.stream().sorted(Comparator.comparing(Service::name)).toList();
        requireNonNull(pipeline, "pipeline");
        requireNonNull(places, "places");
        found = List.copyOf(found);
        throttles = Collections.unmodifiableSortedMap(new TreeMap<>(throttles));
        throttles.forEach((name, value) -> {
            if (value < 1)
                throw new IllegalArgumentException("throttles: " + name + ": " + value + " (expected: >= 1)");
        });
    }

    public Optional<Service> find(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    /**
     * The tasks that someone means, with all they need, sorted by address.
     *
     * <p>An argument is {@code service:task}, the name of a service, or else a directory, which means all services at or
     * under it; {@code ./name} is always a directory. No argument means everything at or under {@code from}. A deploy is
     * meant only if its kind is in {@code with}; where it is not, tasks that need it stay out as well.
     *
     * @param arguments as on a command line, directories relative to {@code from}
     * @param from a directory relative to the workspace root, empty for the root
     * @throws IllegalArgumentException when an argument means nothing here, saying what to write instead
     */
    public List<TaskAddress> select(List<String> arguments, String from, Set<TaskKind> with) {
        Set<TaskAddress> allowed = allowed(with);
        Set<TaskAddress> meant = new LinkedHashSet<>();
        if (arguments.isEmpty()) meant.addAll(inDirectory(".", from));
        for (String argument : arguments) {
            if (argument.indexOf(':') >= 0) {
                meant.add(allowed(named(argument), allowed));
            } else if (find(argument).isPresent()) {
                meant.addAll(ofService(argument));
            } else {
                meant.addAll(inDirectory(argument, from));
            }
        }
        meant.retainAll(allowed);
        return new ArrayList<>(new TreeSet<>(pipeline.graph().withAllBefore(meant)));
    }

    /**
     * The task of this address.
     *
     * @throws IllegalArgumentException when there is none, saying what was probably meant
     */
    public TaskAddress named(String address) {
        List<String> known = new ArrayList<>();
        for (TaskAddress task : pipeline.graph().nodes()) {
            if (task.toString().equals(address)) return task;
            known.add(task.toString());
        }
        throw new IllegalArgumentException("There is no task `" + address + "`; " + meant(address, known));
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

    private static TaskAddress allowed(TaskAddress address, Set<TaskAddress> allowed) {
        if (allowed.contains(address)) return address;
        throw new IllegalArgumentException(
                "`" + address + "` is or needs a deploy; `slipway run --with deploy` runs it");
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
