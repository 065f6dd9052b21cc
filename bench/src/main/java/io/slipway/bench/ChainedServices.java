package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A workspace of services that copy a file from task to task; the first task of each needs that of the service before it. */
final class ChainedServices {
    static final int COUNT = 100;
    static final int TASKS = 5;

    private ChainedServices() {}

    /** Writes it into {@code root}, which it returns. */
    static Path write(Path root) throws IOException {
        for (int i = 0; i < COUNT; i++) {
            StringBuilder text = new StringBuilder("slipway: 1\nservice: s" + i + "\ntasks:\n");
            for (int t = 0; t < TASKS; t++) {
                text.append("  t")
                        .append(t)
                        .append(":\n    run: cp src/in out")
                        .append(t)
                        .append('\n');
                text.append("    inputs: [src/**]\n    outputs: [out").append(t).append("]\n");
                if (t > 0) text.append("    needs: [t").append(t - 1).append("]\n");
                else if (i > 0) text.append("    needs: [\"s").append(i - 1).append(":t0\"]\n");
            }
            Files.createDirectories(source(root, i).getParent());
            Files.writeString(source(root, i), "in " + i);
            Files.writeString(root.resolve("s" + i + "/slipway.yaml"), text);
        }
        return root;
    }

    /** What the tasks of a service copy. */
    static Path source(Path root, int service) {
        return root.resolve("s" + service + "/src/in");
    }
}
