package io.slipway.core.local.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.InMemoryContentStore;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.local.source.Checkout;
import io.slipway.core.local.source.FileMemo;
import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a task made and whatever became of it since: what is restored is what was collected. */
class RestoredOutputsTest {
    private static final String[] NAMES = {
        "a", "b", "c.class", "-rf", "with space", "new\nline", "näme", "🦆", "...", "*", "[x]", "\\", "lib", "target"
    };

    @TempDir
    private Path directory;

    private final InMemoryContentStore store = new InMemoryContentStore();
    private final Task task =
            Task.builder("svc:build").run("true").outputs("out/**").build();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void are_what_was_collected(long seed) throws IOException {
        RandomGenerator random = new SplittableRandom(seed);
        Checkout workspace = new Checkout(directory.resolve("workspace")).directory(".slipway");
        makeTree(random, workspace, "svc/out", 3);
        workspace.write("svc/out/at-least-one", "1");
        Tree before = Tree.empty();
        for (int round = 0; round < 3; round++) {
            FileMemo memo = memo(workspace);
            Tree made = outputs(workspace, memo).collect(task, store).outputs();
            spoil(random, workspace, made);

            Restoration restoration = outputs(workspace, memo).restore(task, made, Tree.empty(), made, store);
            memo.save();

            assertThat(restoration.isComplete()).isTrue();
            assertThat(outputs(workspace).collect(task, store).outputs()).isEqualTo(made);

            Checkout fresh = new Checkout(directory.resolve("fresh" + round)).directory(".slipway");
            outputs(fresh).restore(task, made, Tree.empty(), before, store);
            assertThat(outputs(fresh).collect(task, store).outputs()).isEqualTo(made);
            outputs(fresh).clear(task, made);
            assertThat(fresh.at("svc/out")).doesNotExist();

            makeTree(random, workspace, "svc/out/round" + round, 2);
            before = made;
        }
    }

    private static void makeTree(RandomGenerator random, Checkout workspace, String at, int depth) {
        workspace.directory(at);
        int children = random.nextInt(6);
        for (int i = 0; i < children; i++) {
            String path = at + "/" + NAMES[random.nextInt(NAMES.length)] + random.nextInt(3);
            if (Files.exists(workspace.at(path)) || Files.isSymbolicLink(workspace.at(path))) continue;
            switch (random.nextInt(depth > 0 ? 4 : 3)) {
                case 0 -> workspace.write(path, "x".repeat(random.nextInt(3)));
                case 1 -> workspace.write(path, "program").executable(path, true);
                case 2 -> workspace.link(path, random.nextBoolean() ? "at-least-one" : "../x");
                default -> makeTree(random, workspace, path, depth - 1);
            }
        }
    }

    /** What programs and people do to files: remove, change, replace. */
    private static void spoil(RandomGenerator random, Checkout workspace, Tree made) throws IOException {
        List<String> paths = new ArrayList<>(made.flatten().keySet());
        for (String path : paths) {
            boolean isFile = made.find(path).orElse(null) instanceof TreeEntry.File;
            int what = random.nextInt(6);
            if (path.endsWith("/")) {
                if (what == 0) workspace.delete(path);
            } else if (what == 0) {
                workspace.delete(path);
            } else if (what == 1) {
                workspace.delete(path).link(path, "nowhere");
            } else if (what == 2) {
                workspace.delete(path).write(path, "y");
            } else if (what == 3 && isFile) {
                workspace.executable(path, random.nextBoolean());
            } else if (what == 4) {
                workspace.delete(path).directory(path + "/empty/er");
            }
        }
    }

    private static FileMemo memo(Checkout workspace) {
        return FileMemo.open(workspace.root(), workspace.at(".slipway/memo"));
    }

    private static WorkspaceOutputs outputs(Checkout workspace) {
        return outputs(workspace, memo(workspace));
    }

    private static WorkspaceOutputs outputs(Checkout workspace, FileMemo memo) {
        return new WorkspaceOutputs(workspace.root(), memo, workspace.at(".slipway/staging"), Set.of());
    }
}
