package io.slipway.core.bridge;

import io.slipway.core.pipeline.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Commits of any shape. Stateless. */
final class RandomCommits {
    private RandomCommits() {}

    static Commit of(SplittableRandom random, int tasks) {
        Commit commit = new Commit().target(20 + random.nextInt(100));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            String name = "s" + random.nextInt(5) + ":t" + i;
            Task.Builder task = Task.builder(name);
            List<String> needs = new ArrayList<>();
            for (String before : names) if (random.nextInt(12) == 0 && needs.size() < 3) needs.add(before);
            task.needs(needs.toArray(String[]::new));
            if (random.nextInt(8) == 0) task.locks("l" + random.nextInt(2));
            commit.task(task, random.nextInt(5) == 0 ? -1 : random.nextInt(60));
            if (random.nextInt(4) == 0) commit.reused(name);
            names.add(name);
        }
        return commit;
    }
}
