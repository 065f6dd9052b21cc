package io.slipway.core.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.orchestrate.EventListener;
import io.slipway.core.orchestrate.RunSummary;
import io.slipway.core.run.RunResult;
import io.slipway.core.run.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random graphs of tasks under random edits: whatever was reused, every output is what a build from nothing makes. */
class RandomWorkspaceTest {
    private static final int TASKS = 10;
    private static final int ROUNDS = 5;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void outputs_are_right_after_any_edits(long seed) throws IOException {
        World world = new World(new SplittableRandom(seed), directory);
        for (int round = 0; round < ROUNDS; round++) {
            RunSummary summary = world.project.run();

            assertThat(summary.result()).isEqualTo(RunResult.SUCCEEDED);
            world.assertOutputs();
            assertThat(Project.states(world.project.run())).doesNotContainValue(TaskState.SUCCEEDED);
            world.edit();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5, 6})
    void outputs_are_right_after_a_run_cut_short_anywhere(long seed) throws IOException {
        RandomGenerator random = new SplittableRandom(seed);
        World world = new World(random, directory);
        for (int round = 0; round < ROUNDS; round++) {
            int cut = random.nextInt(1, 3 * TASKS);
            world.runUntil(cut);

            RunSummary summary = world.project.run();

            assertThat(summary.result())
                    .as("round %d, cut at event %d", round, cut)
                    .isEqualTo(RunResult.SUCCEEDED);
            world.assertOutputs();
            world.edit();
        }
    }

    /** Each task joins its own source and what it needs; some keep only the beginning, so that changes get lost. */
    private static final class World {
        final Project project;
        private final RandomGenerator random;
        private final List<String> sources = new ArrayList<>();
        private final List<List<Integer>> needs = new ArrayList<>();
        private final List<Integer> kept = new ArrayList<>();

        World(RandomGenerator random, Path directory) {
            this.random = random;
            StringBuilder tasks = new StringBuilder();
            for (int task = 0; task < TASKS; task++) {
                TreeSet<Integer> needed = new TreeSet<>();
                for (int i = random.nextInt(4); i > 0 && task > 0; i--) needed.add(random.nextInt(task));
                needs.add(List.copyOf(needed));
                kept.add(random.nextInt(3) == 0 ? 2 : 100_000);
                sources.add("");
                tasks.append(definition(task));
            }
            project = Project.in(directory, tasks.toString());
            for (int task = 0; task < TASKS; task++) write(task);
        }

        private String definition(int task) {
            StringBuilder files = new StringBuilder("src/" + task);
            StringBuilder names = new StringBuilder();
            for (int need : needs.get(task)) {
                files.append(" out/").append(need);
                names.append(names.isEmpty() ? "t" : ", t").append(need);
            }
            return """
                    tTASK:
                      run: mkdir -p out && cat FILES | head -c KEPT > out/TASK
                      inputs: [src/TASK]
                      outputs: [out/TASK]
                      needs: [NAMES]
                    """.replace("TASK", Integer.toString(task))
                    .replace("FILES", files)
                    .replace("KEPT", kept.get(task).toString())
                    .replace("NAMES", names);
        }

        /** One of few contents, so that edits are often taken back. */
        private void write(int task) {
            String content = "ab" + random.nextInt(3) + ";";
            sources.set(task, content);
            project.write("src/" + task, content);
        }

        void edit() throws IOException {
            for (int i = random.nextInt(1, 4); i > 0; i--) write(random.nextInt(TASKS));
            if (random.nextBoolean()) project.write("out/" + random.nextInt(TASKS), "by hand");
            if (random.nextBoolean()) Files.deleteIfExists(project.at("out/" + random.nextInt(TASKS)));
        }

        void runUntil(int events) {
            try (LocalEngine engine = project.open()) {
                AtomicInteger left = new AtomicInteger(events);
                EventListener cut = entries -> {
                    int before = left.getAndAdd(-entries.size());
                    if (before > 0 && before <= entries.size()) engine.cancel("cut");
                };
                engine.run(Project.ALL, cut);
            }
        }

        void assertOutputs() {
            List<String> outputs = new ArrayList<>();
            for (int task = 0; task < TASKS; task++) {
                StringBuilder all = new StringBuilder(sources.get(task));
                for (int need : needs.get(task)) all.append(outputs.get(need));
                String output = all.substring(0, Math.min(kept.get(task), all.length()));
                outputs.add(output);
                assertThat(project.read("out/" + task))
                        .as("output of t%d", task)
                        .isEqualTo(output);
            }
        }
    }
}
