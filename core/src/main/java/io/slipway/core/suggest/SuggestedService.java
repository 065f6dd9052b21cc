package io.slipway.core.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A service that a build file asks for. Immutable.
 *
 * @param directory in which its {@code slipway.yaml} is to lie; empty for the project's own
 * @param name as far as the build file gives one; made unique by {@link Suggestions}
 * @param buildFile that it was found in, by path
 */
public record SuggestedService(String directory, String name, String buildFile, List<SuggestedTask> tasks) {
    public SuggestedService {
        tasks = List.copyOf(tasks);
    }

    /** Where its definition is to lie. */
    public String path() {
        return ProjectFiles.prefix(directory) + "slipway.yaml";
    }

    SuggestedService named(String unique) {
        return new SuggestedService(directory, unique, buildFile, tasks);
    }

    /** The same directory's service with the tasks of another build file there; where names meet, with the tool's name. */
    SuggestedService with(SuggestedService other) {
        Set<String> taken = new TreeSet<>();
        for (SuggestedTask task : tasks) taken.add(task.name());
        UnaryOperator<String> renamed = task -> taken.contains(task) ? other.tool() + "-" + task : task;
        List<SuggestedTask> all = new ArrayList<>(tasks);
        for (SuggestedTask task : other.tasks)
            all.add(task.named(renamed.apply(task.name()))
                    .needing(task.needs().stream().map(renamed).toList()));
        return new SuggestedService(directory, name, buildFile, all);
    }

    /** With what its files name outside its directory as inputs too. */
    SuggestedService reading(PathsOutside outside) {
        List<String> ofBuilds = outside.of(directory, false);
        List<String> ofTests = outside.of(directory, true);
        List<SuggestedTask> reading = new ArrayList<>();
        for (SuggestedTask task : tasks)
            reading.add(task.reading(task.kind().equals("test") ? ofTests : ofBuilds, directory));
        return new SuggestedService(directory, name, buildFile, reading);
    }

    private String tool() {
        String file = buildFile.substring(buildFile.lastIndexOf('/') + 1);
        return switch (file) {
            case "pom.xml" -> "maven";
            case "go.mod" -> "go";
            case "package.json" -> "npm";
            default -> "gradle";
        };
    }

    /** Directories that its tasks need the modules of, where nothing is suggested. */
    Set<String> missing(Set<String> suggested) {
        Set<String> missing = new TreeSet<>();
        for (SuggestedTask task : tasks)
            for (String need : task.needs())
                if (need.startsWith(NpmPackages.MODULES_OF)
                        && !suggested.contains(need.substring(NpmPackages.MODULES_OF.length())))
                    missing.add(need.substring(NpmPackages.MODULES_OF.length()));
        return missing;
    }

    /** Needs of what another directory installs by the name that its service has got. */
    SuggestedService knowing(Map<String, String> nameOf) {
        List<SuggestedTask> known = new ArrayList<>();
        for (SuggestedTask task : tasks) {
            List<String> needs = new ArrayList<>();
            for (String need : task.needs()) {
                if (!need.startsWith(NpmPackages.MODULES_OF)) needs.add(need);
                else {
                    String service = nameOf.get(need.substring(NpmPackages.MODULES_OF.length()));
                    if (service != null) needs.add(service + ":modules");
                }
            }
            known.add(task.needing(needs));
        }
        return new SuggestedService(directory, name, buildFile, known);
    }

    /** Its definition. */
    public String text() {
        String file = buildFile.substring(buildFile.lastIndexOf('/') + 1);
        StringBuilder text = new StringBuilder("# A first draft by `slipway init`, from " + file
                + ". Narrower inputs and outputs make for more reuse.\nslipway: 1\nservice: " + name + "\ntasks:\n");
        for (SuggestedTask task : tasks) task.writeTo(text);
        return text.toString();
    }
}
