package io.slipway.bench;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** OR-Tools CP-SAT in this process, with the libraries it brings kept apart from those of other peers. */
final class CpSatPeer {
    private final Function<long[][], long[]> solver;

    private CpSatPeer(Function<long[][], long[]> solver) {
        this.solver = solver;
    }

    /** Absent when it was not built, or does not run on this machine. */
    static Optional<CpSatPeer> find(Path root) throws IOException {
        Path module = root.resolve("bench-cpsat/target");
        if (!Files.isDirectory(module.resolve("classes")) || !Files.isDirectory(module.resolve("lib"))) {
            return Optional.empty();
        }
        List<URL> urls = new ArrayList<>();
        urls.add(module.resolve("classes").toUri().toURL());
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(module.resolve("lib"), "*.jar")) {
            for (Path jar : jars) urls.add(jar.toUri().toURL());
        }
        // Stays open: the solver loads classes as long as it works.
        ClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        try {
            @SuppressWarnings("unchecked") // what the class is declared to be
            Function<long[][], long[]> solver =
                    (Function<long[][], long[]>) Class.forName("io.slipway.bench.cpsat.CpSat", true, loader)
                            .getDeclaredConstructor()
                            .newInstance();
            return Optional.of(new CpSatPeer(solver));
        } catch (ReflectiveOperationException | LinkageError e) {
            System.err.println("CP-SAT does not run here: " + e);
            return Optional.empty();
        }
    }

    /** Its best makespan within so many milliseconds, or nothing. For projects in whole seconds. */
    OptionalLong makespan(Project project, long millis) {
        int size = project.size();
        int resources = project.capacity().length;
        long[] takes = new long[size];
        long[] capacity = new long[resources];
        long[] demands = new long[size * resources];
        List<Long> edges = new ArrayList<>();
        for (int r = 0; r < resources; r++) capacity[r] = project.capacity()[r];
        for (int i = 0; i < size; i++) {
            takes[i] = project.takes()[i] / 1000;
            for (int r = 0; r < resources; r++) demands[i * resources + r] = project.demands()[i][r];
            for (int next : project.dag().successors(i)) {
                edges.add((long) i);
                edges.add((long) next);
            }
        }
        long[][] asked = {
            {millis},
            takes,
            capacity,
            demands,
            edges.stream().mapToLong(edge -> edge).toArray()
        };
        long[] found = solver.apply(asked);
        return found.length == 0 ? OptionalLong.empty() : OptionalLong.of(1000 * found[0]);
    }
}
