package io.slipway.core.suggest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The services that a project's build files ask for: one for each Maven reactor, Gradle build, Go module and npm package
 * that has something to run. A draft: it runs what the build tool would run, and leaves it to people to say more narrowly
 * what reads and makes what. Immutable.
 *
 * <p>O(bytes): reads the build files, and the sources of what lies deeper than the project for paths that lead out of it.
 *
 * @param services sorted by directory, with unique names
 * @param notes what was seen and left out, for a person
 */
public record Suggestions(List<SuggestedService> services, List<String> notes) {
    private static final int LONGEST_NAME = 90;

    public Suggestions {
        services = List.copyOf(services);
        notes = List.copyOf(notes);
    }

    /**
     * What the files ask for.
     *
     * @param defined directories that have a definition already: nothing is suggested for them
     * @param taken names of services that are there already
     */
    public static Suggestions of(ProjectFiles files, Set<String> defined, Set<String> taken) {
        List<SuggestedService> found = new ArrayList<>();
        found.addAll(MavenReactors.in(files));
        found.addAll(GradleBuilds.in(files));
        found.addAll(GoModules.in(files));
        found.addAll(NpmPackages.in(files));
        found.sort(Comparator.comparing(SuggestedService::directory)); // stable: of one directory in the order above

        Map<String, SuggestedService> byDirectory = new TreeMap<>();
        Set<String> names = new HashSet<>();
        for (String name : taken) names.add(name.toLowerCase(Locale.ROOT));
        for (SuggestedService service : found) {
            if (defined.contains(service.directory())) continue;
            SuggestedService other = byDirectory.get(service.directory());
            byDirectory.put(
                    service.directory(), other == null ? service.named(unique(service, names)) : other.with(service));
        }
        Map<String, String> nameOf = new TreeMap<>();
        byDirectory.forEach((directory, service) -> nameOf.put(directory, service.name()));
        PathsOutside outside = new PathsOutside(files, nameOf.keySet());
        List<String> notes = new ArrayList<>();
        List<SuggestedService> services = new ArrayList<>();
        for (SuggestedService service : byDirectory.values()) {
            for (String directory : service.missing(nameOf.keySet()))
                notes.add(service.path() + ": its packages are installed in "
                        + (directory.isEmpty() ? "the project's own directory" : directory)
                        + ", which has a definition already; name the task that installs them under `needs`");
            services.add(service.knowing(nameOf).reading(outside));
        }
        return new Suggestions(services, notes);
    }

    private static String unique(SuggestedService service, Set<String> names) {
        String base = name(service);
        if (names.add(base.toLowerCase(Locale.ROOT))) return base;
        // Where it lies says more than a number: two packages called `app` are `app-java` and `app-web`.
        String where = cleaned(service.directory().replace('/', '-'));
        if (!where.isEmpty() && !where.equalsIgnoreCase(base)) base = shortened(base + "-" + where);
        String name = base;
        for (int i = 2; !names.add(name.toLowerCase(Locale.ROOT)); i++) name = base + "-" + i;
        return name;
    }

    /** As definitions allow it; the directory's name where the build file has none. */
    private static String name(SuggestedService service) {
        for (String candidate : List.of(service.name(), service.directory())) {
            String last = candidate.substring(candidate.lastIndexOf('/') + 1);
            String name = cleaned(last);
            if (!name.isEmpty()) return shortened(name);
        }
        return "app";
    }

    private static String cleaned(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[._-]+|[._-]+$", "");
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }
}
