package io.slipway.core.pipeline;

import io.slipway.core.content.PathSet;
import io.slipway.core.graph.CycleException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds everything that is wrong between tasks: names used twice, needs of tasks that do not exist, cycles, and outputs
 * claimed twice. Says the same of tasks built in Java and of tasks read from files. Confined to one thread.
 */
public final class PipelineCheck {
    private static final int LONGEST_CYCLE = 40;
    /** More are counted, not told: an alias can multiply one mistake a million times. */
    private static final int MOST_UNKNOWN = 1_000;

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
            Problem::place,
            Comparator.comparing(place -> place.orElse(null), Comparator.nullsFirst(Comparator.naturalOrder())));

    private final TreeMap<TaskAddress, Task> tasks = new TreeMap<>();
    /** Names of tasks by service. */
    private final SortedMap<String, Set<String>> names = new TreeMap<>();
    /** What to do about an unknown name; the search for it is worth doing once. */
    private final Map<String, String> suggestions = new HashMap<>();

    private final Places places;
    private final List<Problem> problems = new ArrayList<>();

    private PipelineCheck(Places places) {
        this.places = places;
    }

    /**
     * Every problem, in the order of their places.
     *
     * @param unreadable services whose tasks are not known because something else is wrong with them: what is needed
     *     of them is taken to be there
     */
    public static List<Problem> problems(Collection<Task> tasks, Places places, Set<String> unreadable) {
        PipelineCheck check = new PipelineCheck(places);
        check.addOnce(tasks);
        check.findUnknownNeeds(unreadable);
        check.findCycles();
        check.findSharedOutputs();
        check.problems.sort(BY_PLACE);
        return check.problems;
    }

    private void addOnce(Collection<Task> given) {
        for (Task task : given) {
            names.computeIfAbsent(task.address().service(), service -> new TreeSet<>())
                    .add(task.address().task());
            if (tasks.putIfAbsent(task.address(), task) == null) continue;
            problems.add(Problem.of(
                    places.ofTask(task.address()),
                    "there are two tasks `" + task.address() + "`",
                    "rename one of them"));
        }
    }

    private void findSharedOutputs() {
        List<Task> inside = new ArrayList<>();
        for (Task task : tasks.values()) {
            findPathsOutside(task);
            if (task.outputs().leadingOutOfWorkspace(task.directory()).isEmpty()) inside.add(task);
        }
        problems.addAll(OutputClaims.problems(inside, places));
    }

    private void findPathsOutside(Task task) {
        TaskAddress address = task.address();
        refuseOutside(task, task.inputs(), pattern -> places.ofInput(address, pattern));
        refuseOutside(task, task.outputs(), pattern -> places.ofOutput(address, pattern));
        for (PathSet files : task.reports().values()) refuseOutside(task, files, pattern -> places.ofTask(address));
    }

    private void refuseOutside(Task task, PathSet paths, Function<String, Optional<Place>> placeOf) {
        paths.leadingOutOfWorkspace(task.directory())
                .ifPresent(pattern -> problems.add(Problem.of(
                        placeOf.apply(pattern),
                        "`" + pattern + "` of `" + task.address() + "` leads out of the workspace",
                        "name files below the workspace root")));
    }

    private void findUnknownNeeds(Set<String> unreadable) {
        int unknown = 0;
        for (Task task : tasks.values()) {
            for (Need need : task.needs()) {
                TaskAddress needed = need.task();
                Task known = tasks.get(needed);
                if (known != null) {
                    findEmptyWish(task, need, known);
                } else if (!unreadable.contains(needed.service()) && ++unknown <= MOST_UNKNOWN) {
                    problems.add(unknown(needed, places.ofNeed(task.address(), needed), task));
                }
            }
        }
        if (unknown <= MOST_UNKNOWN) return;
        problems.add(Problem.of(
                Optional.empty(),
                "there are " + (unknown - MOST_UNKNOWN) + " more needs of tasks that do not exist",
                "correct the others first"));
    }

    private void findEmptyWish(Task task, Need need, Task needed) {
        if (need.outputs().isEmpty()
                || need.outputs().get().overlap(needed.outputs()).isPresent()) return;
        problems.add(Problem.of(
                places.ofNeed(task.address(), needed.address()),
                "`" + task.address() + "` takes " + quoted(need.outputs().get()) + " of `" + needed.address()
                        + "`, which makes " + quoted(needed.outputs()),
                "name outputs of it, relative to its service, or leave `outputs` away to take all"));
    }

    private static String quoted(PathSet paths) {
        if (paths.isEmpty()) return "nothing";
        return "`" + String.join("`, `", paths.patterns()) + "`";
    }

    private Problem unknown(TaskAddress needed, Optional<Place> place, Task asking) {
        String subject = "`" + asking.address() + "` needs `" + needed + "`, but ";
        Set<String> siblings = names.getOrDefault(needed.service(), Set.of());
        if (siblings.isEmpty()) {
            return Problem.of(
                    place,
                    subject + "there is no service `" + needed.service() + "`",
                    suggestions.computeIfAbsent(
                            needed.service(), service -> DidYouMean.suggest(service, names.keySet())));
        }
        return Problem.of(
                place,
                subject + "service `" + needed.service() + "` has no task `" + needed.task() + "`",
                suggestions.computeIfAbsent(needed.toString(), address -> DidYouMean.suggest(needed.task(), siblings)));
    }

    private void findCycles() {
        try {
            Pipeline.graph(tasks.values());
        } catch (CycleException e) {
            for (List<?> cycle : e.cycles())
                problems.add(cycle(cycle.stream().map(TaskAddress.class::cast).toList()));
        }
    }

    /** An edge leads from what is needed to what needs it, so a path of needs is a cycle read backwards. */
    private Problem cycle(List<TaskAddress> edges) {
        List<TaskAddress> path = new ArrayList<>(edges);
        Collections.reverse(path);
        StringBuilder text = new StringBuilder("tasks need each other in a circle: ").append(path.get(0));
        for (int i = 1; i < path.size(); i++) {
            if (i == LONGEST_CYCLE / 2 && path.size() > LONGEST_CYCLE) {
                int last = path.size() - LONGEST_CYCLE / 2;
                text.append(" -> … ").append(last - i).append(" more …");
                i = last;
            }
            text.append(" -> ").append(path.get(i));
            places.ofNeed(path.get(i - 1), path.get(i))
                    .ifPresent(place -> text.append(" (").append(place).append(')'));
        }
        return Problem.of(places.ofNeed(path.get(0), path.get(1)), text.toString(), "remove one of these needs");
    }
}
