package io.slipway.jenkins.reuse;

import static java.util.Objects.requireNonNull;

import io.slipway.core.cache.Action;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.Digest;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.content.TreeEntry;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The body of a {@code slipwayCache} as its author describes it. Immutable.
 *
 * @param inputs patterns of what the body reads, from the build's workspace
 * @param outputs patterns of what it makes
 * @param key whatever else changes what it makes, such as the version of a tool
 */
public record CachedBody(PathSet inputs, PathSet outputs, String key) {
    private static final int NAME_LENGTH = 16;

    public CachedBody {
        requireNonNull(inputs, "inputs");
        requireNonNull(key, "key");
        if (outputs.isEmpty())
            throw new IllegalArgumentException("outputs: none (expected: patterns of what the body makes)");
        for (PathSet each : List.of(inputs, outputs)) {
            if (each.leadingOutOfWorkspace("").isPresent())
                throw new IllegalArgumentException(
                        each.leadingOutOfWorkspace("").get() + " leads out of the workspace; name what lies in it");
        }
    }

    /**
     * What it would do with these inputs on such a machine.
     *
     * @param found all that lies where the inputs are; what lies where the outputs are does not count
     */
    public Action action(Tree found, String os, String arch) {
        Tree.Builder read = Tree.builder();
        for (Map.Entry<String, TreeEntry> entry : found.flatten().entrySet()) {
            if (!outputs.matches(entry.getKey())) read.put(entry.getKey(), entry.getValue());
        }
        return new Action(
                read.build(),
                new TreeMap<>(),
                new Command.Argv(List.of("slipwayCache", key)),
                "",
                new TreeMap<>(),
                outputs,
                new TreeMap<>(),
                os,
                arch,
                new TreeMap<>());
    }

    /** As far as it says where it writes; two bodies that read and write the same places have one name. */
    public Task task() {
        CanonicalOutput places = new CanonicalOutput();
        places.writeTexts(inputs.patterns()).writeTexts(outputs.patterns());
        String name = Digest.of(places.toByteArray()).hash().substring(0, NAME_LENGTH);
        return Task.builder(new TaskAddress("body", name))
                .directory("")
                .run(new Command.Shell("slipwayCache"))
                .outputs(outputs)
                .build();
    }
}
