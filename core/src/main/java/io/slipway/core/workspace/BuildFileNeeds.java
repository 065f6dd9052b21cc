package io.slipway.core.workspace;

import io.slipway.core.pipeline.Need;
import io.slipway.core.pipeline.NeedKind;
import io.slipway.core.pipeline.Place;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.pipeline.TaskKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what build files say of each other into needs between tasks: one build file of a service names what a build file
 * of another service makes.
 *
 * <p>It is needed by every build or test of the service that reads the build file, unless that task already says which
 * task of the other service it needs. Needed is the other service's task {@code package}, else {@code install}, else
 * {@code build}, else the one of the same name; where there is none of them, nothing is found.
 */
public final class BuildFileNeeds {
    private static final List<String> PACKAGING = List.of("package", "install", "build");

    private final Findings workspace;
    private final Map<String, Service> makers = new HashMap<>();
    private final List<Wish> wishes = new ArrayList<>();

    public BuildFileNeeds(Findings workspace) {
        this.workspace = workspace;
    }

    /** @param named what stands in the file; it is wanted itself, or needs what is wanted */
    private record Wish(String file, String named, String wanted, Place place, NeedKind kind) {
        String because() {
            String because = "it reads " + file + ", which names `" + named + "`";
            return named.equals(wanted) ? because : because + ", which loads `" + wanted + "`";
        }
    }

    /** The build file {@code file} makes what is called {@code name}. */
    public void makes(String file, String name) {
        workspace.serviceOf(file).ifPresent(service -> makers.putIfAbsent(name, service));
    }

    /**
     * The build file {@code file} needs what is called {@code name}.
     *
     * @param kind test when only tests need it
     */
    public void wants(String file, String name, Place place, NeedKind kind) {
        wants(file, name, name, place, kind);
    }

    /** The same, of something that what the file names cannot be used without. */
    public void wants(String file, String named, String wanted, Place place, NeedKind kind) {
        wishes.add(new Wish(file, named, wanted, place, kind));
    }

    public List<FoundNeed> found() {
        List<FoundNeed> found = new ArrayList<>();
        Map<TaskAddress, List<TaskAddress>> groups = workspace.groups();
        for (Wish wish : wishes) {
            Optional<Service> asking = workspace.serviceOf(wish.file());
            Service maker = makers.get(wish.wanted());
            if (asking.isEmpty() || maker == null || maker.equals(asking.get())) continue;
            for (Task task : workspace.tasks()) {
                if (task.address().service().equals(asking.get().name()) && reads(task, wish)) {
                    for (TaskAddress needed : needed(task, maker, groups)) {
                        found.add(new FoundNeed(
                                task.address(), Need.of(needed, wish.kind()), wish.place(), wish.because()));
                    }
                }
            }
        }
        return found;
    }

    private static boolean reads(Task task, Wish wish) {
        boolean fits = wish.kind() == NeedKind.TEST ? task.kind() == TaskKind.TEST : task.kind() != TaskKind.DEPLOY;
        return fits
                && task.inputs().leadingOutOfWorkspace(task.directory()).isEmpty()
                && task.inputs().in(task.directory()).matches(wish.file());
    }

    /** Of a matrix all variants. */
    private List<TaskAddress> needed(Task task, Service maker, Map<TaskAddress, List<TaskAddress>> groups) {
        if (task.needs().stream().anyMatch(need -> need.task().service().equals(maker.name()))) return List.of();
        List<String> names = new ArrayList<>(PACKAGING);
        names.add(task.address().group().task());
        return names.stream()
                .flatMap(name -> Optional.ofNullable(groups.get(new TaskAddress(maker.name(), name))).stream())
                .findFirst()
                .orElse(List.of());
    }
}
